/** Ranges of days: checks that a range is valid, and cuts long ones into pieces. @module */

import { longestRangeDays } from '#shared/contract/longest-range.ts';
import { RollcallError } from '#shared/errors.ts';
import { because, phrase } from '#shared/reasons/index.ts';
import { addDays, compareDates, daysBetween } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

/** Days, `from ≤ date < to`. */
export interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** @throws RollcallError range.invalid unless `from < to` and the range is at most a year */
export function requireRange(from: LocalDate, to: LocalDate): void {
  if (from >= to) {
    throw new RollcallError('range.invalid', {
      from,
      to,
      ...because(phrase('range.backwards', {})),
    });
  }
  if (daysBetween(from, to) > longestRangeDays) {
    const why = phrase('range.too-long', { most: longestRangeDays });
    throw new RollcallError('range.invalid', { from, to, ...because(why) });
  }
}

/** A range of years in pieces, each small enough for one generation. */
export function piecesOf({ from, to }: { from: LocalDate; to: LocalDate }) {
  const pieces: { from: LocalDate; to: LocalDate }[] = [];
  for (let first = from; compareDates(first, to) < 0; first = addDays(first, longestRangeDays)) {
    const end = addDays(first, longestRangeDays);
    pieces.push({ from: first, to: compareDates(end, to) < 0 ? end : to });
  }
  return pieces;
}
