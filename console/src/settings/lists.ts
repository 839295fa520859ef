/** The lists out of which settings choose. @module */

import { queryOptions, useQuery } from '@tanstack/react-query';
import { allPages, api } from '../api/index.ts';
import type { Choice } from '../ui/choices.tsx';

const rarely = 60_000;

const pageOf = (cursor: string | undefined) => ({
  query: { limit: 1000, ...(cursor === undefined ? {} : { cursor }) },
});

/** All terminals. */
export const terminalsQuery = queryOptions({
  queryKey: ['listTerminals', 'all'],
  queryFn: ({ signal }) => allPages((cursor) => api.listTerminals(pageOf(cursor), { signal })),
  staleTime: rarely,
});

/** All sites. */
export const sitesQuery = queryOptions({
  queryKey: ['listSites', 'all'],
  queryFn: ({ signal }) => allPages((cursor) => api.listSites(pageOf(cursor), { signal })),
  staleTime: rarely,
});

/** A plan, as far as it is chosen by. */
interface Plan {
  id: string;
  name: string;
}

const plans: { [K in 'rosters' | 'schedules' | 'calendars']: (signal: AbortSignal) => Promise<Plan[]> } = {
  rosters: async (signal) =>
    (await allPages((cursor) => api.listRosters(pageOf(cursor), { signal })))
      .filter(({ archivedAt }) => archivedAt === undefined)
      .map(({ roster }) => roster),
  schedules: async (signal) =>
    (await allPages((cursor) => api.listSchedules(pageOf(cursor), { signal })))
      .filter(({ archivedAt }) => archivedAt === undefined)
      .map(({ schedule }) => schedule),
  calendars: async (signal) =>
    (await allPages((cursor) => api.listCalendars(pageOf(cursor), { signal })))
      .filter(({ archivedAt }) => archivedAt === undefined)
      .map(({ calendar }) => calendar),
};

/** The plans of a kind that can be chosen. */
export function usePlanChoices(kind: keyof typeof plans): Choice[] {
  const { data } = useQuery({
    queryKey: ['plan-choices', kind],
    queryFn: ({ signal }) => plans[kind](signal),
    staleTime: rarely,
  });
  return (data ?? []).map(({ id, name }) => ({ id, label: name, description: id }));
}

/** The terminals that can be chosen, by name. */
export function useTerminalChoices(): Choice[] {
  const { data } = useQuery(terminalsQuery);
  return (data ?? [])
    .filter(({ state }) => state === 'active')
    .map(({ serial, name }) => ({ id: serial, label: name ?? serial, description: serial }));
}
