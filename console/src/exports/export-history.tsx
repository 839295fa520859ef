/** What has been exported, the latest first. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Export } from '#shared/contract/exports.ts';
import { api, useRights, useWorkInSight } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Tag } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { ExportResult } from './export-result.tsx';
import styles from './exports.module.css';
import { useKindWords } from './kind-words.ts';
import { linkMilliseconds } from './queries.ts';

function idOf({ id }: Export): string {
  return id;
}

/** The list of exports; one is opened for its files, whose links are made anew each time. */
export function ExportHistory() {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  const { mayEdit } = useRights();
  const kinds = useKindWords();
  const { export: opened } = useSearch({ from: '/exports' });
  const navigate = useNavigate();
  const open = (id: string | undefined) =>
    void navigate({ to: '/exports', search: { tab: 'history', export: id } });
  const list = useInfiniteQuery({
    queryKey: ['listExports', 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.listExports(
        { query: { limit: 100, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const nameOf = ({ kind, template }: Export) =>
    template ?? kinds.find(({ id }) => id === kind)?.label ?? kind;
  const columns = useMemo(
    (): TableColumn<Export>[] => [
      {
        id: 'what',
        title: t`What`,
        width: '2fr',
        isPrimary: true,
        render: ({ kind, template }) => template ?? kinds.find(({ id }) => id === kind)?.label ?? kind,
      },
      { id: 'days', title: t`Days`, width: '2fr', render: (one) => format.range(one, 'short') },
      {
        id: 'rows',
        title: t`Rows`,
        width: 96,
        align: 'end',
        render: ({ rows }) => (rows === undefined ? '–' : format.count(rows)),
      },
      {
        id: 'state',
        title: t`State`,
        width: 120,
        render: ({ state, filesUntil }) =>
          state === 'done' ? (
            filesUntil !== undefined && Date.parse(filesUntil) <= now ? (
              <span className={styles.muted}>
                <Trans>Files gone</Trans>
              </span>
            ) : (
              <Trans>Ready</Trans>
            )
          ) : (
            <Tag tone={state === 'failed' ? 'absent' : 'pending'}>
              {state === 'failed' ? <Trans>Failed</Trans> : <Trans>Being made</Trans>}
            </Tag>
          ),
      },
      {
        id: 'by',
        title: t`By`,
        width: '1fr',
        render: ({ schedule, requestedByName, requestedBy }) => schedule ?? requestedByName ?? requestedBy,
      },
      { id: 'at', title: t`Asked for`, width: 130, render: ({ requestedAt }) => format.instant(requestedAt) },
    ],
    [t, format, kinds, now],
  );
  if (list.error !== null) return <ProblemNote error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) {
    return (
      <Loading>
        <Skeleton lines={6} kind="row" />
      </Loading>
    );
  }
  return (
    <>
      <DataTable
        label={t`Exports`}
        columns={columns}
        rows={list.data.pages.flatMap(({ items }) => items)}
        idOf={idOf}
        nameOf={nameOf}
        onOpen={({ id }) => open(id)}
        onLoadMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        isLoadingMore={list.isFetchingNextPage}
        empty={
          <EmptyState
            title={<Trans>Nothing has been exported yet.</Trans>}
            action={
              mayEdit && (
                <LinkButton to="/exports">
                  <Trans>Export</Trans>
                </LinkButton>
              )
            }
          >
            <Trans>Each file stands here with who asked for it, and can be fetched again for a week.</Trans>
          </EmptyState>
        }
      />
      {opened !== undefined && <OpenedExport id={opened} onClose={() => open(undefined)} />}
    </>
  );
}

function OpenedExport({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['getExport', id, 'links'],
    queryFn: ({ signal }) => api.getExport({ params: { exportId: id } }, { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 1_000 : linkMilliseconds),
  });
  useWorkInSight(id, data !== undefined && data.state !== 'waiting');
  return (
    <Dialog isOpen onClose={onClose} closesOutside title={<Trans>Export</Trans>}>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data ? <ExportResult result={data} /> : <Skeleton lines={3} />}
    </Dialog>
  );
}
