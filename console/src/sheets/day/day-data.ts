/** What the drawer of a day reads. @module */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { addDays } from '#shared/time/calendar.ts';
import { allPages, api } from '../../api/index.ts';
import type { PersonDay } from '../address.ts';

/** The row of a day with its reasons; `null` where it is not computed yet. */
export function useDayRow({ userId, date }: PersonDay) {
  return useQuery({
    queryKey: ['listSheets', 'day', { userId, date }],
    queryFn: async ({ signal }) => {
      const query = { userId: [userId], from: date, to: addDays(date, 1) };
      return (await api.listSheets({ query }, { signal })).items[0] ?? null;
    },
    placeholderData: (before, query) => (query?.queryKey[2] === userId ? before : undefined),
  });
}

/** How a day came about. */
export function useStory({ userId, date }: PersonDay) {
  return useQuery({
    queryKey: ['explainDay', { userId, date }],
    queryFn: ({ signal }) => api.explainDay({ params: { userId: userId, date } }, { signal }),
  });
}

/** The punches that count on a day or were left out of it, and those of its date that stand nowhere. */
export function useDayPunches({ userId, date }: PersonDay) {
  return useQuery({
    queryKey: ['listPunches', { userId, date }],
    queryFn: async ({ signal }) => {
      const days = { from: addDays(date, -1), to: addDays(date, 2) };
      const all = await allPages((cursor) =>
        api.listPunches({ query: { userId, ...days, sheet: 'true', cursor } }, { signal }),
      );
      return all.filter(({ sheetDate, wallTime }) => (sheetDate ?? wallTime.slice(0, 10)) === date);
    },
    placeholderData: keepPreviousData,
  });
}

/** All that HR has entered about a day, withdrawn or not, by when it was entered. */
export function useDayEntries({ userId, date }: PersonDay) {
  return useQuery({
    queryKey: ['listCorrections', 'with others', { userId, date }],
    queryFn: async ({ signal }) => {
      const query = { userId: userId, from: date, to: addDays(date, 1) };
      const [corrections, leaves, overrides] = await Promise.all([
        allPages((cursor) => api.listCorrections({ query: { ...query, cursor } }, { signal })),
        allPages((cursor) => api.listLeaves({ query: { ...query, cursor } }, { signal })),
        allPages((cursor) => api.listDayOverrides({ query: { ...query, cursor } }, { signal })),
      ]);
      return [
        ...corrections.map((entry) => ({ kind: 'correction', first: entry.date as string, entry }) as const),
        ...leaves.map((entry) => ({ kind: 'leave', first: entry.from as string, entry }) as const),
        ...overrides.map((entry) => ({ kind: 'day-override', first: entry.date as string, entry }) as const),
      ].sort((a, b) => (a.entry.enteredAt < b.entry.enteredAt ? -1 : 1));
    },
    placeholderData: keepPreviousData,
  });
}

/** An entry with its kind. */
export type DayEntry = NonNullable<ReturnType<typeof useDayEntries>['data']>[number];
/** A punch of a day. */
export type DayPunch = NonNullable<ReturnType<typeof useDayPunches>['data']>[number];
