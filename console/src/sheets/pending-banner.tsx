/** Says why days are not known yet: which terminal has not been read, and since when. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useOverview } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { Banner } from '../ui/banner.tsx';
import { LinkButton } from '../ui/button.tsx';

/** @param pendingDays - days of the filter that are pending */
export function PendingBanner({ pendingDays }: { pendingDays: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const overview = useOverview();
  const [isDismissed, setDismissed] = useState(false);
  const behind = overview?.behind[0];
  // Days that only wait for the clock are no reason to look at a terminal.
  if (behind === undefined || pendingDays === 0 || isDismissed) return null;
  const name = behind.name ?? behind.serial;
  return (
    <Banner
      tone="warning"
      onDismiss={() => setDismissed(true)}
      title={
        behind.completeThrough === undefined ? (
          <Trans>{name} has never been read to the end</Trans>
        ) : (
          <Trans>
            {name} has not been read since {format.instant(behind.completeThrough)}
          </Trans>
        )
      }
      actions={
        <LinkButton size="small" to="/terminals/$serial" params={{ serial: behind.serial }}>
          {t`Look at the terminal`}
        </LinkButton>
      }
    >
      <Plural value={pendingDays} one="# day is not known yet." other="# days are not known yet." />
    </Banner>
  );
}
