/** Lays a user's sheet out as lines of text for the terminal window. @module */

import type { SlotTime } from '#shared/attendance/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { weekdayOf } from '#shared/time/calendar.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';

const clock = (slot: SlotTime | null) => slot?.wall.slice(11, 16) ?? '';
const duration = (seconds: number) => (seconds === 0 ? '' : hoursAndMinutes(seconds));
const overtimeOf = (row: SheetRow) => row.overtime.reduce((sum, layer) => sum + layer.seconds, 0);

const columns: readonly [title: string, cell: (row: SheetRow) => string][] = [
  ['date', (row) => row.date],
  ['day', (row) => weekdayOf(row.date).slice(0, 3)],
  ['status', (row) => row.status],
  ['in', (row) => clock(row.slots.in)],
  ['break', (row) => clock(row.slots.break)],
  ['resume', (row) => clock(row.slots.resume)],
  ['out', (row) => clock(row.slots.out)],
  ['work', (row) => duration(row.worked)],
  ['ot', (row) => duration(overtimeOf(row))],
  ['short', (row) => duration(row.short)],
  ['late', (row) => duration(row.late)],
  ['remarks', (row) => row.exceptions.map(({ code }) => code).join(', ')],
];

/** Lays rows of cells out in columns. */
export function layOut(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The sheet of one person as lines for people to read. */
export function showSheet(rows: readonly SheetRow[]): string[] {
  const [first] = rows;
  if (!first) return [];
  const name = first.name === undefined ? '' : `  ${first.name}`;
  const cells = rows.map((row) => columns.map(([, cell]) => cell(row)));
  return [
    `${first.userId}${name}`,
    ...layOut([columns.map(([title]) => title), ...cells]).map((line) => `  ${line}`),
  ];
}
