/** First days of the weeks, two weeks and months that rules count by. */
import { dateOfDay } from '#shared/time/calendar.ts';
import type { PeriodKind } from './layer-policy.ts';
import type { Policy } from './policy.ts';

/** First day number of the week, the two weeks or the calendar month that holds a day. */
export function periodStart(kind: PeriodKind, day: number, policy: Policy): number {
  switch (kind) {
    case 'weekly':
      return day - modulo(day + 3 - policy.weekStart, 7);
    case 'biweekly':
      return day - modulo(day - policy.biweekStart, 14);
    case 'monthly':
      return monthStart(day);
  }
}

// The last answer, which holds for every month's first 28 days: days are asked in order.
let knownStart = 0;

/** Day number of the first of the month that holds a day. */
export function monthStart(day: number): number {
  if (day < knownStart || day >= knownStart + 28) knownStart = day - Number(dateOfDay(day).slice(8)) + 1;
  return knownStart;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
