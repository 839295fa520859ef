/** Walks from exception to exception: row by row, in each row by date. @module */

import type { DayGlance } from '../../day/shape-of-day.ts';
import type { Cell } from './movement.ts';

/** A person's days, as the matrix has them. */
export interface WalkedRow {
  readonly days: readonly DayGlance[];
}

/** Whether somebody should look at a day: it is absent, incomplete, late, early, or has an error. */
export function needsALook({ status, flags = [] }: DayGlance): boolean {
  if (status === 'absent' || status === 'incomplete') return true;
  return flags.some((flag) => flag === 'error' || flag === 'missing' || flag === 'late' || flag === 'early');
}

/**
 * The next or previous day at which somebody should look; `undefined` where there is none in that direction.
 * @param columnOf - the column of a date
 */
export function nextToLookAt(
  rows: readonly (WalkedRow | undefined)[],
  from: Cell,
  direction: -1 | 1,
  columnOf: (date: string) => number,
): Cell | undefined {
  for (let row = from.row; row >= 0 && row < rows.length; row += direction) {
    const columns = (rows[row]?.days ?? []).filter(needsALook).map(({ date }) => columnOf(date));
    const beyond = columns.filter((column) => row !== from.row || (column - from.column) * direction > 0);
    const column = direction === 1 ? beyond[0] : beyond.at(-1);
    if (column !== undefined) return { row, column };
  }
  return undefined;
}
