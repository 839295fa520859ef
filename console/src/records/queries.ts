/** What the page of leave asks the server for. @module */

import { queryOptions } from '@tanstack/react-query';
import { allPages, api } from '../api/index.ts';
import type { ApprovalsSearch } from './search.ts';

/** A leave. */
export type Leave = Awaited<ReturnType<typeof api.listLeaves>>['items'][number];
/** A type of leave. */
export type LeaveType = Awaited<ReturnType<typeof api.listLeaveTypes>>['items'][number];
/** All leaves that include a day of a period, withdrawn ones too. */
export const leavesQuery = (range: { from: string; to: string; department?: string | undefined }) => {
  const query = {
    from: range.from,
    to: range.to,
    limit: 1_000,
    ...(range.department === undefined ? {} : { department: range.department }),
  };
  return queryOptions({
    queryKey: ['listLeaves', query],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.listLeaves({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } }, { signal }),
      ),
  });
};

/** The types of leave, in the order of the settings. */
export const leaveTypesQuery = queryOptions({
  queryKey: ['listLeaveTypes'],
  queryFn: ({ signal }) => api.listLeaveTypes({}, { signal }),
  select: ({ items }) => items,
  staleTime: 60_000,
});

/** Entries that wait for the approval of a second person, by day. */
export const awaitingQuery = ({ kind, department }: ApprovalsSearch) =>
  queryOptions({
    queryKey: ['listAwaiting', { kind, department }],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.listAwaiting({ query: { limit: 1_000, kind, department, cursor } }, { signal }),
      ),
  });

/** What is asked for anew after a leave has changed. */
export const leaveKeys = [
  ['listLeaves'],
  ['listAwaiting'],
  ['getRosterBoard'],
  ['getOverview'],
  ['listSheets'],
] as const;
