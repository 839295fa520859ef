/** What stands at an address that leads nowhere. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';

/** The page that does not exist. */
export function UnknownPage() {
  const { t } = useLingui();
  return (
    <>
      <PageHead title={<Trans>Not found</Trans>} />
      <EmptyState
        title={t`There is no page at this address`}
        action={
          <LinkButton to="/attendance">
            <Trans>Go to Attendance</Trans>
          </LinkButton>
        }
      >
        <Trans>The link may be old, or a letter of it is missing.</Trans>
      </EmptyState>
    </>
  );
}
