/** Terminals that a bridge has found in its network and does not read. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../ui/card.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import type { BridgeDetails } from './queries.ts';
import styles from './terminal-screen.module.css';
import { useAgo } from './use-ago.ts';

/** The card; nothing while the bridge has never said. */
export function FoundTerminals({ bridge: { found } }: { bridge: BridgeDetails }) {
  const { t } = useLingui();
  const ago = useAgo();
  if (found === undefined || found.length === 0) return null;
  return (
    <Card title={<Trans>Found, but not read</Trans>}>
      <p className={styles.muted}>
        <Trans>
          These are in its network and not in its configuration. To have them read, run this on the computer
          of the bridge; what it reads already stays as it is.
        </Trans>
      </p>
      <CopyField label={t`Command`} isLabelHidden value="sudo rollcall-bridge setup" />
      <ul className={styles.list}>
        {found.map(({ serial, address, model, pushes, lastSeenAt }) => (
          <li key={`${serial ?? ''} ${address}`} className={styles.spread}>
            <span>
              <strong>{serial ?? t`No serial number said`}</strong>{' '}
              <span className={styles.muted}>
                {[model, address].filter((one) => one !== undefined).join(' · ')}
              </span>
            </span>
            <span className={styles.muted}>
              {pushes === true ? (
                <Trans>wants to push, {ago(lastSeenAt)}</Trans>
              ) : (
                <Trans>seen {ago(lastSeenAt)}</Trans>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
