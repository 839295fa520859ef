/** Finds the payroll period of a date, by what the settings say of the length of periods. @module */

import { addDays, daysBetween } from './calendar.ts';
import type { LocalDate } from './wall-time.ts';

/** How long payroll periods are: months from a day on, halves of months, or some weeks from a known first day on. */
export type PayrollPeriodRule =
  | { readonly kind: 'monthly'; readonly startsOnDay: number }
  | { readonly kind: 'twice-monthly'; readonly startsOnDays: readonly number[] }
  | { readonly kind: 'weeks'; readonly weeks: number; readonly anchor: LocalDate };

const calendarMonths: PayrollPeriodRule = { kind: 'monthly', startsOnDay: 1 };

/** The first days of periods in the month of a date, in order. */
function startsIn(month: string, days: readonly number[]): LocalDate[] {
  return days.map((day) => `${month}-${String(day).padStart(2, '0')}` as LocalDate);
}

/** The payroll period in which a date lies. @param period - default: calendar months */
export function payrollPeriodOf(
  date: LocalDate,
  period: PayrollPeriodRule = calendarMonths,
): { from: LocalDate; to: LocalDate } {
  if (period.kind === 'weeks') {
    const length = period.weeks * 7;
    const periods = Math.floor(daysBetween(period.anchor, date) / length);
    const from = addDays(period.anchor, periods * length);
    return { from, to: addDays(from, length) };
  }
  const days = period.kind === 'monthly' ? [period.startsOnDay] : period.startsOnDays;
  const first = startsIn(date.slice(0, 7), [1])[0] ?? date;
  const months = [addDays(first, -1), date, addDays(first, 31)].map((day) => day.slice(0, 7));
  const starts = months.flatMap((month) => startsIn(month, days));
  const from = starts.findLast((start) => start <= date) ?? first;
  const to = starts.find((start) => start > date) ?? date;
  return { from, to };
}
