/** What the attendance screen reads: people, sums, locks, and the types of leave. @module */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { allPages, api } from '../api/index.ts';
import type { Range } from '../day/periods.ts';
import type { MatrixFilter } from './matrix/matrix-pages.ts';

/** The sums of all people that department, site and search fit. */
export function useSheetTotals({ from, to, department, site, search }: MatrixFilter) {
  return useQuery({
    queryKey: ['getSheetTotals', { from, to, department, site, search }],
    queryFn: ({ signal }) =>
      api.getSheetTotals({ query: { from, to, department, site, search, by: 'department' } }, { signal }),
    placeholderData: keepPreviousData,
    // At the pace of the rows: sums that lag behind contradict them.
    refetchInterval: 30_000,
  });
}

/** All locks, also those that were opened again. */
export function useLocks() {
  return useQuery({
    queryKey: ['listLocks'],
    queryFn: ({ signal }) => allPages((cursor) => api.listLocks({ query: { cursor } }, { signal })),
    staleTime: 60_000,
  });
}

/** The departments that people can be narrowed to. */
export function useDepartments() {
  return useQuery({
    queryKey: ['listDepartments'],
    queryFn: ({ signal }) => api.listDepartments({}, { signal }),
    staleTime: 300_000,
  });
}

/** The types of leave of the organisation. */
export function useLeaveTypes() {
  return useQuery({
    queryKey: ['listLeaveTypes'],
    queryFn: ({ signal }) => api.listLeaveTypes({}, { signal }),
    staleTime: 300_000,
  });
}

/** A type of leave in the two or three letters that a cell has room for. */
export function leaveLetters(type: string, payCode: string | undefined): string {
  return (payCode ?? type.slice(0, 2)).toUpperCase().slice(0, 3);
}

/** The letters of the leave that somebody has on a day of the range; the same function until leaves change. */
export function useLeaveLetters({ from, to }: Range): (userId: string, date: string) => string | undefined {
  const { data: types } = useLeaveTypes();
  const { data: leaves } = useQuery({
    queryKey: ['listLeaves', { from, to, counting: 'true' }],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.listLeaves({ query: { from, to, counting: 'true', limit: 200, cursor } }, { signal }),
      ),
    staleTime: 30_000,
  });
  const ofPeople = useMemo(() => Map.groupBy(leaves ?? [], ({ userId }) => userId as string), [leaves]);
  return useCallback(
    (userId, date) => {
      const leave = ofPeople.get(userId)?.find((one) => one.from <= date && date < one.to);
      if (leave === undefined) return undefined;
      return leaveLetters(leave.type, types?.items.find(({ type }) => type === leave.type)?.payCode);
    },
    [ofPeople, types],
  );
}
