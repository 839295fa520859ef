/** Finds the first days of the weeks, two-week periods and months that rules count by. @module */

import { dateOfDay, digitsAt } from '#shared/time/calendar.ts';
import type { PeriodKind } from './look-back.ts';
import type { Policy } from './policy.ts';

/** First day number of the week, or of the two weeks, that holds a day. */
export function weeksStart(kind: Exclude<PeriodKind, 'monthly'>, day: number, policy: Policy): number {
  return kind === 'weekly'
    ? day - modulo(day + 3 - policy.weekStart, 7)
    : day - modulo(day - policy.biweekStart, 14);
}

/** Day number of the first of the month that holds a day. */
export function monthStart(day: number): number {
  return day - digitsAt(dateOfDay(day), 8) + 1;
}

/** Day numbers of a period that holds a day: its first one, and the one after its last one. */
export function periodOf(kind: PeriodKind, day: number, policy: Policy): { from: number; to: number } {
  if (kind === 'monthly') {
    const from = monthStart(day);
    return { from, to: monthStart(from + 31) };
  }
  const from = weeksStart(kind, day, policy);
  return { from, to: from + (kind === 'weekly' ? 7 : 14) };
}

/** Before every month that anybody asks about. */
const longAgo = -1_000_000_000;

/** First days of months for whoever asks for one day after the other: it remembers its last answer. */
export class MonthStarts {
  #known = longAgo;

  /** Day number of the first of the month that holds a day. */
  of(day: number): number {
    // An answer holds for every month's first 28 days.
    if (day < this.#known || day >= this.#known + 28) this.#known = monthStart(day);
    return this.#known;
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
