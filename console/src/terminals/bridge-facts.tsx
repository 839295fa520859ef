/** What is known of a bridge: its place and computer, its version and updates, what waits there. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../day/use-format.ts';
import { Card } from '../ui/card.tsx';
import { KeyValue } from '../ui/key-value.tsx';
import { useUpdateFacts } from './bridge-updates.tsx';
import { OutboxBar } from './outbox-bar.tsx';
import type { BridgeDetails } from './queries.ts';
import styles from './terminal-screen.module.css';
import { useAgo } from './use-ago.ts';

/** The card. */
export function BridgeFacts({ bridge }: { bridge: BridgeDetails }) {
  const { t } = useLingui();
  const format = useFormat();
  const ago = useAgo();
  const { outbox, outboxWaiting, host, platform, site, enrolledAt, lastSeenAt } = bridge;
  const waiting = outbox?.waiting ?? outboxWaiting;
  const updates = useUpdateFacts(bridge);
  const unknown = <span className={styles.muted}>{t`not known`}</span>;
  return (
    <Card title={<Trans>What is known</Trans>}>
      <KeyValue
        items={[
          {
            id: 'site',
            name: t`Place`,
            value: site ?? <span className={styles.muted}>{t`not said`}</span>,
          },
          { id: 'host', name: t`Computer`, value: host ?? unknown },
          { id: 'platform', name: t`System`, value: platform ?? unknown },
          ...updates,
          {
            id: 'seen',
            name: t`Last heard`,
            value:
              lastSeenAt === undefined ? (
                <span className={styles.muted}>{t`never`}</span>
              ) : (
                <>
                  {format.instant(lastSeenAt, { date: 'short' })}{' '}
                  <span className={styles.muted}>{ago(lastSeenAt)}</span>
                </>
              ),
          },
          { id: 'since', name: t`Enrolled`, value: format.instant(enrolledAt, { date: 'short' }) },
          {
            id: 'waiting',
            name: t`Waiting there`,
            value:
              waiting === undefined ? (
                unknown
              ) : waiting === 0 ? (
                t`nothing`
              ) : (
                <>
                  <Plural value={waiting} one="# record" other="# records" />
                  {outbox?.oldestAt !== undefined && (
                    <span className={styles.muted}>
                      {' '}
                      <Trans>the oldest since {format.instant(outbox.oldestAt)}</Trans>
                    </span>
                  )}
                </>
              ),
          },
          { id: 'id', name: t`Id`, value: <code>{bridge.id}</code> },
        ]}
      />
      {bridge.state === 'active' && (
        <div className={styles.meters}>
          <OutboxBar bridge={bridge} />
        </div>
      )}
    </Card>
  );
}
