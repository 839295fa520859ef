/** Tries a file of people, and takes it in: again and again until all rows are through. @module */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, newIdempotencyKey, Problem } from '../api/index.ts';
import { base64Of, type Column, type Mapping } from './import-file.ts';
import { usersChanged } from './queries.ts';

type Body = Parameters<typeof api.importUsers>[0]['body'];
/** What became of a file, or would. */
export type ImportReport = Awaited<ReturnType<typeof api.importUsers>>;

/** How a file is to be taken in. */
export interface ImportTerms {
  mapping: Mapping | undefined;
  missing: 'create' | 'skip';
  existing: 'update' | 'skip';
  emptyCells: 'leave' | 'clear';
  dateOrder: Body['dateOrder'];
}

/** As the dialog opens. */
export const firstTerms: ImportTerms = {
  mapping: undefined,
  missing: 'create',
  existing: 'update',
  emptyCells: 'leave',
  dateOrder: undefined,
};

/** What the API takes of the terms. */
function bodyOf(contentBase64: string, { mapping, dateOrder, ...rest }: ImportTerms): Body {
  return {
    contentBase64,
    ...rest,
    ...(mapping === undefined ? {} : { mapping }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
  };
}

/** The columns of a file that cannot be read yet, because no column holds what is needed. */
export function columnsOfProblem(error: unknown, mapping: Mapping | undefined): Column[] | undefined {
  if (!Problem.is(error, 'import.mapping')) return undefined;
  const { titles } = error.facts;
  if (!Array.isArray(titles)) return undefined;
  return titles.map((title) => ({
    title: String(title),
    field: mapping?.[String(title)] ?? null,
    guessed: !Object.hasOwn(mapping ?? {}, String(title)),
  }));
}

/** Tries a file under some terms, and takes it in. */
export function useImport(file: File, terms: ImportTerms) {
  const client = useQueryClient();
  const content = useQuery({
    queryKey: ['file', file.name, file.size, file.lastModified],
    queryFn: async () => base64Of(new Uint8Array(await file.arrayBuffer())),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const tried = useQuery({
    queryKey: ['importUsers', 'dry', file.name, file.size, file.lastModified, terms],
    queryFn: ({ signal }) =>
      api.importUsers({ body: { ...bodyOf(content.data ?? '', terms), dryRun: true } }, { signal }),
    enabled: content.data !== undefined,
    placeholderData: (before) => before,
    retry: false,
    gcTime: 0,
  });
  const taken = useMutation({
    mutationFn: async () => {
      const body = bodyOf(content.data ?? '', terms);
      let report = await api.importUsers({ body }, { idempotencyKey: newIdempotencyKey() });
      let { created, changed } = report;
      while (!report.isComplete) {
        // What has been done is found as unchanged.
        report = await api.importUsers({ body }, { idempotencyKey: newIdempotencyKey() });
        created += report.created;
        changed += report.changed;
      }
      return { ...report, created, changed };
    },
    onSettled: () => usersChanged(client),
  });
  return { tried, taken };
}
