/** What the cells of the board say, and which painted days overlap with what lies beside them. @module */

import type { ClockingSchedule } from '#shared/attendance/model/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { BoardDay, BoardPerson } from '../day/board-people.ts';
import type { Format } from '../day/format-of.ts';
import {
  type BoardDayShifts,
  type Edits,
  editKey,
  overlapOf,
  paintedShifts,
  shiftOnBoard,
} from './board-edits.ts';

/** The first letters of a name, for a cell. */
export function shortOf(name: string): string {
  return Array.from(name).slice(0, 7).join('');
}

/** The planned shifts of a day: short for a cell, and in words. */
export function shiftText(
  day: BoardDay,
  nameOf: (id: string | null) => string,
  format: Format,
): { short: string; words: string } {
  const worked = day.shifts.filter(({ isChoice }) => !isChoice);
  const [first] = worked;
  const names = day.scheduleIds.map(nameOf).join(' + ');
  if (!first) return { short: shortOf(names), words: names };
  const span = worked.map(({ start, end }) => `${format.time(start)}–${format.time(end)}`).join(', ');
  return {
    short: `${first.start.slice(11, 13)}–${first.end.slice(11, 13)}${worked.length > 1 ? '+' : ''}`,
    words: `${names}, ${span}`,
  };
}

/** Every person of whom painted days would overlap with what lies beside them. */
export function findOverlaps(
  people: readonly BoardPerson[],
  dates: readonly LocalDate[],
  edits: Edits,
  schedules: readonly ClockingSchedule[],
  from: LocalDate,
) {
  return people.flatMap((person) => {
    if (!dates.some((date) => edits[editKey(person.userId, date)])) return [];
    const days = person.days.map(({ date, shifts }): BoardDayShifts => {
      const edit = edits[editKey(person.userId, date)];
      return edit
        ? { date, shifts: paintedShifts(edit, date, schedules, from) }
        : {
            date,
            shifts: shifts.filter(({ isChoice }) => !isChoice).map((shift) => shiftOnBoard(shift, from)),
          };
    });
    const overlap = overlapOf(days);
    return overlap ? [{ ...overlap, userId: person.userId, name: person.name ?? person.userId }] : [];
  });
}
