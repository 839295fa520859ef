/** The users on a terminal, as it has said last. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useRights } from '../api/index.ts';
import { Shape } from '../day/shapes.tsx';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/chip.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { ViewSwitch } from '../ui/tabs.tsx';
import { type Terminal, terminalUsersQuery, type UserOnTerminal } from './queries.ts';
import styles from './terminal-screen.module.css';

const idOf = ({ pin }: UserOnTerminal): string => pin;
const nameOf = ({ pin, name }: UserOnTerminal): string => (name === undefined ? pin : `${pin} ${name}`);

function Standing({ state }: { state: UserOnTerminal['state'] }) {
  if (state === 'known')
    return (
      <span>
        <Trans context="user on terminal">known</Trans>
      </span>
    );
  if (state === 'ignored')
    return (
      <span className={styles.muted}>
        <Trans context="user on terminal">ignored</Trans>
      </span>
    );
  return (
    <Tag tone="holiday" shape={<Shape name="plus" />}>
      <Trans context="user on terminal">new</Trans>
    </Tag>
  );
}

function useColumns(): TableColumn<UserOnTerminal>[] {
  const { t } = useLingui();
  const format = useFormat();
  return useMemo(() => {
    const privileges: Readonly<Record<number, string>> = { 0: t`User` };
    const counted = (count: number | undefined) =>
      count === undefined ? <span className={styles.muted}>–</span> : format.count(count);
    return [
      { id: 'pin', title: t`Id`, isPrimary: true, width: 120, render: ({ pin }) => pin },
      {
        id: 'name',
        title: t`Name there`,
        isPrimary: true,
        width: '2fr',
        render: ({ name }) => name ?? <span className={styles.muted}>{t`none`}</span>,
      },
      { id: 'state', title: t`Here`, render: ({ state }) => <Standing state={state} /> },
      {
        id: 'user',
        title: t`User`,
        render: ({ userId }) =>
          userId === undefined ? (
            <span className={styles.muted}>–</span>
          ) : (
            <Link to="/users/$userId" params={{ userId }}>
              {userId}
            </Link>
          ),
      },
      {
        id: 'privilege',
        title: t`Privilege`,
        render: ({ privilege }) =>
          privilege === undefined ? (
            <span className={styles.muted}>–</span>
          ) : (
            (privileges[privilege] ?? t`Administrator (${privilege})`)
          ),
      },
      {
        id: 'fingers',
        title: t`Fingers`,
        align: 'end',
        width: 80,
        render: ({ credentials }) => counted(credentials?.fingers),
      },
      {
        id: 'faces',
        title: t`Faces`,
        align: 'end',
        width: 80,
        render: ({ credentials }) => counted(credentials?.faces),
      },
    ];
  }, [t, format]);
}

/** The list, with what reads it anew. */
export function UsersPart({ terminal: { serial } }: { terminal: Terminal }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  const { mayEdit } = useRights();
  const [state, setState] = useState<UserOnTerminal['state'] | 'all'>('all');
  const columns = useColumns();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } =
    useInfiniteQuery(terminalUsersQuery(serial, state));
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const first = data?.pages[0];
  if (first === undefined)
    return error === null ? (
      <Loading>
        <Skeleton kind="row" lines={4} />
      </Loading>
    ) : (
      <ProblemNote error={error} onRetry={() => void refetch()} />
    );
  const download = mayEdit && (
    <Button onPress={() => openDialog('downloadUser', { serial })}>
      <Trans>Download users</Trans>
    </Button>
  );
  return (
    <div className={styles.list}>
      <div className={styles.spread}>
        <div className={styles.row}>
          <ViewSwitch
            label={t`Which users`}
            selected={state}
            onChange={setState}
            items={[
              { id: 'all', label: t`All` },
              { id: 'new', label: t`New here` },
              { id: 'known', label: t`Known` },
              { id: 'ignored', label: t`Ignored` },
            ]}
          />
          <span className={styles.muted}>
            {first.readAt === undefined ? (
              <Trans>
                The whole list was never read: these are users whom the terminal has named by itself.
              </Trans>
            ) : (
              <Trans>
                <Plural value={first.total ?? 0} one="# user" other="# users" />, read{' '}
                {format.ago(first.readAt, now)}
              </Trans>
            )}
          </span>
        </div>
        {rows.length > 0 && download}
      </div>
      <DataTable
        label={t`Users on the terminal`}
        columns={columns}
        rows={rows}
        idOf={idOf}
        nameOf={nameOf}
        isStale={isPlaceholderData}
        onLoadMore={hasNextPage ? () => void fetchNextPage() : undefined}
        isLoadingMore={isFetchingNextPage}
        empty={
          <EmptyState
            title={state === 'all' ? <Trans>No users are known of it</Trans> : <Trans>None is so</Trans>}
            action={download}
          >
            {state === 'all' ? (
              <Trans>Its list was not read yet. Download users reads it.</Trans>
            ) : (
              <Trans>No user on it, as last read, belongs here.</Trans>
            )}
          </EmptyState>
        }
      />
    </div>
  );
}
