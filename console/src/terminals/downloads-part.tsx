/** What was downloaded from a terminal in the last seven days. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useRights } from '../api/index.ts';
import { Shape, type ShapeName } from '../day/shapes.tsx';
import { useFormat } from '../day/use-format.ts';
import { FaultText } from '../problems/fault-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Tag, type Tone } from '../ui/chip.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { eventsQuery, type Terminal, type TerminalEvent } from './queries.ts';
import styles from './terminal-screen.module.css';
import { terminalName } from './terminal-state.ts';

const idOf = ({ at, taskId }: TerminalEvent): string => `${at} ${taskId ?? ''}`;

const stateSigns = {
  waiting: { shape: 'dashed-ring', tone: 'pending' },
  running: { shape: 'clock-quarter', tone: 'holiday' },
  done: { shape: 'disc', tone: 'present' },
  failed: { shape: 'cross', tone: 'absent' },
  cancelled: { shape: 'dash', tone: 'neutral' },
} as const satisfies Record<NonNullable<TerminalEvent['state']>, { shape: ShapeName; tone: Tone }>;

function State({ state }: { state: NonNullable<TerminalEvent['state']> }) {
  const { t } = useLingui();
  const words = {
    waiting: t({ message: 'waiting', context: 'download' }),
    running: t({ message: 'running', context: 'download' }),
    done: t({ message: 'done', context: 'download' }),
    failed: t({ message: 'failed', context: 'download' }),
    cancelled: t({ message: 'stopped', context: 'download' }),
  };
  const { shape, tone } = stateSigns[state];
  return (
    <Tag tone={tone} shape={<Shape name={shape} />}>
      {words[state]}
    </Tag>
  );
}

/** The downloads, the latest first. */
export function DownloadsPart({ terminal }: { terminal: Terminal }) {
  const { t } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const { data, error, refetch } = useQuery(eventsQuery(terminal.serial));
  const address = terminalName(terminal);
  const columns = useMemo((): TableColumn<TerminalEvent>[] => {
    const kinds = { punches: t`Attendance`, users: t`Users`, 'send-users': t`Users sent to it` };
    const unread = <span className={styles.muted}>–</span>;
    return [
      { id: 'at', title: t`When`, isPrimary: true, width: 140, render: ({ at }) => format.instant(at) },
      {
        id: 'kind',
        title: t`What`,
        render: ({ downloadKind }) =>
          downloadKind === undefined ? unread : (kinds[downloadKind] ?? downloadKind),
      },
      {
        id: 'read',
        title: t`Read`,
        align: 'end',
        width: 96,
        render: ({ read }) => (read === undefined ? unread : format.count(read)),
      },
      {
        id: 'stored',
        title: t`New`,
        align: 'end',
        width: 96,
        render: ({ stored }) => (stored === undefined ? unread : format.count(stored)),
      },
      {
        id: 'state',
        title: t`State`,
        isPrimary: true,
        width: 120,
        render: ({ state }) => (state === undefined ? unread : <State state={state} />),
      },
      {
        id: 'fault',
        title: t`Why it failed`,
        width: '2fr',
        render: ({ fault }) => (fault === undefined ? unread : <FaultText of={fault} address={address} />),
      },
    ];
  }, [t, format, address]);
  if (data === undefined)
    return error === null ? (
      <Loading>
        <Skeleton kind="row" lines={4} />
      </Loading>
    ) : (
      <ProblemNote error={error} onRetry={() => void refetch()} />
    );
  return (
    <div className={styles.list}>
      <DataTable
        label={t`Downloads of the last seven days`}
        columns={columns}
        rows={data.items.filter(({ kind }) => kind === 'download')}
        idOf={idOf}
        nameOf={({ at }) => format.instant(at)}
        empty={
          <EmptyState
            title={<Trans>Nothing was downloaded in the last seven days</Trans>}
            action={
              mayEdit &&
              terminal.pushes !== true && (
                <Button onPress={() => openDialog('download', { serials: [terminal.serial] })}>
                  <Trans>Download</Trans>
                </Button>
              )
            }
          >
            {terminal.pushes === true ? (
              <Trans>It sends its punches itself, and need not be asked.</Trans>
            ) : (
              <Trans>Its bridge also sends new punches by itself, without a download.</Trans>
            )}
          </EmptyState>
        }
      />
    </div>
  );
}
