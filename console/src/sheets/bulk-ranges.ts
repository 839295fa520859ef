/** Puts selected days together to the ranges that leaves are entered with. @module */

import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { PersonDay } from './address.ts';

/** Days of one person without a gap, `from` ≤ day < `to`. */
export interface PersonRange {
  readonly userId: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Days as ranges, person by person in the order of their first days. */
export function rangesOf(days: readonly PersonDay[]): PersonRange[] {
  const ranges: { userId: string; from: LocalDate; to: LocalDate }[] = [];
  const ofPeople = Map.groupBy(days, ({ userId }) => userId);
  for (const [userId, list] of ofPeople) {
    for (const date of [...new Set(list.map((day) => day.date))].sort()) {
      const last = ranges.at(-1);
      if (last?.userId === userId && last.to === date) last.to = addDays(date, 1);
      else ranges.push({ userId, from: date, to: addDays(date, 1) });
    }
  }
  return ranges;
}
