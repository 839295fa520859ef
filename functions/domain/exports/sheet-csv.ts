/** Defines the columns of a sheet as CSV, and writes its header and its rows. @module */

import type { SlotTime } from '#shared/attendance/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { byteOrderMark, type CsvCell, csvLine } from '#shared/table/index.ts';

const secondsToMinutes = (seconds: number) => Math.round(seconds / 60);
const clock = (slot: SlotTime | null) => slot?.wall.slice(11, 16) ?? '';

type Column = readonly [title: string, cell: (row: SheetRow) => CsvCell];

/** Columns of the attendance sheet as CSV. Durations are whole minutes, so that no cell looks like a formula. */
const columns: readonly Column[] = [
  ['userId', (row) => row.userId],
  ['name', (row) => row.name],
  ['department', (row) => row.department],
  ['date', (row) => row.date],
  ['dayType', (row) => row.dayType],
  ['schedule', (row) => row.scheduleId],
  ['status', (row) => row.status],
  ['in', (row) => clock(row.slots.in)],
  ['break', (row) => clock(row.slots.break)],
  ['resume', (row) => clock(row.slots.resume)],
  ['out', (row) => clock(row.slots.out)],
  ['ot', (row) => clock(row.slots.ot)],
  ['done', (row) => clock(row.slots.done)],
  ['expectedMinutes', (row) => secondsToMinutes(row.expected)],
  ['workedMinutes', (row) => secondsToMinutes(row.worked)],
  ['regularMinutes', (row) => secondsToMinutes(row.regular)],
  ['overtimeMinutes', (row) => secondsToMinutes(row.overtime.reduce((sum, layer) => sum + layer.seconds, 0))],
  ['diffOtMinutes', (row) => secondsToMinutes(row.diffOt)],
  ['shortMinutes', (row) => secondsToMinutes(row.short)],
  ['lateMinutes', (row) => secondsToMinutes(row.late)],
  ['earlyMinutes', (row) => secondsToMinutes(row.early)],
  ['breakMinutes', (row) => secondsToMinutes(row.breakTaken)],
  ['leave', (row) => row.leave.map((leave) => leave.type).join('; ')],
  ['exceptions', (row) => row.exceptions.map((exception) => exception.code).join('; ')],
  ['remark', (row) => row.remark],
  ['locked', (row) => (row.lockId === undefined ? '' : 'yes')],
  ['adjustedStatus', (row) => row.adjustment?.status],
  ...(['worked', 'regular', 'overtime', 'diffOt', 'short', 'late', 'early'] as const).map(
    (figure): Column => [
      `adjust${figure.charAt(0).toUpperCase()}${figure.slice(1)}Minutes`,
      (row) => row.adjustment && secondsToMinutes(row.adjustment[figure]),
    ],
  ),
  ['adjustment', (row) => row.adjustment?.reason],
];

/** First line of the file, with the byte order mark. */
export const csvHeader = byteOrderMark + csvLine(columns.map(([title]) => title));

/** The lines of some rows. */
export function csvRows(rows: readonly SheetRow[]): string {
  return rows.map((row) => csvLine(columns.map(([, cell]) => cell(row)))).join('');
}
