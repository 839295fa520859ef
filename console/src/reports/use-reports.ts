/** What the reports' room asks the API. @module */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReportName } from '#shared/contract/report-names.ts';
import { api } from '../api/index.ts';
import type { ReportsSearch } from './search.ts';

/** A report as it is asked for: the days `from` ≤ day < `to`. */
export interface ReportQuestion {
  from: string;
  to: string;
  department?: string | undefined;
  search?: string | undefined;
  groupBy: NonNullable<ReportsSearch['by']>;
}

/** Which reports there are, and what each takes. */
export function useReportKinds() {
  return useQuery({
    queryKey: ['listReports'],
    queryFn: ({ signal }) => api.listReports({}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ items }) => items,
  });
}

/** The table of a report. @param query - without one it is not asked for yet */
export function useReport(name: ReportName, query: ReportQuestion | undefined) {
  return useQuery({
    queryKey: ['getReport', { name, ...query }],
    queryFn: ({ signal }) =>
      query === undefined
        ? Promise.reject(new Error('a report without days'))
        : api.getReport({ params: { name }, query }, { signal }),
    enabled: query !== undefined,
    placeholderData: (before, beforeQuery) => {
      const key = beforeQuery?.queryKey[1];
      // The rows of another report have other columns.
      const isSame = typeof key === 'object' && key !== null && 'name' in key && key.name === name;
      return isSame ? keepPreviousData(before) : undefined;
    },
  });
}

/** The names of departments. */
export function useDepartments(): readonly string[] {
  const { data } = useQuery({
    queryKey: ['listDepartments'],
    queryFn: ({ signal }) => api.listDepartments({}, { signal }),
    staleTime: 300_000,
    select: ({ items }) => items.map(({ name }) => name),
  });
  return data ?? [];
}
