/**
 * What is painted on the board before it is saved: day overrides by person and date, the shifts that they make, and which of
 * them would overlap. Pure functions.
 * @module
 */

import type { ClockingSchedule, DayDefinition, DayType } from '#shared/attendance/model/index.ts';
import { daysBetween, weekdayOf } from '#shared/time/calendar.ts';
import { wallSeconds } from '#shared/time/clock-text.ts';
import type { LocalDate, WallTime } from '#shared/time/wall-time.ts';
import { scheduledTimes } from './shift-times.ts';

/** What is painted on a day: a schedule, or none with a day type. `null`: the roster again. */
export type Paint =
  | { readonly scheduleId: string; readonly dayType?: DayType | undefined }
  | { readonly scheduleId: null; readonly dayType: DayType };

/** What is painted, by `userId|date`. */
export type Edits = Readonly<Record<string, Paint | null>>;

/** The key of a person's day. */
export function editKey(userId: string, date: string): string {
  return `${userId}|${date}`;
}

/** The person and the date of a key. */
export function keyParts(key: string): { userId: string; date: LocalDate } {
  const at = key.lastIndexOf('|');
  return { userId: key.slice(0, at), date: key.slice(at + 1) as LocalDate };
}

/** A planned shift in minutes since the midnight at which the board begins. */
export interface BoardShift {
  readonly scheduleId: string | null;
  readonly start: number;
  readonly end: number;
}

/** The day that a schedule has on a date; nothing where it has no fixed times. */
function definitionOf(schedule: ClockingSchedule, date: LocalDate): DayDefinition | undefined {
  if (schedule.kind === 'weekly') return schedule.days[weekdayOf(date)];
  return schedule.kind === 'daily' ? schedule.day : undefined;
}

/** The shifts that a painted day would have. */
export function paintedShifts(
  paint: Paint,
  date: LocalDate,
  schedules: readonly ClockingSchedule[],
  from: LocalDate,
): BoardShift[] {
  const schedule = schedules.find(({ id }) => id === paint.scheduleId);
  const definition = schedule && definitionOf(schedule, date);
  const midnight = daysBetween(from, date) * 1_440;
  return (definition?.shifts ?? []).map((shift) => {
    const times = scheduledTimes(shift);
    return {
      scheduleId: paint.scheduleId,
      start: midnight + (times[0]?.at ?? 0),
      end: midnight + (times.at(-1)?.at ?? 0),
    };
  });
}

/** A planned shift of the board as minutes. @param from - the first day of the board */
export function shiftOnBoard(
  shift: { scheduleId: string | null; start: string; end: string },
  from: LocalDate,
): BoardShift {
  const zero = wallSeconds(`${from}T00:00:00` as WallTime);
  const minute = (wall: string) => (wallSeconds(wall as WallTime) - zero) / 60;
  return { scheduleId: shift.scheduleId, start: minute(shift.start), end: minute(shift.end) };
}

/** A day of the board with the shifts that are to be worked on it. */
export interface BoardDayShifts {
  readonly date: LocalDate;
  readonly shifts: readonly BoardShift[];
}

/** Two shifts of one person that would be worked at the same time. */
export interface Overlap {
  readonly first: BoardShift & { readonly date: LocalDate };
  readonly second: BoardShift & { readonly date: LocalDate };
}

/** The first overlap among days, with the painted ones in place of what was planned; nothing where there is none. */
export function overlapOf(days: readonly BoardDayShifts[]): Overlap | undefined {
  const all = days
    .flatMap(({ date, shifts }) => shifts.map((shift) => ({ ...shift, date })))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, second] of all.entries()) {
    const first = all[index - 1];
    if (first && second.start < first.end) return { first, second };
  }
  return undefined;
}

/** Paints an area with what was copied: repeated until the area is full, or as large as the copy where one cell is chosen. */
export function pasted<T>(
  copy: readonly (readonly T[])[],
  area: { rows: readonly [number, number]; columns: readonly [number, number] },
): { row: number; column: number; value: T }[] {
  const height = copy.length;
  const width = copy[0]?.length ?? 0;
  if (height === 0 || width === 0) return [];
  const isOne = area.rows[0] === area.rows[1] && area.columns[0] === area.columns[1];
  const lastRow = isOne ? area.rows[0] + height - 1 : area.rows[1];
  const lastColumn = isOne ? area.columns[0] + width - 1 : area.columns[1];
  const cells: { row: number; column: number; value: T }[] = [];
  for (let row = area.rows[0]; row <= lastRow; row += 1) {
    for (let column = area.columns[0]; column <= lastColumn; column += 1) {
      const value = copy[(row - area.rows[0]) % height]?.[(column - area.columns[0]) % width];
      if (value !== undefined) cells.push({ row, column, value });
    }
  }
  return cells;
}
