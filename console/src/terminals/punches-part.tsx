/** The punches of a terminal, as they came here, the latest first. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { dateIn, useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { DateRangePicker } from '../ui/date-field.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { type Terminal, type TerminalPunch, terminalPunchesQuery } from './queries.ts';
import styles from './terminal-screen.module.css';

const usualDays = 7;

const idOf = ({ serial, pin, wallTime, status }: TerminalPunch): string =>
  `${serial} ${pin} ${wallTime} ${status}`;

function useColumns(): TableColumn<TerminalPunch>[] {
  const { t } = useLingui();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'time',
        title: t`Time at the terminal`,
        isPrimary: true,
        width: 184,
        render: ({ wallTime }) =>
          `${format.date(wallTime.slice(0, 10), 'day')} ${format.time(wallTime, true)}`,
      },
      {
        id: 'user',
        title: t`User`,
        isPrimary: true,
        width: '2fr',
        render: ({ userId, name, pin }) =>
          userId === undefined ? (
            <span>
              {pin} <span className={styles.muted}>{t`nobody has this id`}</span>
            </span>
          ) : (
            <Link to="/users/$userId" params={{ userId }}>
              {name ?? userId}
            </Link>
          ),
      },
      { id: 'pin', title: t`Id`, width: 104, isHiddenOnPhone: true, render: ({ pin }) => pin },
      { id: 'code', title: t`Code`, width: 80, render: ({ status }) => status },
      {
        id: 'suspect',
        title: t`Clock`,
        render: ({ clockSuspect }) =>
          clockSuspect === true ? <span className={styles.loud}>{t`was wrong`}</span> : t`right`,
      },
      {
        id: 'received',
        title: t`Came here`,
        width: 152,
        render: ({ receivedAt }) => format.instant(receivedAt, { seconds: true }),
      },
    ],
    [t, format],
  );
}

/** The list, by the days on which punches came here. */
export function PunchesPart({ terminal: { serial } }: { terminal: Terminal }) {
  const { t } = useLingui();
  const format = useFormat();
  // Arrivals are kept by the days of UTC.
  const today = dateIn('UTC', useServerNow(600));
  const [range, setRange] = useState<{ from: LocalDate; until: LocalDate }>();
  const { from, until } = range ?? { from: addDays(today, 1 - usualDays), until: today };
  const columns = useColumns();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } =
    useInfiniteQuery(terminalPunchesQuery(serial, from, addDays(until, 1)));
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return (
    <div className={styles.list}>
      <div className={styles.row}>
        <DateRangePicker
          label={t`Came here`}
          value={{ from, until }}
          onChange={(next) => {
            if (next !== null) setRange({ from: next.from as LocalDate, until: next.until as LocalDate });
          }}
          max={today}
        />
      </div>
      {error !== null && data === undefined && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && (
        <Loading>
          <Skeleton kind="row" lines={6} />
        </Loading>
      )}
      {data !== undefined && (
        <DataTable
          label={t`Punches of the terminal`}
          columns={columns}
          rows={rows}
          idOf={idOf}
          nameOf={({ pin, wallTime }) => `${pin} ${format.time(wallTime)}`}
          isStale={isPlaceholderData}
          onLoadMore={hasNextPage ? () => void fetchNextPage() : undefined}
          isLoadingMore={isFetchingNextPage}
          empty={
            hasNextPage ? (
              <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
                <Trans>Look further back</Trans>
              </Button>
            ) : (
              <EmptyState title={<Trans>No punch of it came in these days</Trans>}>
                <Trans>Choose earlier days, or download it.</Trans>
              </EmptyState>
            )
          }
        />
      )}
    </div>
  );
}
