/** Finds the first day that is kept where times are kept for whole months. @module */

import { dateOfDay, dayNumberOf } from './calendar.ts';
import type { LocalDate } from './wall-time.ts';

/**
 * The first day that is still kept: the first of the month that lies whole months before that of a date. The month of the
 * date itself does not count, so that everything is kept for at least so many months.
 * @param today - local date
 * @param months - whole months, 0 or more
 * @example firstKeptDay('2026-11-28', 24) // 2024-11-01
 */
export function firstKeptDay(today: LocalDate, months: number): LocalDate {
  const monthsSinceYear0 = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - months;
  return dateOfDay(dayNumberOf(Math.floor(monthsSinceYear0 / 12), (monthsSinceYear0 % 12) + 1, 1));
}
