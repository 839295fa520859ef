/** Asks for an export, and follows it until its files are there. @module */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Export } from '#shared/contract/exports.ts';
import { api, newIdempotencyKey, useWorkInSight, watchWork } from '../api/index.ts';
import type { ExportRequest } from './export-draft.ts';
import { linkMilliseconds } from './queries.ts';
import { rememberTemplate } from './use-first-draft.ts';

const pollMilliseconds = 1_000;

/** An export on its way. */
export interface ExportRun {
  start(request: ExportRequest): void;
  isStarting: boolean;
  /** As it stands; `undefined` before it was asked for. */
  result: Export | undefined;
  error: unknown;
  reset(): void;
}

/** Asks for an export. Small ones are answered at once; others go on as a job, also when nobody looks. */
export function useExportRun(): ExportRun {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: ({ body, press }: { body: ExportRequest; press: string }) =>
      api.startExport({ body }, { idempotencyKey: press }),
    onSuccess: ({ id, state }, { body }) => {
      if (body.template !== undefined) rememberTemplate(body.template);
      void client.invalidateQueries({ queryKey: ['listExports'] });
      if (state === 'waiting') watchWork({ kind: 'export', id });
    },
  });
  const id = start.data?.id;
  const follow = useQuery({
    queryKey: ['getExport', id],
    queryFn: ({ signal }) => api.getExport({ params: { exportId: id ?? '' } }, { signal }),
    enabled: id !== undefined,
    initialData: start.data,
    staleTime: linkMilliseconds,
    refetchInterval: ({ state: { data } }) =>
      data && data.state !== 'waiting' ? linkMilliseconds : pollMilliseconds,
  });
  useWorkInSight(id, follow.data !== undefined && follow.data.state !== 'waiting');
  return {
    start: (body) => start.mutate({ body, press: newIdempotencyKey() }),
    isStarting: start.isPending,
    result: follow.data ?? start.data,
    error: start.error ?? follow.error,
    reset: start.reset,
  };
}
