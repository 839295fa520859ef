/** What stands at an address that leads nowhere. @module */

import { Trans } from '@lingui/react/macro';

/** The page that does not exist. */
export function UnknownPage() {
  return (
    <p>
      <Trans>There is no page at this address.</Trans>
    </p>
  );
}
