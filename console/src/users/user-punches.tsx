/** The punches of a user, month by month, the latest first, and where each of them stands in the sheet. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { api } from '../api/index.ts';
import { columnWords } from '../day/column-words.ts';
import { periodOf, stepPeriod } from '../day/periods.ts';
import { reasonText } from '../day/reason-text.ts';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { IconButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { terminalLabel } from './pickers.tsx';
import { terminalsQuery } from './queries.ts';
import styles from './user-screen.module.css';

type Punch = Awaited<ReturnType<typeof api.listPunches>>['items'][number];

const idOfPunch = ({ serial, wallTime, pin, status }: Punch): string =>
  `${serial} ${wallTime} ${pin} ${status}`;
const nameOfPunch = ({ wallTime }: Punch): string => wallTime;
const pageSize = 200;

/** The punches of one month. */
export function UserPunches({ userId }: { userId: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const today = useToday();
  const navigate = useNavigate({ from: '/users/$userId' });
  const { month } = useSearch({ from: '/users/$userId' });
  const range = periodOf('month', (month as LocalDate | undefined) ?? today);
  const { data: terminals } = useQuery(terminalsQuery);
  const query = { userId, ...range, order: 'latest', sheet: 'true', limit: pageSize } as const;
  const list = useInfiniteQuery({
    queryKey: ['listPunches', query],
    queryFn: ({ pageParam, signal }) =>
      api.listPunches({ query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
  const step = (direction: 1 | -1) => {
    const { from } = stepPeriod(range, direction, {}, 'month');
    void navigate({ search: (before) => ({ ...before, month: from }), replace: true });
  };
  const columns: TableColumn<Punch>[] = [
    {
      id: 'date',
      title: t`Date`,
      isPrimary: true,
      width: 136,
      render: ({ wallTime }) => format.date(wallTime.slice(0, 10), 'day'),
    },
    {
      id: 'time',
      title: t`Time`,
      isPrimary: true,
      width: 96,
      render: ({ wallTime }) => <time dateTime={wallTime}>{format.time(wallTime, true)}</time>,
    },
    {
      id: 'column',
      title: t`In the sheet`,
      render: ({ column, ignored }) =>
        column !== undefined ? (
          i18n._(columnWords[column])
        ) : ignored !== undefined ? (
          <span className={styles.muted}>{reasonText(i18n, format, ignored)}</span>
        ) : null,
    },
    { id: 'terminal', title: t`Terminal`, render: ({ serial }) => terminalLabel(serial, terminals) },
    { id: 'pin', title: t`Id at the terminal`, width: 136, isHiddenOnPhone: true, render: ({ pin }) => pin },
    {
      id: 'received',
      title: t`Arrived`,
      width: 136,
      isHiddenOnPhone: true,
      render: ({ receivedAt }) => format.instant(receivedAt),
    },
  ];
  return (
    <>
      <div className={styles.stepper}>
        <IconButton label={t`Previous month`} variant="secondary" onPress={() => step(-1)}>
          <ChevronLeft />
        </IconButton>
        <h2>{format.date(range.from, 'month')}</h2>
        <IconButton label={t`Next month`} variant="secondary" onPress={() => step(1)}>
          <ChevronRight />
        </IconButton>
      </div>
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <Loading>
          <Skeleton kind="row" lines={8} />
        </Loading>
      )}
      {list.isSuccess && (
        <DataTable
          label={t`Punches`}
          columns={columns}
          rows={list.data.pages.flatMap(({ items }) => items)}
          idOf={idOfPunch}
          nameOf={nameOfPunch}
          isStale={list.isPlaceholderData}
          onLoadMore={
            list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined
          }
          isLoadingMore={list.isFetchingNextPage}
          empty={
            <EmptyState title={<Trans>No punches in {format.date(range.from, 'month')}</Trans>}>
              <Trans>Punches appear here as soon as a terminal has been read.</Trans>
            </EmptyState>
          }
        />
      )}
    </>
  );
}
