/** How full the outbox of a bridge is. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../day/use-format.ts';
import { FillBar } from './fill-bar.tsx';
import type { Bridge } from './queries.ts';
import styles from './terminals-screen.module.css';

/** What the outbox takes on the bridge's disk, of what it may take. */
export function OutboxBar({ bridge, isLabelHidden = false }: { bridge: Bridge; isLabelHidden?: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const { bytes, limitBytes } = bridge.outbox ?? {};
  if (bytes === undefined || limitBytes === undefined)
    return (
      <span className={styles.unknown}>
        <Trans>not known</Trans>
      </span>
    );
  return (
    <FillBar
      label={isLabelHidden ? t`Disk space of the outbox of ${bridge.name}` : t`Disk space of its outbox`}
      isLabelHidden={isLabelHidden}
      value={bytes}
      max={limitBytes}
      text={t`${format.size(bytes)} of ${format.size(limitBytes)}`}
    />
  );
}
