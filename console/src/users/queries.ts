/** What the screens of users ask the API, and what is out of date after a change. @module */

import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { UserSort } from '#shared/contract/users.ts';
import { allPages, api } from '../api/index.ts';

/** Users that a page of the list holds. With the times of their punches each costs two queries of the server. */
const pageSize = 100;
/** Rows of a list that is read to its end. */
const wholeListPage = 1_000;

type Listed = Awaited<ReturnType<typeof api.listUsers>>;
/** A user in a list. */
export type ListedUser = Listed['items'][number];
/** A user in full. */
export type User = Awaited<ReturnType<typeof api.getUser>>;
/** A PIN with punches that nobody claims. */
export type UnknownUser = Awaited<ReturnType<typeof api.listUnknownUsers>>['items'][number];
/** A download with its tasks. */
export type Download = Awaited<ReturnType<typeof api.getDownload>>;

/** Which users are wanted. */
export interface UserFilter {
  status?: ListedUser['status'] | undefined;
  department?: string | undefined;
  site?: string | undefined;
  dutyRosterId?: string | undefined;
  search?: string | undefined;
  downloadId?: string | undefined;
}

/** The list, page by page. @param withPunches - whether first and last punches are wanted too */
export function usersQuery(filter: UserFilter, sort: UserSort, withPunches: boolean) {
  const query = {
    ...filter,
    sort,
    limit: pageSize,
    ...(withPunches ? { punches: 'true' as const } : {}),
  };
  return infiniteQueryOptions({
    queryKey: ['listUsers', query],
    queryFn: ({ pageParam, signal }) => api.listUsers({ query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** How many users a filter fits; `null` where that are more than the server counts. */
export function matchingQuery(filter: UserFilter) {
  return queryOptions({
    queryKey: ['listUsers', 'matching', filter],
    // Only a list in another order than that of the ids is counted.
    queryFn: async ({ signal }) => {
      const page = await api.listUsers({ query: { ...filter, sort: 'name', limit: 1 } }, { signal });
      return page.matching ?? null;
    },
    placeholderData: keepPreviousData,
  });
}

/** One user, with the ETag for edits. */
export function userQuery(userId: string) {
  return queryOptions({
    queryKey: ['getUser', userId],
    queryFn: ({ signal }) => api.getUser.answer({ params: { userId } }, { signal }),
  });
}

/** PINs that nobody claims, page by page. */
export function unknownUsersQuery(state: 'held' | 'ignored') {
  return infiniteQueryOptions({
    queryKey: ['listUnknownUsers', state],
    queryFn: ({ pageParam, signal }) =>
      api.listUnknownUsers({ query: { state, limit: pageSize, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Departments by name. */
export const departmentsQuery = queryOptions({
  queryKey: ['listDepartments', 'all'],
  queryFn: async ({ signal }) => (await api.listDepartments({}, { signal })).items,
  staleTime: 60_000,
});

/** All sites. */
export const sitesQuery = queryOptions({
  queryKey: ['listSites', 'all'],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listSites({ query: { cursor, limit: wholeListPage } }, { signal })),
  staleTime: 60_000,
});

/** All duty rosters that are not archived. */
export const rostersQuery = queryOptions({
  queryKey: ['listRosters', 'all'],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listRosters({ query: { cursor, limit: wholeListPage } }, { signal })),
  staleTime: 60_000,
});

/** All terminals. */
export const terminalsQuery = queryOptions({
  queryKey: ['listTerminals', 'all'],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listTerminals({ query: { cursor, limit: wholeListPage } }, { signal })),
  staleTime: 30_000,
});

/** Everybody on a terminal, as last read. */
export function terminalUsersQuery(serial: string) {
  return queryOptions({
    queryKey: ['listUsersOnTerminal', serial, 'all'],
    queryFn: async ({ signal }) => {
      let readAt: string | undefined;
      const items = await allPages(async (cursor) => {
        const query = { cursor, limit: wholeListPage };
        const page = await api.listUsersOnTerminal({ params: { serial }, query }, { signal });
        readAt = page.readAt;
        return page;
      });
      return { items, readAt };
    },
    staleTime: 30_000,
  });
}

/** Tells all lists that users have changed. */
export async function usersChanged(client: QueryClient): Promise<void> {
  const operations = new Set([
    'listUsers',
    'getUser',
    'listUnknownUsers',
    'listUsersOnTerminal',
    'listDepartments',
    'getOverview',
    'listLinks',
    'listAudit',
  ]);
  await client.invalidateQueries({ predicate: ({ queryKey }) => operations.has(String(queryKey[0])) });
}
