/** The list of users, sorted, filtered and filled as one scrolls; with what can be done to those who are chosen. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { UserSort } from '#shared/contract/users.ts';
import { allPages, api, useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable } from '../ui/table.tsx';
import { UsersBar } from './bulk-bar.tsx';
import { NoUsers } from './no-users.tsx';
import { type ListedUser, matchingQuery, type UserFilter, usersQuery } from './queries.ts';
import { sortOf, type UsersSearch } from './search.ts';
import { type UserListKind, useShownColumns, useUserColumns } from './user-columns.tsx';
import { ColumnChooser, UsersFilters } from './users-filters.tsx';
import styles from './users-screen.module.css';

const statusOf = { all: undefined, new: 'provisional', suspended: 'suspended' } as const;
const wholeListPage = 1_000;

/** The filter that an address asks for. */
export function filterOf(kind: UserListKind, search: UsersSearch): UserFilter {
  return {
    status: statusOf[kind],
    search: search.search,
    department: search.department,
    site: search.site,
    dutyRosterId: search.roster,
    downloadId: search.download,
  };
}

/** Who is chosen; everybody is let go when another list is shown. */
function useChosen(listKey: string) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, ListedUser>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is what it depends on
  useEffect(() => setChosen(new Map()), [listKey]);
  useEffect(() => {
    let last = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.timeStamp - last < 800) setChosen(new Map());
      last = event.timeStamp;
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return [chosen, setChosen] as const;
}

const idOfUser = ({ id }: ListedUser): string => id;
const nameOfUser = ({ id, name }: ListedUser): string => (name === undefined ? id : `${name} ${id}`);

/** A list of users. */
export function UsersList({ kind, search }: { kind: UserListKind; search: UsersSearch }) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate({ from: '/users' });
  const { mayEdit } = useRights();
  const columns = useUserColumns(kind);
  const [shown, show] = useShownColumns(kind, columns);
  const sort: UserSort = sortOf(search.sort) ?? 'id';
  const filter = useMemo(() => filterOf(kind, search), [kind, search]);
  const withPunches = shown.includes('lastPunch') || shown.includes('firstPunch');
  const list = useInfiniteQuery(usersQuery(filter, sort, withPunches));
  const { data: matching } = useQuery(matchingQuery(filter));
  const [chosen, setChosen] = useChosen(JSON.stringify(filter));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const choose = (ids: ReadonlySet<string>) => {
    const known = new Map<string, ListedUser>([...chosen, ...rows.map((user) => [user.id, user] as const)]);
    setChosen(new Map([...ids].flatMap((id) => (known.has(id) ? [[id, known.get(id) as ListedUser]] : []))));
  };
  const chooseAll = async () => {
    const all = await allPages((cursor) =>
      api.listUsers({ query: { ...filter, limit: wholeListPage, cursor } }),
    );
    setChosen(new Map(all.map((user) => [user.id, user])));
  };
  const setSort = (column: string, isDescending: boolean) => {
    const next = sortOf(isDescending ? `-${column}` : column);
    void navigate({ to: '/users', search: (before) => ({ ...before, sort: next }), replace: true });
  };
  const visible = useMemo(() => columns.filter(({ id }) => shown.includes(id)), [columns, shown]);
  const chosenIds = useMemo(() => new Set(chosen.keys()), [chosen]);
  const isFiltered = Object.entries(filter).some(([name, value]) => name !== 'status' && value !== undefined);
  const all = matching ?? undefined;
  const allText = all === undefined ? '' : format.count(all);
  const offersAll = all !== undefined && rows.length > 0 && all > chosen.size && chosen.size >= rows.length;
  return (
    <>
      <div className={styles.tools}>
        <UsersFilters search={search} />
        <p className={styles.count} role="status">
          {all !== undefined && <Plural value={all} one="# user" other="# users" />}
        </p>
        <ColumnChooser columns={columns} shown={shown} onShow={show} />
      </div>
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <Loading>
          <Skeleton kind="row" lines={12} />
        </Loading>
      )}
      {list.isSuccess && (
        <DataTable
          label={t`Users`}
          columns={visible}
          rows={rows}
          idOf={idOfUser}
          nameOf={nameOfUser}
          sort={{ column: sort.replace('-', ''), isDescending: sort.startsWith('-') }}
          onSort={({ column, isDescending }) => setSort(column, isDescending)}
          selected={chosenIds}
          onSelect={mayEdit ? choose : undefined}
          onOpen={({ id }) => void navigate({ to: '/users/$userId', params: { userId: id } })}
          isStale={list.isPlaceholderData}
          onLoadMore={
            list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined
          }
          isLoadingMore={list.isFetchingNextPage}
          total={all}
          empty={<NoUsers kind={kind} isFiltered={isFiltered} />}
        />
      )}
      {offersAll && (
        <p className={styles.offer}>
          <Button variant="quiet" onPress={() => void chooseAll()}>
            <Trans>Choose all {allText} that match</Trans>
          </Button>
        </p>
      )}
      {mayEdit && <UsersBar kind={kind} users={[...chosen.values()]} onClear={() => setChosen(new Map())} />}
    </>
  );
}
