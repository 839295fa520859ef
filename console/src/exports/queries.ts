/** What exports choose from. @module */

import { queryOptions, useQuery } from '@tanstack/react-query';
import { allPages, api } from '../api/index.ts';

const rarely = 60_000;

/** Links to files work for 15 minutes: those that are shown are made anew before. */
export const linkMilliseconds = 600_000;

/** The kinds of exports and their columns. */
export const kindsQuery = queryOptions({
  queryKey: ['listExportKinds'],
  queryFn: ({ signal }) => api.listExportKinds({}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The presets and the organisation's own templates. */
export const templatesQuery = queryOptions({
  queryKey: ['listExportTemplates'],
  queryFn: ({ signal }) => api.listExportTemplates({}, { signal }),
  staleTime: rarely,
});

/** The departments that can be chosen. */
export function useDepartmentChoices(): { id: string; label: string }[] {
  const { data } = useQuery({
    queryKey: ['listDepartments'],
    queryFn: ({ signal }) => api.listDepartments({}, { signal }),
    staleTime: rarely,
  });
  return (data?.items ?? []).map(({ name }) => ({ id: name, label: name }));
}

/** Periods that were closed, and those that were opened again. */
export const locksQuery = queryOptions({
  queryKey: ['listLocks', 'all'],
  queryFn: ({ signal }) =>
    allPages((cursor) =>
      api.listLocks({ query: { limit: 1000, ...(cursor === undefined ? {} : { cursor }) } }, { signal }),
    ),
  staleTime: 10_000,
});
