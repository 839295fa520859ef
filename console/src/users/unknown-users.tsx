/** PINs with punches that nobody claims: created, given to a person, or ignored; all of it can be taken back. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, ButtonGroup, IconButton } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { BelongsToDialog } from './belongs-to-dialog.tsx';
import styles from './bulk.module.css';
import { CreateFromPinDialog } from './create-from-pin-dialog.tsx';
import { NoUsers } from './no-users.tsx';
import { type PeopleColumn, PeopleTable, PeopleTableSkeleton } from './people-table.tsx';
import { terminalLabel } from './pickers.tsx';
import { terminalsQuery, type UnknownUser, unknownUsersQuery } from './queries.ts';
import type { UsersSearch } from './search.ts';
import { useLinks, useUnlink } from './use-link.ts';
import screen from './users-screen.module.css';

/** The list and what can be done. */
export function UnknownUsers({ search }: { search: UsersSearch }) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
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
        ? number === 1
          ? t`${pin} is ignored`
          : t`${number} ids are ignored`
        : number === 1
          ? t`${pin} was created`
          : t`${number} users were created`;
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
  const columns: PeopleColumn<UnknownUser, never>[] = [
    { id: 'pin', title: t`Id`, phone: 'first', cell: ({ pin }) => <strong>{pin}</strong> },
    { id: 'name', title: t`Name at the terminal`, phone: 'first', cell: ({ name }) => name },
    {
      id: 'punches',
      title: t`Punches`,
      phone: 'below',
      isNumber: true,
      cell: ({ punches, isMore }) => (isMore ? t`${format.count(punches)} and more` : format.count(punches)),
    },
    { id: 'first', title: t`First`, phone: 'none', cell: ({ firstPunch }) => moment(firstPunch) },
    { id: 'last', title: t`Last`, phone: 'below', cell: ({ lastPunch }) => moment(lastPunch) },
    {
      id: 'terminals',
      title: t`Terminals`,
      phone: 'below',
      cell: (user) => format.list(user.terminals.map((serial) => terminalLabel(serial, terminals))),
    },
  ];
  if (mayEdit) {
    columns.push({
      id: 'actions',
      title: t`What to do`,
      phone: 'below',
      cell: (user) =>
        state === 'held' ? (
          <span className={screen.actions}>
            <Button size="small" onPress={() => setOpen({ kind: 'create', user })} aria-label={t`Create ${user.pin}`}>
              <Trans>Create</Trans>
            </Button>
            <Button
              size="small"
              onPress={() => setOpen({ kind: 'belongs', user })}
              aria-label={t`${user.pin} belongs to…`}
            >
              <Trans>Belongs to…</Trans>
            </Button>
            <Button size="small" onPress={() => void decide('ignore', [user])} aria-label={t`Ignore ${user.pin}`}>
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
      <div className={screen.tools}>
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
        <p className={screen.count}>
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
      {list.isPending && <PeopleTableSkeleton rows={6} />}
      {list.isSuccess && rows.length === 0 && !list.hasNextPage && state === 'held' && (
        <NoUsers kind="unknown" isFiltered={false} />
      )}
      {list.isSuccess && rows.length === 0 && !list.hasNextPage && state === 'ignored' && (
        <div className={screen.empty}>
          <h2>
            <Trans>Nobody is ignored</Trans>
          </h2>
        </div>
      )}
      {(rows.length > 0 || list.hasNextPage) && (
        <PeopleTable
          label={t`Unknown ids`}
          columns={columns}
          rows={rows}
          idOf={({ pin }) => pin}
          nameOf={({ pin, name }) => (name === undefined ? pin : `${name} ${pin}`)}
          choosing={mayEdit && state === 'held' ? { chosen, onChoose: setChosen } : undefined}
          isStale={list.isPlaceholderData}
          onMore={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
          isLoadingMore={list.isFetchingNextPage}
        />
      )}
      {some.length > 0 && (
        <section className={styles.bar} aria-label={t`Chosen ids`}>
          <p className={styles.number} role="status">
            <Plural value={some.length} one="# chosen" other="# chosen" />
          </p>
          <ButtonGroup label={t`What to do with them`}>
            <Button variant="primary" isPending={links.isPending} onPress={() => void decide('create', some)}>
              <Trans>Create users</Trans>
            </Button>
            <Button onPress={() => void decide('ignore', some)}>
              <Trans>Ignore</Trans>
            </Button>
          </ButtonGroup>
          <IconButton label={t`Choose nobody`} onPress={() => setChosen(new Set())}>
            <X />
          </IconButton>
        </section>
      )}
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
