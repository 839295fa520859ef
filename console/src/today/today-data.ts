/** What the page of today asks the API. @module */

import { queryOptions, useQuery } from '@tanstack/react-query';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { allPages, api, Problem } from '../api/index.ts';
import { dateIn, useServerNow } from '../day/use-format.ts';
import { type Arrivals, type ArrivedPunch, mostArrivals, withNews } from './arrivals.ts';
import { arrivalsMilliseconds, presenceMilliseconds, usePace } from './pace.ts';
import type { TodaySearch } from './search.ts';

/** What a call of the API answers. */
export type InferredAnswer<Name extends keyof typeof api> = Awaited<ReturnType<(typeof api)[Name]>>;

/** Whom the page is about. */
export type Place = Pick<TodaySearch, 'department' | 'site'>;

const perPage = 1_000;

/** Who is in, counted, with those who came late: asked every 15 s while the page is seen. */
export function usePresence({ department, site }: Place) {
  const pace = usePace();
  return useQuery({
    queryKey: ['getPresence', { department, site, state: 'late' }],
    queryFn: ({ signal }) =>
      api.getPresence({ query: { department, site, state: 'late', limit: perPage } }, { signal }),
    refetchInterval: presenceMilliseconds * pace,
    placeholderData: (before) => before,
  });
}

/** The people in one state, all of them. */
export function usePeopleIn({ department, site }: Place, state: NonNullable<TodaySearch['state']>) {
  const pace = usePace();
  return useQuery({
    queryKey: ['getPresence', { department, site, state, all: true }],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.getPresence({ query: { department, site, state, limit: perPage, cursor } }, { signal }),
      ),
    refetchInterval: presenceMilliseconds * pace,
  });
}

/** Names of terminals by serial number. */
export function useTerminalNames(): (serial: string) => string {
  const { data } = useQuery({
    queryKey: ['listTerminals', 'names'],
    queryFn: ({ signal }) =>
      allPages((cursor) => api.listTerminals({ query: { limit: perPage, cursor } }, { signal })),
    staleTime: 300_000,
    select: (terminals) =>
      new Map<string, string | undefined>(terminals.map(({ serial, name }) => [serial, name])),
  });
  return (serial) => data?.get(serial) ?? serial;
}

/** Sites and departments to choose from. */
export function usePlaces() {
  const departments = useQuery({
    queryKey: ['listDepartments'],
    queryFn: ({ signal }) => api.listDepartments({}, { signal }),
    staleTime: 300_000,
    select: ({ items }) => items.map(({ name }) => name),
  });
  const sites = useQuery({
    queryKey: ['listSites', 'names'],
    queryFn: ({ signal }) => allPages((cursor) => api.listSites({ query: { cursor } }, { signal })),
    staleTime: 300_000,
    select: (all) => all.map(({ name }) => name),
  });
  return { departments: departments.data ?? [], sites: sites.data ?? [] };
}

/** A page that is full has more behind it; after so many the list shows what it has. */
const mostPages = 5;

/** Reads what has come since, or the latest 200 where nothing is known yet. */
async function readArrivals(
  place: Place,
  today: LocalDate,
  known: Arrivals | undefined,
  signal: AbortSignal,
): Promise<Arrivals> {
  const days = { from: addDays(today, -1), to: addDays(today, 1) };
  const query = { ...place, ...days, by: 'arrival', order: 'latest', limit: mostArrivals } as const;
  const read = (cursor: string | undefined) => api.listPunches({ query: { ...query, cursor } }, { signal });
  let punches: readonly ArrivedPunch[] = known?.punches ?? [];
  let resumeCursor = known?.resumeCursor;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await read(resumeCursor);
    punches = withNews(punches, page.items);
    const isNews = resumeCursor !== undefined;
    resumeCursor = page.resumeCursor;
    // The first page is the latest there is; one of news may be followed by more at once.
    if (!isNews || page.items.length < mostArrivals) break;
  }
  return { punches, resumeCursor };
}

/** What arrives at the terminals: asked every 5 s while the page is seen, each time for what has come since. */
export function useArrivals(place: Place) {
  const pace = usePace();
  const now = useServerNow();
  // The days of arrivals are those of UTC: on the next one the list begins anew with the same punches.
  const today = dateIn('UTC', now);
  return useQuery({
    queryKey: ['listPunches', 'arrivals', { ...place, today }],
    queryFn: async ({ client, queryKey, signal }) => {
      const known = client.getQueryData<Arrivals>(queryKey);
      try {
        return await readArrivals(place, today, known, signal);
      } catch (error) {
        // A cursor of an earlier version of the server: begin anew.
        if (error instanceof Problem && error.code === 'request.cursor' && known)
          return await readArrivals(place, today, undefined, signal);
        throw error;
      }
    },
    refetchInterval: arrivalsMilliseconds * pace,
    refetchOnMount: 'always',
    placeholderData: (before) => before,
    structuralSharing: false,
  });
}

/** All punches of a day by the clocks of the terminals. @param isOver - whether the day is over, so that it changes seldom */
export function dayOfPunchesQuery(place: Place, date: LocalDate, isOver: boolean) {
  return queryOptions({
    queryKey: ['listPunches', 'day', { ...place, date }],
    queryFn: async ({ signal }) => {
      const punches = await allPages((cursor) =>
        api.listPunches(
          { query: { ...place, from: date, to: addDays(date, 1), limit: perPage, cursor } },
          { signal },
        ),
      );
      return punches.map(({ wallTime }) => wallTime);
    },
    staleTime: isOver ? 3_600_000 : 60_000,
    ...(isOver ? {} : { refetchInterval: 60_000 }),
  });
}
