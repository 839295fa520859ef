/** What of a report is drawn: one measure, a few bars, the rest said in words. @module */

import type { ReportName } from '#shared/contract/report-names.ts';
import type { ReportTable } from '#shared/contract/reports.ts';
import { isDateKey, type ReadValue, type ReportValue, reader } from './report-lines.ts';

/** One bar. Its label is a text of the report, which may have a word in the language of the page. */
export interface ChartItem {
  id: string;
  label: string;
  value: number;
}

/** A chart of a report. */
export interface ReportChart {
  kind: 'bars' | 'days' | 'hours';
  /** Durations and hours are seconds. */
  measure: 'duration' | 'hours' | 'count';
  items: readonly ChartItem[];
  /** A value to compare each bar with. */
  line?: readonly number[];
  /** How many there would be in all, where only the longest are drawn. */
  outOf?: number;
}

/** So many bars are drawn. */
export const mostBars = 12;

type Row = readonly ReportValue[];

const numberOf = (value: ReportValue): number => (typeof value === 'number' ? value : 0);

/** Sums by the key of a row, in the order in which they come. */
function sumsBy(
  rows: readonly Row[],
  keyOf: (row: Row) => string | undefined,
  measureOf: (row: Row) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + measureOf(row));
  }
  return sums;
}

/** The longest bars, the longest first. */
function longest(items: readonly ChartItem[]): Pick<ReportChart, 'items' | 'outOf'> {
  const some = items.filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value);
  return some.length > mostBars ? { items: some.slice(0, mostBars), outOf: some.length } : { items: some };
}

function itemsOf(sums: ReadonlyMap<string, number>): ChartItem[] {
  return [...sums].map(([id, value]) => ({ id, label: id, value }));
}

const textOf = (value: ReportValue): string | undefined =>
  value === null || value === '' ? undefined : String(value);

/** A measure by person, by name where there is one. */
function byPerson(
  rows: readonly Row[],
  read: ReadValue,
  measure: string,
): Pick<ReportChart, 'items' | 'outOf'> {
  const names = new Map(rows.map((row) => [textOf(read(row, 'userId')), textOf(read(row, 'name'))] as const));
  const sums = sumsBy(
    rows,
    (row) => textOf(read(row, 'userId')),
    (row) => numberOf(read(row, measure)),
  );
  return longest(itemsOf(sums).map((item) => ({ ...item, label: names.get(item.id) ?? item.id })));
}

/** A measure by date, in the order of the calendar. */
function byDate(rows: readonly Row[], read: ReadValue, measureOf: (row: Row) => number): ChartItem[] {
  const sums = sumsBy(rows, (row) => textOf(read(row, 'date')), measureOf);
  return itemsOf(sums).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const secondsOfHour = 3_600;

type Draw = (rows: readonly Row[], read: ReadValue, table: ReportTable) => ReportChart;

const draws: Readonly<Record<ReportName, Draw>> = {
  exceptions: (rows, read) => {
    const count = (holds: (row: Row) => boolean) => rows.filter(holds).length;
    const isUnknown = (row: Row) => read(row, 'status') === 'unknown';
    const items: ChartItem[] = [
      { id: 'missing', label: 'missing', value: count((row) => numberOf(read(row, 'missing')) > 0) },
      { id: 'late', label: 'late', value: count((row) => numberOf(read(row, 'late')) > 0) },
      { id: 'early', label: 'early', value: count((row) => numberOf(read(row, 'early')) > 0) },
      { id: 'absent', label: 'absent', value: count((row) => numberOf(read(row, 'absent')) > 0) },
      { id: 'unknown', label: 'unknown', value: count(isUnknown) },
    ];
    return { kind: 'bars', measure: 'count', ...longest(items) };
  },
  presence: (rows, read) => ({
    kind: 'bars',
    measure: 'count',
    ...longest(
      [
        ...sumsBy(
          rows,
          (row) => textOf(read(row, 'department')) ?? '',
          (row) => numberOf(read(row, 'in')),
        ),
      ].map(([id, value]) => ({ id, label: id === '' ? 'No department' : id, value })),
    ),
  }),
  matrix: (rows, read, { columns }) => ({
    kind: 'days',
    measure: 'count',
    items: columns
      .filter(({ key }) => isDateKey(key))
      .map(({ key }) => ({
        id: key,
        label: key,
        value: rows.filter((row) => /^(P(?!H)|H)/.test(textOf(read(row, key)) ?? '')).length,
      })),
  }),
  'time-card': (rows, read) => {
    const items = byDate(rows, read, (row) => numberOf(read(row, 'worked')));
    const planned = new Map(
      byDate(rows, read, (row) => numberOf(read(row, 'expected'))).map(({ id, value }) => [id, value]),
    );
    return {
      kind: 'days',
      measure: 'duration',
      items,
      line: items.map(({ id }) => planned.get(id) ?? 0),
    };
  },
  'payroll-summary': (rows, read) => {
    const paid = ['regularHours', 'overtimeHours', 'premiumHours', 'leaveHours'];
    const sums = sumsBy(
      rows.filter((row) => !['short', 'absent'].includes(textOf(read(row, 'kind')) ?? '')),
      (row) => textOf(read(row, 'code')),
      (row) => paid.reduce((sum, key) => sum + numberOf(read(row, key)), 0),
    );
    return { kind: 'bars', measure: 'hours', ...longest(itemsOf(sums)) };
  },
  overtime: (rows, read) => ({
    kind: 'bars',
    measure: 'duration',
    ...byPerson(rows, read, 'overtime'),
  }),
  lateness: (rows, read) => ({
    kind: 'bars',
    measure: 'duration',
    ...byPerson(rows, read, 'late'),
  }),
  absence: (rows, read) => ({
    kind: 'bars',
    measure: 'hours',
    ...longest(
      itemsOf(
        sumsBy(
          rows,
          (row) => textOf(read(row, 'type')),
          (row) => numberOf(read(row, 'hours')),
        ),
      ),
    ),
  }),
  corrections: (rows, read) => ({
    kind: 'bars',
    measure: 'count',
    ...longest(
      itemsOf(
        sumsBy(
          rows,
          (row) => textOf(read(row, 'kind')),
          () => 1,
        ),
      ),
    ),
  }),
  punches: (rows, read) => {
    const days = byDate(rows, read, () => 1);
    if (days.length > 1) {
      return { kind: 'days', measure: 'count', items: days };
    }
    const hours = sumsBy(
      rows,
      (row) => String(Math.floor(numberOf(read(row, 'time')) / secondsOfHour)),
      () => 1,
    );
    return {
      kind: 'hours',
      measure: 'count',
      items: Array.from({ length: 24 }, (_, hour) => ({
        id: String(hour),
        label: String(hour),
        value: hours.get(String(hour)) ?? 0,
      })),
    };
  },
};

/** The chart of a report; `undefined` where it would say no more than one figure. */
export function chartOf(name: ReportName, table: ReportTable): ReportChart | undefined {
  const chart = draws[name](
    table.groups.flatMap(({ rows }) => rows),
    reader(table),
    table,
  );
  return chart.items.filter(({ value }) => value > 0).length > 1 ? chart : undefined;
}
