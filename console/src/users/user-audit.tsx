/** Who has done what to a user, the latest first; for administrators. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { addDays } from '#shared/time/calendar.ts';
import { api } from '../api/index.ts';
import { auditFacts, auditTitle } from '../day/audit-words.ts';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { auditWords } from './audit-words.ts';

type Entry = Awaited<ReturnType<typeof api.listAudit>>['items'][number];

const idOfEntry = ({ id }: Entry): string => id;
const nameOfEntry = ({ action, at }: Entry): string => `${action} ${at}`;
/** With the two days ahead as many as one request can ask for. */
const daysLooked = 364;
const pageSize = 100;

/** The audit trail of a user, over the last year. */
export function UserAudit({ userId }: { userId: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const today = useToday();
  const query = { userId, from: addDays(today, -daysLooked), to: addDays(today, 2), limit: pageSize };
  const list = useInfiniteQuery({
    queryKey: ['listAudit', query],
    queryFn: ({ pageParam, signal }) =>
      api.listAudit({ query: { ...query, order: 'latest', cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
  });
  const columns: TableColumn<Entry>[] = [
    {
      id: 'at',
      title: t`When`,
      isPrimary: true,
      width: 168,
      render: ({ at }) => format.instant(at, { date: 'short' }),
    },
    {
      id: 'action',
      title: t`What`,
      isPrimary: true,
      width: 216,
      render: ({ action }) => {
        const word = auditWords[action];
        return word === undefined ? auditTitle(i18n, action) : i18n._(word);
      },
    },
    { id: 'by', title: t`By`, width: 184, render: ({ by, byName }) => byName ?? by },
    {
      id: 'facts',
      title: t`Details`,
      render: ({ facts }) => {
        const told = auditFacts(i18n, format, facts).join(' · ');
        return <span title={told}>{told}</span>;
      },
    },
  ];
  if (list.isPending) {
    return (
      <Loading>
        <Skeleton kind="row" lines={6} />
      </Loading>
    );
  }
  if (list.isError) return <ProblemNote error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <DataTable
      label={t`Audit`}
      columns={columns}
      rows={list.data.pages.flatMap(({ items }) => items)}
      idOf={idOfEntry}
      nameOf={nameOfEntry}
      onLoadMore={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
      isLoadingMore={list.isFetchingNextPage}
      empty={<EmptyState title={<Trans>Nothing was done in the last year</Trans>} />}
    />
  );
}
