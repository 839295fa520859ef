/** Reads a report's table row by row, and lays its groups out as lines. @module */

import type { ReportName } from '#shared/contract/report-names.ts';
import type { ReportTable } from '#shared/contract/reports.ts';

/** A value of a cell. */
export type ReportValue = string | number | null;
/** A column of a report. */
export type ReportColumn = ReportTable['columns'][number];

/** Texts of a row as data, by the keys of their columns. */
export type SaidTexts = NonNullable<ReportTable['groups'][number]['said']>[number];

/** A line as it is shown. */
export type ReportLine =
  | { kind: 'group'; id: string; label: string; rows: number }
  | { kind: 'row'; id: string; values: readonly ReportValue[]; said?: SaidTexts | undefined }
  | { kind: 'totals'; id: string; values: readonly ReportValue[]; isAll: boolean };

/** How many rows a report has. */
export function rowsIn({ groups }: ReportTable): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** All lines in order: the label of each group, its rows, its sums; at the end the sums of all. */
export function linesOf({ groups, totals }: ReportTable): ReportLine[] {
  const hasSums = groups.length > 1;
  return [
    ...groups.flatMap(({ label, rows, totals: sums, said }, group): ReportLine[] => [
      ...(label === null ? [] : [{ kind: 'group' as const, id: `g${group}`, label, rows: rows.length }]),
      ...rows.map((values, row) => ({
        kind: 'row' as const,
        id: `r${group}.${row}`,
        values,
        ...(said === undefined ? {} : { said: said[row] }),
      })),
      ...(sums && hasSums && label !== null && rows.length > 1
        ? [{ kind: 'totals' as const, id: `t${group}`, values: sums, isAll: false }]
        : []),
    ]),
    ...(totals ? [{ kind: 'totals' as const, id: 'all', values: totals, isAll: true }] : []),
  ];
}

/** A reader of values by the key of their column. */
export type ReadValue = (values: readonly ReportValue[], key: string) => ReportValue;

/** Reads values by the keys of their columns; null where there is no such column. */
export function reader({ columns }: ReportTable): ReadValue {
  const places = new Map(columns.map(({ key }, place) => [key, place]));
  return (values, key) => values[places.get(key) ?? -1] ?? null;
}

/** A column with its place in the rows. */
export interface ShownColumn {
  column: ReportColumn;
  place: number;
}

/** Said by another column: the name beside the id, the weekday beside the date. The column for a signature is for paper. */
const saidElsewhere = ['name', 'weekday', 'decision'];

/** The columns that are shown: what stands above a group is not repeated, and columns of which no row has anything are left out. */
export function shownColumns(table: ReportTable, grouping: string): ShownColumn[] {
  const idPlace = table.columns.findIndex(({ key }) => key === 'userId');
  const isUsed = (place: number) => {
    // A PIN is worth a column where somebody's is not the id; that of nobody stands in the place of the id.
    const isSaid = (row: readonly ReportValue[]) =>
      table.columns[place]?.key === 'pin' && (row[idPlace] === '' || row[idPlace] === row[place]);
    return table.groups.some(({ rows }) =>
      rows.some((row) => row[place] !== null && row[place] !== '' && !isSaid(row)),
    );
  };
  return table.columns
    .map((column, place) => ({ column, place }))
    .filter(
      ({ column, place }) =>
        !saidElsewhere.includes(column.key) &&
        !(grouping === 'user' && ['userId', 'department'].includes(column.key)) &&
        !(grouping === 'department' && column.key === 'department') &&
        (column.key === 'userId' || isUsed(place)),
    );
}

/** Whom and which day a row opens. */
export type RowTarget =
  | { kind: 'person'; userId: string; date: string | undefined }
  | { kind: 'unknown'; pin: string }
  | undefined;

/** What a row opens: the person's day, the person, or the list of ids that nobody claims. */
export function targetOf(name: ReportName, read: ReadValue, values: readonly ReportValue[]): RowTarget {
  const userId = read(values, 'userId');
  const pin = read(values, 'pin');
  if (userId === '' && typeof pin === 'string') return { kind: 'unknown', pin };
  if (typeof userId !== 'string' || userId === '') return undefined;
  if (name === 'exceptions' && read(values, 'status') === 'unknown') return { kind: 'unknown', pin: userId };
  const date = read(values, 'date');
  return { kind: 'person', userId, date: typeof date === 'string' ? date : undefined };
}

/** A key that is a date: the column of a day in the matrix. */
export function isDateKey(key: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(key);
}
