/** What every screen knows: who is signed in, the settings, how things stand, and how requests are kept and repeated. @module */

import { QueryClient, queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { api } from './call.ts';
import { Problem } from './problem.ts';

const overviewMilliseconds = 30_000;
const triesAfterFailure = 2;

/** Whether asking again can help: the network, a busy server. What is refused stays refused. */
function mayRetry(failures: number, error: unknown): boolean {
  if (error instanceof Problem && error.status < 500 && error.status !== 429) return false;
  return failures < triesAfterFailure;
}

/** Makes the memory of all answers. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // Also what was read a moment before: the banner promises it.
        refetchOnReconnect: 'always',
        retry: mayRetry,
        retryDelay: (_, error) =>
          (error instanceof Problem && error.retryAfterSeconds !== undefined ? error.retryAfterSeconds : 1) *
          1_000,
      },
      mutations: { retry: false },
    },
  });
}

/** Who is calling. */
export const meQuery = queryOptions({
  queryKey: ['getMe'],
  queryFn: ({ signal }) => api.getMe({}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The organisation's settings, with the ETag for edits. */
export const settingsQuery = queryOptions({
  queryKey: ['getSettings'],
  queryFn: ({ signal }) => api.getSettings.answer({}, { signal }),
  staleTime: 60_000,
});

/** What is to be done and how the terminals are, asked every 30 s while the page is visible. */
export const overviewQuery = queryOptions({
  queryKey: ['getOverview'],
  queryFn: ({ signal }) => api.getOverview({}, { signal }),
  refetchInterval: overviewMilliseconds,
});

/** The server's clock, which says what "today" is; never the clock of this computer. */
export const healthQuery = queryOptions({
  queryKey: ['getHealth'],
  queryFn: ({ signal }) => api.getHealth({}, { signal }),
  staleTime: 300_000,
});

/** Who is signed in. Screens are shown only after this is known. */
export function useMe() {
  return useSuspenseQuery(meQuery).data;
}

/** What a person may do here. */
export interface Rights {
  /** Corrects, downloads, generates, edits users, schedules and leave, exports. */
  mayEdit: boolean;
  /** Also locks, terminals, bridges, settings, rules file, keys. */
  mayAdminister: boolean;
}

/** What the person who is signed in may do. */
export function useRights(): Rights {
  const { role } = useMe();
  return { mayEdit: role === 'hr' || role === 'admin', mayAdminister: role === 'admin' };
}

/** The organisation's settings. */
export function useSettings() {
  return useSuspenseQuery(settingsQuery).data.body;
}

/** How things stand; `undefined` until the first answer. */
export function useOverview() {
  return useQuery(overviewQuery).data;
}
