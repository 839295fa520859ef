/** What the screens of the plan ask the server for. @module */

import { queryOptions } from '@tanstack/react-query';
import { allPages, api } from '../api/index.ts';

const everything = { archived: 'also', limit: 1_000 } as const;

/** All holiday calendars, archived ones too. */
export const calendarsQuery = queryOptions({
  queryKey: ['listCalendars', everything],
  queryFn: ({ signal }) =>
    allPages((cursor) => api.listCalendars({ query: { ...everything, ...at(cursor) } }, { signal })),
});

/** Where each part of the plan is used from today on. */
export const usesQuery = queryOptions({
  queryKey: ['getPlanUses'],
  queryFn: ({ signal }) => api.getPlanUses({}, { signal }),
});

/** All rules as one document, with its ETag. */
export const rulesFileQuery = queryOptions({
  queryKey: ['getRulesFile'],
  queryFn: ({ signal }) => api.getRulesFile.answer({}, { signal }),
});

/** An editor asks once, when it opens: what is typed must not lose the version that it began with. */
const onceForEditors = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 } as const;

/** One clocking schedule with the ETag for edits. */
export const scheduleQuery = (id: string) =>
  queryOptions({
    queryKey: ['getSchedule', { id }],
    queryFn: ({ signal }) => api.getSchedule.answer({ params: { id } }, { signal }),
    ...onceForEditors,
  });

/** One duty roster with the ETag for edits. */
export const rosterQuery = (id: string) =>
  queryOptions({
    queryKey: ['getRoster', { id }],
    queryFn: ({ signal }) => api.getRoster.answer({ params: { id } }, { signal }),
    ...onceForEditors,
  });

/** One holiday calendar with the ETag for edits. */
export const calendarQuery = (id: string) =>
  queryOptions({
    queryKey: ['getCalendar', { id }],
    queryFn: ({ signal }) => api.getCalendar.answer({ params: { id } }, { signal }),
    ...onceForEditors,
  });

/** The query of the page at a cursor. */
export function at(cursor: string | undefined): { cursor?: string } {
  return cursor === undefined ? {} : { cursor };
}

/** What is asked for anew after a part of the plan has changed. */
export const planKeys = [
  ['listSchedules'],
  ['listRosters'],
  ['listCalendars'],
  ['getPlanUses'],
  ['getRulesFile'],
  ['getRosterBoard'],
] as const;
