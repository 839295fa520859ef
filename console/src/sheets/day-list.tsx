/** One day of all people, with the six columns; on phones a list of shapes whose times are folded. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronLeft, ChevronRight, SearchX } from 'lucide-react';
import { type PointerEvent, useMemo, useRef } from 'react';
import type { DayFlag } from '#shared/contract/day-flags.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { hasFlag } from '#shared/reports/day-totals.ts';
import { addDays } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { allPages, api } from '../api/index.ts';
import { columnWords } from '../day/column-words.ts';
import { columns } from '../day/columns.ts';
import { glanceOfRow } from '../day/day-cell.tsx';
import type { Format } from '../day/format-of.ts';
import { exceptionLooks, markLooks } from '../day/looks.ts';
import { PaperHead, paper } from '../day/paper.tsx';
import { shapeOfDay } from '../day/shape-of-day.ts';
import { inkClass, LookShape, StatusTag } from '../day/status.tsx';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { DateField } from '../ui/date-field.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { useIsPhone } from '../ui/use-media.ts';
import { usePrinting } from '../ui/use-printing.ts';
import { textOfDay } from './address.ts';
import styles from './day-list.module.css';
import { type DayOrder, dayOrders, inOrder, overtimeOf } from './day-list-order.ts';
import type { AttendanceSearch } from './search.ts';

const swipePixels = 60;

/** The rows of a day that a filter keeps. */
function useDayRows(date: LocalDate, search: AttendanceSearch, isLive: boolean) {
  const { department, site, search: text } = search;
  return useQuery({
    queryKey: ['listSheets', 'date', date, { department, site, text }],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        api.listSheets(
          {
            query: {
              from: date,
              to: addDays(date, 1),
              department,
              site,
              search: text,
              fields: 'summary',
              limit: 200,
              cursor,
            },
          },
          { signal },
        ),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? 30_000 : false,
  });
}

function keeps(row: SheetRow, flag: DayFlag | undefined): boolean {
  if (flag === undefined) return true;
  // Of what only whole rows have, no flag depends on.
  const { intervals: _, reasons: __, ignored: ___, adjustment, ...day } = row;
  return hasFlag({ ...day, ...(adjustment === undefined ? {} : { adjustment }) }, flag);
}

