/** PINs with punches that nobody claims: created, given to a person, or ignored; all of it can be taken back. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { BulkBar } from '../ui/bulk-bar.tsx';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { BelongsToDialog } from './belongs-to-dialog.tsx';
import { CreateFromPinDialog } from './create-from-pin-dialog.tsx';
import { NoUsers } from './no-users.tsx';
import { terminalLabel } from './pickers.tsx';
import { terminalsQuery, type UnknownUser, unknownUsersQuery } from './queries.ts';
import type { UsersSearch } from './search.ts';
import { useLinks, useUnlink } from './use-link.ts';
import styles from './users-screen.module.css';

const idOfUnknown = ({ pin }: UnknownUser): string => pin;
const nameOfUnknown = ({ pin, name }: UnknownUser): string => (name === undefined ? pin : `${name} ${pin}`);

/** The list and what can be done. */
export function UnknownUsers({ search }: { search: UsersSearch }) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate({ from: '/users' });
  const { mayEdit } = useRights();
  const state = search.ignored ? 'ignored' : 'held';
  const list = useInfiniteQuery(unknownUsersQuery(state));
  const { data: terminals } = useQuery(terminalsQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<{ kind: 'create' | 'belongs'; user: UnknownUser }>();
  const links = useLinks();
  const unlink = useUnlink();
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const some = rows.filter(({ pin }) => chosen.has(pin));
  const decide = async (action: 'create' | 'ignore', users: readonly UnknownUser[]) => {
    const number = users.length;
    const pin = users[0]?.pin ?? '';
    const said =
      action === 'ignore'
        ? t`${plural(number, { one: `${pin} is ignored`, other: '# ids are ignored' })}`
        : t`${plural(number, { one: `${pin} was created`, other: '# users were created' })}`;
    setChosen(new Set());
    await links.mutateAsync({
      links: users.map(({ pin, name }) =>
        action === 'create' && name !== undefined ? { action, pin, name } : { action, pin },
      ),
      said,
    });
  };
  const moment = (wall: string) => (
    <time dateTime={wall}>
      {format.date(wall.slice(0, 10), 'short')} {format.time(wall)}
    </time>
  );
  const columns: TableColumn<UnknownUser>[] = [
    { id: 'pin', title: t`Id`, isPrimary: true, width: 104, render: ({ pin }) => <strong>{pin}</strong> },
    { id: 'name', title: t`Name at the terminal`, isPrimary: true, width: '2fr', render: ({ name }) => name },
    {
      id: 'punches',
      title: t`Punches`,
      width: 96,
      align: 'end',
      render: ({ punches, isMore }) =>
        isMore ? t`${format.count(punches)} and more` : format.count(punches),
    },
    { id: 'first', title: t`First`, width: 152, render: ({ firstPunch }) => moment(firstPunch) },
    { id: 'last', title: t`Last`, width: 152, render: ({ lastPunch }) => moment(lastPunch) },
    {
      id: 'terminals',
      title: t`Terminals`,
      render: (user) => format.list(user.terminals.map((serial) => terminalLabel(serial, terminals))),
    },
  ];
  if (mayEdit) {
    columns.push({
      id: 'actions',
      title: t`What to do`,
      isTitleHidden: true,
      width: 256,
      align: 'end',
      render: (user) =>
        state === 'held' ? (
          <span className={styles.actions}>
            <Button
              size="small"
              onPress={() => setOpen({ kind: 'create', user })}
              aria-label={t`Create ${user.pin}`}
            >
              <Trans>Create</Trans>
            </Button>
            <Button
              size="small"
              onPress={() => setOpen({ kind: 'belongs', user })}
              aria-label={t`${user.pin} belongs to…`}
            >
              <Trans>Belongs to…</Trans>
            </Button>
            <Button
              size="small"
              onPress={() => void decide('ignore', [user])}
              aria-label={t`Ignore ${user.pin}`}
            >
              <Trans>Ignore</Trans>
            </Button>
          </span>
        ) : (
          <Unignore user={user} isPending={unlink.isPending} onPress={() => unlink.mutate(user.links)} />
        ),
    });
  }
  return (
    <>
      <div className={styles.tools}>
        <FilterChip
          isSelected={state === 'ignored'}
          onChange={(ignored) => {
            setChosen(new Set());
            void navigate({
              to: '/users',
              search: (before) => ({ ...before, ignored: ignored || undefined }),
              replace: true,
            });
          }}
        >
          <Trans>Ignored</Trans>
        </FilterChip>
        <p className={styles.count}>
          {state === 'held' ? (
            <Trans>Punches are kept until somebody says whose they are.</Trans>
          ) : (
            <Trans>Punches of these are kept, and count for nobody.</Trans>
          )}
        </p>
      </div>
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {links.isError && <ProblemNote error={links.error} />}
      {unlink.isError && <ProblemNote error={unlink.error} />}
      {list.isPending && (
        <Loading>
          <Skeleton kind="row" lines={6} />
        </Loading>
      )}
      {list.isSuccess && (
        <DataTable
          label={t`Unknown ids`}
          columns={columns}
          rows={rows}
          idOf={idOfUnknown}
          nameOf={nameOfUnknown}
          selected={chosen}
          onSelect={mayEdit && state === 'held' ? setChosen : undefined}
          isStale={list.isPlaceholderData}
          onLoadMore={
            list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined
          }
          isLoadingMore={list.isFetchingNextPage}
          empty={
            state === 'held' ? (
              <NoUsers kind="unknown" isFiltered={false} />
            ) : (
              <EmptyState title={<Trans>Nobody is ignored</Trans>}>
                <Trans>
                  Ids whose punches are to count for nobody, such as those of visitors, stand here.
                </Trans>
              </EmptyState>
            )
          }
        />
      )}
      <BulkBar count={some.length} onClear={() => setChosen(new Set())}>
        <Button variant="primary" isPending={links.isPending} onPress={() => void decide('create', some)}>
          <Trans>Create users</Trans>
        </Button>
        <Button onPress={() => void decide('ignore', some)}>
          <Trans>Ignore</Trans>
        </Button>
      </BulkBar>
      {open?.kind === 'create' && <CreateFromPinDialog user={open.user} onClose={() => setOpen(undefined)} />}
      {open?.kind === 'belongs' && <BelongsToDialog user={open.user} onClose={() => setOpen(undefined)} />}
    </>
  );
}

/** Takes the links back by which an id is ignored; where its terminals ignore it, that is said. */
function Unignore({
  user,
  isPending,
  onPress,
}: {
  user: UnknownUser;
  isPending: boolean;
  onPress: () => void;
}) {
  const { t } = useLingui();
  if (user.links.length === 0) return <Trans>by the settings of its terminals</Trans>;
  return (
    <Button size="small" isPending={isPending} onPress={onPress} aria-label={t`Ask again about ${user.pin}`}>
      <Trans>Ask again</Trans>
    </Button>
  );
}
