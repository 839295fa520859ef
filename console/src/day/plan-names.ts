/** Clocking schedules and duty rosters by their names, wherever a day or a person has the id of one. @module */

import { queryOptions, useQuery } from '@tanstack/react-query';
import { allPages, api } from '../api/index.ts';

const everything = { archived: 'also', limit: 1_000 } as const;
const at = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
/** Names change seldom. */
const staleTime = 60_000;

/** All clocking schedules, archived ones too, in order of their ids. */
export const schedulesQuery = queryOptions({
  queryKey: ['listSchedules', everything],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listSchedules({ query: { ...everything, ...at(cursor) } }, { signal })),
});

/** All duty rosters, archived ones too. */
export const rostersQuery = queryOptions({
  queryKey: ['listRosters', everything],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listRosters({ query: { ...everything, ...at(cursor) } }, { signal })),
});

/** Gives the name of a schedule; its id until the names are known, or where none has it any more. */
export function useScheduleName(): (id: string) => string {
  const { data } = useQuery({ ...schedulesQuery, staleTime });
  return (id) => data?.find(({ schedule }) => schedule.id === id)?.schedule.name ?? id;
}

/** The same for rosters. */
export function useRosterName(): (id: string) => string {
  const { data } = useQuery({ ...rostersQuery, staleTime });
  return (id) => data?.find(({ roster }) => roster.id === id)?.roster.name ?? id;
}
