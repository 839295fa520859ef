/** What the screens of terminals and bridges ask the API, and what is out of date after a change. @module */

import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { BridgeId, EnrolmentTokenId } from '#shared/contract/ids.ts';
import type { Site as ContractSite } from '#shared/contract/sites.ts';
import type {
  Terminal as ContractTerminal,
  TerminalEvent,
  UserOnTerminal,
} from '#shared/contract/terminals.ts';
import { allPages, api } from '../api/index.ts';

/** Items that a page of a list holds which is read to its end. */
const wholeListPage = 100;
/** How often the state of terminals and bridges is asked for, in milliseconds: bridges report every half minute or so. */
const stateMilliseconds = 15_000;

/** A terminal. */
export type Terminal = ContractTerminal;
export type { TerminalEvent, UserOnTerminal };
/** A site. */
export type Site = ContractSite;
/** A bridge in a list. */
export type Bridge = Awaited<ReturnType<typeof api.listBridges>>['items'][number];
/** A bridge with what it has found. */
export type BridgeDetails = Awaited<ReturnType<typeof api.getBridge>>;
/** A punch in a list. */
export type TerminalPunch = Awaited<ReturnType<typeof api.listPunches>>['items'][number];
/** A terminal that nobody has registered. */
export type PendingTerminal = Awaited<ReturnType<typeof api.listPendingTerminals>>['items'][number];
/** A terminal that pushes, as it is seen. */
export type PushTerminal = Awaited<ReturnType<typeof api.getPushTerminal>>;

/** All terminals, asked again while the page is visible. */
export const terminalsQuery = queryOptions({
  queryKey: ['listTerminals'],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listTerminals({ query: { limit: wholeListPage, cursor } }, { signal })),
  refetchInterval: stateMilliseconds,
  placeholderData: keepPreviousData,
});

/** All bridges, asked again while the page is visible. */
export const bridgesQuery = queryOptions({
  queryKey: ['listBridges'],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listBridges({ query: { limit: wholeListPage, cursor } }, { signal })),
  refetchInterval: stateMilliseconds,
  placeholderData: keepPreviousData,
});

/** All sites with how they are, asked again while the page is visible. */
export const sitesHealthQuery = queryOptions({
  queryKey: ['listSites', 'health'],
  queryFn: ({ signal }) =>
    allPages((cursor) =>
      api.listSites({ query: { health: 'true', limit: wholeListPage, cursor } }, { signal }),
    ),
  refetchInterval: stateMilliseconds,
  placeholderData: keepPreviousData,
});

/** Terminals that nobody has registered; for administrators. */
export const pendingQuery = queryOptions({
  queryKey: ['listPendingTerminals'],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listPendingTerminals({ query: { limit: wholeListPage, cursor } }, { signal })),
  refetchInterval: stateMilliseconds,
  placeholderData: keepPreviousData,
});

/** One terminal, with the ETag for edits. */
export function terminalQuery(serial: string) {
  return queryOptions({
    queryKey: ['getTerminal', serial],
    queryFn: ({ signal }) => api.getTerminal.answer({ params: { serial } }, { signal }),
    refetchInterval: stateMilliseconds,
  });
}

/** How a terminal that pushes to the cloud is. */
export function pushQuery(serial: string) {
  return queryOptions({
    queryKey: ['getPushTerminal', serial],
    queryFn: ({ signal }) => api.getPushTerminal({ params: { serial } }, { signal }),
    refetchInterval: stateMilliseconds,
  });
}

/** When a terminal went away and came back, and its downloads, for a week. */
export function eventsQuery(serial: string) {
  return queryOptions({
    queryKey: ['listTerminalEvents', serial],
    queryFn: ({ signal }) => api.listTerminalEvents({ params: { serial } }, { signal }),
    refetchInterval: stateMilliseconds,
  });
}

/** Users of a terminal as last read, page by page. */
export function terminalUsersQuery(serial: string, state: UserOnTerminal['state'] | 'all') {
  return infiniteQueryOptions({
    queryKey: ['listUsersOnTerminal', serial, state],
    queryFn: ({ pageParam, signal }) =>
      api.listUsersOnTerminal(
        { params: { serial }, query: { state, limit: wholeListPage, cursor: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/**
 * Punches of a terminal in the order in which they came here, the latest first, page by page.
 * @param from - first date in UTC @param to - the date after the last one
 */
export function terminalPunchesQuery(serial: string, from: string, to: string) {
  const query = { terminal: serial, from, to, by: 'arrival', order: 'latest', limit: wholeListPage } as const;
  return infiniteQueryOptions({
    queryKey: ['listPunches', query],
    queryFn: ({ pageParam, signal }) =>
      api.listPunches({ query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** One bridge with what it has found, and the ETag for edits. */
export function bridgeQuery(bridgeId: string) {
  return queryOptions({
    queryKey: ['getBridge', bridgeId],
    // An address holds any text: the API says which is none of its ids.
    queryFn: ({ signal }) => api.getBridge.answer({ params: { bridgeId: bridgeId as BridgeId } }, { signal }),
    refetchInterval: stateMilliseconds,
  });
}

/** Whether a bridge has come with a token. */
export function enrolmentQuery(tokenId: EnrolmentTokenId) {
  return queryOptions({
    queryKey: ['getEnrolmentToken', tokenId],
    queryFn: ({ signal }) => api.getEnrolmentToken({ params: { tokenId } }, { signal }),
  });
}

/** Has everything that shows terminals or bridges asked again. */
export async function terminalsChanged(client: QueryClient): Promise<void> {
  const operations = [
    'listTerminals',
    'getTerminal',
    'getPushTerminal',
    'listTerminalEvents',
    'listPendingTerminals',
    'listBridges',
    'getBridge',
    'listSites',
    'getOverview',
  ];
  await Promise.all(operations.map((operation) => client.invalidateQueries({ queryKey: [operation] })));
}
