/** The list of bridges. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Router } from 'lucide-react';
import { useMemo } from 'react';
import { useRights } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type RowTone, type TableColumn } from '../ui/table.tsx';
import { BridgeBanner, bridgeProblemOf } from './bridge-banner.tsx';
import { failedUpdateOf } from './bridge-updates.tsx';
import { OutboxBar } from './outbox-bar.tsx';
import { type Bridge, bridgesQuery, terminalsQuery } from './queries.ts';
import { BridgeStateLine } from './state-line.tsx';
import styles from './terminals-screen.module.css';

const idOf = ({ id }: Bridge): string => id;
const nameOf = ({ name }: Bridge): string => name;

function toneOf(bridge: Bridge): RowTone {
  if (bridge.state === 'revoked') return 'muted';
  return bridgeProblemOf(bridge) === undefined ? 'normal' : 'danger';
}

/** What waits in a bridge, and since when. */
function Waiting({ bridge }: { bridge: Bridge }) {
  const format = useFormat();
  const now = useServerNow();
  const count = bridge.outbox?.waiting ?? bridge.outboxWaiting;
  if (count === undefined)
    return (
      <span className={styles.unknown}>
        <Trans>not known</Trans>
      </span>
    );
  const oldest = bridge.outbox?.oldestAt;
  return (
    <span className={styles.two}>
      <span>
        {count === 0 ? <Trans>nothing</Trans> : <Plural value={count} one="# record" other="# records" />}
      </span>
      {oldest !== undefined && (
        <span className={styles.second}>
          <Trans>oldest {format.ago(oldest, now)}</Trans>
        </span>
      )}
    </span>
  );
}

/** Its version, and whether it could not take another one. */
function Version({ bridge }: { bridge: Bridge }) {
  const failed = failedUpdateOf(bridge);
  return (
    <span className={styles.two}>
      <span>{bridge.version}</span>
      {failed !== undefined && (
        <span className={styles.warned}>
          {failed.result === 'failed' ? <Trans>update failed</Trans> : <Trans>update taken back</Trans>}
        </span>
      )}
    </span>
  );
}

function inOrder(bridges: readonly Bridge[]): Bridge[] {
  const rank = ({ state }: Bridge) => (state === 'revoked' ? 1 : 0);
  return bridges.toSorted(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
}

/** The list of bridges, with a notice for each that is not well. */
export function BridgesList() {
  const { t } = useLingui();
  const navigate = useNavigate({ from: '/terminals' });
  const { mayAdminister } = useRights();
  const { data, error, refetch } = useQuery(bridgesQuery);
  const { data: terminals } = useQuery(terminalsQuery);
  const columns = useMemo((): TableColumn<Bridge>[] => {
    const readBy = (id: string) =>
      terminals?.filter(({ bridgeId, state }) => bridgeId === id && state === 'active').length;
    return [
      {
        id: 'name',
        title: t`Bridge`,
        width: '2fr',
        minWidth: 160,
        isPrimary: true,
        render: ({ id, name, host, platform }) => (
          <span className={styles.two}>
            <Link className={styles.name} to="/bridges/$bridgeId" params={{ bridgeId: id }}>
              {name}
            </Link>
            <span className={styles.second}>
              {[host, platform].filter((one) => one !== undefined).join(' · ')}
            </span>
          </span>
        ),
      },
      {
        id: 'state',
        title: t`State`,
        width: 164,
        isPrimary: true,
        render: (bridge) => <BridgeStateLine bridge={bridge} />,
      },
      {
        id: 'terminals',
        title: t`Terminals`,
        width: 96,
        render: ({ id }) => readBy(id) ?? '–',
      },
      {
        id: 'waiting',
        title: t`Waiting there`,
        minWidth: 112,
        render: (bridge) => <Waiting bridge={bridge} />,
      },
      {
        id: 'disk',
        title: t`Outbox`,
        minWidth: 136,
        render: (bridge) => <OutboxBar bridge={bridge} isLabelHidden />,
      },
      { id: 'version', title: t`Version`, width: 112, render: (bridge) => <Version bridge={bridge} /> },
    ];
  }, [t, terminals]);
  if (error !== null && data === undefined)
    return (
      <div className={styles.body}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  return (
    <div className={styles.body}>
      {data?.map((bridge) => {
        const problem = bridgeProblemOf(bridge);
        if (problem === undefined) return null;
        const read = terminals?.filter(
          ({ bridgeId, state }) => bridgeId === bridge.id && state === 'active',
        ).length;
        return (
          <BridgeBanner key={bridge.id} bridge={bridge} problem={problem} terminals={read ?? 0} isLinked />
        );
      })}
      {data === undefined ? (
        <Loading>
          <Skeleton kind="row" lines={4} />
        </Loading>
      ) : (
        <DataTable
          label={t`Bridges`}
          columns={columns}
          rows={inOrder(data)}
          idOf={idOf}
          nameOf={nameOf}
          toneOf={toneOf}
          rowLines={2}
          onOpen={({ id }) => void navigate({ to: '/bridges/$bridgeId', params: { bridgeId: id } })}
          empty={
            <EmptyState
              icon={<Router />}
              title={<Trans>There is no bridge yet</Trans>}
              action={
                mayAdminister && (
                  <Button variant="primary" onPress={() => openDialog('addBridge', {})}>
                    <Trans>Add a bridge</Trans>
                  </Button>
                )
              }
            >
              <Trans>
                A bridge is a small program on a computer in the network of the terminals. It reads them and
                sends their punches here. Only terminals that push can do without one.
              </Trans>
            </EmptyState>
          }
        />
      )}
    </div>
  );
}