/** @param date - the day that is shown */
export function DayList({
  date,
  today,
  search,
  flag,
  onChange,
}: {
  date: LocalDate;
  today: LocalDate;
  search: AttendanceSearch;
  flag: DayFlag | undefined;
  onChange: (next: Partial<AttendanceSearch>, replace?: boolean) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const isPhone = useIsPhone();
  const rows = useDayRows(date, search, date === today);
  const order = dayOrders.find((one) => one === search.sort);
  const list = useMemo(
    () =>
      inOrder(
        (rows.data ?? []).filter((row) => keeps(row, flag)),
        order,
      ),
    [rows.data, flag, order],
  );
  const scope = [
    ...(search.department === undefined ? [] : [search.department]),
    t`${plural(list.length, { one: '# person', other: '# people' })}`,
  ].join(' · ');
  const go = (days: number) => onChange({ date: addDays(date, days), day: undefined });
  const from = useRef<number>(undefined);
  const swipe = {
    onPointerDown: (event: PointerEvent) => {
      from.current = event.pointerType === 'touch' ? event.clientX : undefined;
    },
    onPointerUp: (event: PointerEvent) => {
      const moved = from.current === undefined ? 0 : event.clientX - from.current;
      from.current = undefined;
      if (Math.abs(moved) < swipePixels) return;
      const isForward = moved < 0 !== (document.documentElement.dir === 'rtl');
      go(isForward ? 1 : -1);
    },
    onPointerCancel: () => {
      from.current = undefined;
    },
  };
  const open = (row: SheetRow) =>
    onChange({ day: textOfDay({ userId: row.userId, date }) }, search.day !== undefined);
  const heads: readonly { id: DayOrder | undefined; word: string; isNumber?: boolean }[] = [
    { id: 'name', word: t`Name` },
    { id: undefined, word: t({ message: 'Day', context: 'column' }) },
    ...columns.map((column) => ({
      id: column === 'in' ? ('in' as const) : undefined,
      word: i18n._(columnWords[column]),
    })),
    { id: 'worked', word: t({ message: 'Work', context: 'column' }), isNumber: true },
    { id: 'overtime', word: t`Overtime`, isNumber: true },
    { id: undefined, word: t({ message: 'Short', context: 'column' }), isNumber: true },
    { id: 'late', word: t({ message: 'Late', context: 'column' }), isNumber: true },
    { id: undefined, word: t`Remark` },
  ];
  return (
    <div className={classNames(styles.frame, paper.lying)} {...swipe}>
      <PaperHead scope={scope} />
      <div className={styles.date}>
        <IconButton label={t`Previous day`} variant="secondary" onPress={() => go(-1)}>
          <ChevronLeft />
        </IconButton>
        <h2 className={styles.title}>{format.date(date)}</h2>
        <IconButton label={t`Next day`} variant="secondary" onPress={() => go(1)}>
          <ChevronRight />
        </IconButton>
        <div className={styles.pick}>
          <DateField
            label={t`Date`}
            isLabelHidden
            value={date}
            onChange={(next) => {
              const chosen = next === null ? null : parseLocalDate(next);
              if (chosen !== null) onChange({ date: chosen, day: undefined });
            }}
          />
        </div>
      </div>
      {rows.error !== null ? (
        <ProblemNote error={rows.error} onRetry={() => void rows.refetch()} />
      ) : rows.data === undefined ? (
        <Loading>
          <Skeleton kind="row" lines={12} />
        </Loading>
      ) : list.length === 0 ? (
        <EmptyState
          icon={<SearchX />}
          title={<Trans>Nobody has such a day on {format.date(date, 'day')}</Trans>}
        />
      ) : isPhone ? (
        <ul className={styles.cards} data-dimmed={rows.isPlaceholderData || undefined}>
          {list.map((row) => (
            <Card key={row.userId} row={row} format={format} onOpen={() => open(row)} />
          ))}
        </ul>
      ) : (
        <DayTable
          key={date}
          rows={list}
          heads={heads}
          order={order}
          isDimmed={rows.isPlaceholderData}
          openDay={search.day}
          onOpen={open}
          onSort={(id) => onChange({ sort: id === order ? undefined : id })}
        />
      )}
    </div>
  );
}

function Card({ row, format, onOpen }: { row: SheetRow; format: Format; onOpen: () => void }) {
  const { t, i18n } = useLingui();
  const mark = shapeOfDay(glanceOfRow(row));
  const times = columns.filter((column) => row.slots[column] !== null);
  return (
    <li className={styles.card}>
      <button type="button" className={styles.cardButton} onClick={onOpen}>
        <span className={styles.cardName}>{row.name ?? row.userId}</span>
        <span className={styles.cardFigure}>{row.worked > 0 ? format.duration(row.worked) : ''}</span>
        <StatusTag status={mark} />
      </button>
      {times.length > 0 && (
        <details className={styles.times}>
          <summary>
            {format.time(row.slots[times[0] ?? 'in']?.wall ?? '')}
            {times.length > 1 && ` – ${format.time(row.slots[times.at(-1) ?? 'out']?.wall ?? '')}`}
            {row.furtherShifts.length > 0 &&
              ` · ${t`${plural(row.furtherShifts.length, { one: '# more shift', other: '# more shifts' })}`}`}
          </summary>
          <dl className={styles.timeList}>
            {times.map((column) => (
              <div key={column}>
                <dt>{i18n._(columnWords[column])}</dt>
                <dd className={row.slots[column]?.edited ? styles.edited : undefined}>
                  {format.time(row.slots[column]?.wall ?? '')}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

const rowHeight = 32;

function DayTable({
  rows,
  heads,
  order,
  isDimmed,
  openDay,
  onOpen,
  onSort,
}: {
  rows: readonly SheetRow[];
  heads: readonly { id: DayOrder | undefined; word: string; isNumber?: boolean }[];
  order: DayOrder | undefined;
  isDimmed: boolean;
  openDay: string | undefined;
  onOpen: (row: SheetRow) => void;
  onSort: (id: DayOrder) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const isPrinting = usePrinting();
  const items = virtual.getVirtualItems();
  const indexes = isPrinting ? [...rows.keys()] : items.map(({ index }) => index);
  const before = isPrinting ? 0 : (items[0]?.start ?? 0);
  const after = isPrinting ? 0 : virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const duration = (seconds: number) => (seconds === 0 ? '' : format.duration(seconds));
  return (
    <div ref={scroller} className={styles.scroller} data-dimmed={isDimmed || undefined}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {heads.map(({ id, word, isNumber }) => (
              <th
                key={word}
                scope="col"
                className={isNumber ? styles.number : undefined}
                aria-sort={
                  id !== undefined && id === order
                    ? id === 'name' || id === 'in'
                      ? 'ascending'
                      : 'descending'
                    : undefined
                }
              >
                {id === undefined || isPrinting ? (
                  word
                ) : (
                  <button type="button" className={styles.sort} onClick={() => onSort(id)}>
                    {word}
                    {id === order && (
                      <span aria-hidden="true">{id === 'name' || id === 'in' ? ' ↑' : ' ↓'}</span>
                    )}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus */}
          {before > 0 && <tr aria-hidden="true" style={{ blockSize: before }} />}
          {indexes.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            const mark = shapeOfDay(glanceOfRow(row));
            const look = markLooks[mark];
            const remark = [
              ...(row.furtherShifts.length === 0
                ? []
                : [t`${plural(row.furtherShifts.length, { one: '# more shift', other: '# more shifts' })}`]),
              ...(row.remark === '' ? [] : [row.remark]),
              ...row.exceptions
                .filter(({ severity }) => severity !== 'info')
                .map(({ code }) => i18n._(exceptionLooks[code].word)),
            ].join(' · ');
            return (
              <tr
                key={row.userId}
                aria-rowindex={index + 2}
                data-open={
                  openDay === textOfDay({ userId: row.userId, date: row.date as LocalDate }) || undefined
                }
              >
                <th scope="row">
                  <button type="button" className={styles.person} onClick={() => onOpen(row)}>
                    <span className={styles.name} dir="auto">
                      {row.name ?? row.userId}
                    </span>
                    {row.name !== undefined && <span className={styles.id}>{row.userId}</span>}
                  </button>
                </th>
                <td>
                  <span className={`${styles.status} ${mark === 'present' ? '' : inkClass(look)}`}>
                    <LookShape look={look} />
                    {i18n._(look.word)}
                  </span>
                </td>
                {columns.map((column) => (
                  <td key={column} className={row.slots[column]?.edited ? styles.edited : undefined}>
                    {row.slots[column] === null ? '' : format.time(row.slots[column].wall)}
                  </td>
                ))}
                <td className={styles.number}>{duration(row.worked)}</td>
                <td className={styles.number}>{duration(overtimeOf(row))}</td>
                <td className={styles.number}>{duration(row.short)}</td>
                <td className={styles.number}>{duration(row.late)}</td>
                <td className={styles.remark} title={remark}>
                  {remark}
                </td>
              </tr>
            );
          })}
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus */}
          {after > 0 && <tr aria-hidden="true" style={{ blockSize: after }} />}
        </tbody>
      </table>
    </div>
  );
}
