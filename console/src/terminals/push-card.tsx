/** How a terminal that pushes to the cloud is guarded, and what the nightly check has found. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Card } from '../ui/card.tsx';
import { KeyValue } from '../ui/key-value.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { type PushTerminal, pushQuery } from './queries.ts';
import styles from './terminal-screen.module.css';

function Guard({ push }: { push: PushTerminal }) {
  const format = useFormat();
  const { commKey, networks = [] } = push;
  const places = format.list(networks);
  if (push.open) return <Trans>Nothing but its serial number</Trans>;
  if (commKey && networks.length > 0) return <Trans>A key, and the networks {places}</Trans>;
  return commKey ? <Trans>A communication key</Trans> : <Trans>The networks {places}</Trans>;
}

function Check({ push }: { push: PushTerminal }): ReactNode {
  const { t } = useLingui();
  const format = useFormat();
  const { check } = push;
  if (check === undefined) return <span className={styles.muted}>{t`not yet`}</span>;
  const days = format.date(check.through, 'day');
  switch (check.state) {
    case 'whole':
      return <Trans>Nothing is missing up to {days}</Trans>;
    case 'short':
      return (
        <span className={styles.loud}>
          <Plural value={check.missing} one="# record has not come" other="# records have not come" />
        </span>
      );
    case 'unsupported':
      return <span className={styles.muted}>{t`Its firmware does not count`}</span>;
    default:
      return <Trans>Under way, up to {days}</Trans>;
  }
}

/** The card, with a notice where wrong keys come or the service has something to say. */
export function PushCard({ serial }: { serial: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data, error, refetch } = useQuery(pushQuery(serial));
  if (data === undefined)
    return error === null ? (
      <Loading>
        <Skeleton kind="tile" />
      </Loading>
    ) : (
      <ProblemNote error={error} onRetry={() => void refetch()} />
    );
  const { wrongKeys } = data;
  return (
    <Card title={<Trans>Push</Trans>}>
      {wrongKeys !== undefined && wrongKeys.count > 0 && (
        <Banner
          tone="warning"
          title={
            <Plural
              value={wrongKeys.count}
              one="# wrong key came in its name this week"
              other="# wrong keys came in its name this week"
            />
          }
        >
          {wrongKeys.addresses.length === 0 ? (
            <Trans>The right one has come since.</Trans>
          ) : (
            <Trans>
              From {format.list(wrongKeys.addresses.map(({ address }) => address))}. Compare the key in its
              menu.
            </Trans>
          )}
        </Banner>
      )}
      {data.alerts.map(({ kind, at, message }) => (
        <Banner key={`${kind} ${at}`} tone="warning" title={message}>
          {format.instant(at)}
        </Banner>
      ))}
      <KeyValue
        items={[
          { id: 'guard', name: t`Guarded by`, value: <Guard push={data} /> },
          {
            id: 'address',
            name: t`Calls from`,
            value: data.address ?? <span className={styles.muted}>{t`not known`}</span>,
          },
          { id: 'check', name: t`Nightly check`, value: <Check push={data} /> },
        ]}
      />
    </Card>
  );
}
