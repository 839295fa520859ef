/** Which days a report is of. @module */

import { addDays, daysBetween } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { type PeriodSettings, periodOf, type Range } from '../day/periods.ts';
import type { FirstPeriod } from './report-words.ts';

/** The period that a report is asked for first. */
export function firstPeriod(first: FirstPeriod, today: LocalDate, settings: PeriodSettings): Range {
  switch (first) {
    case 'today':
      return { from: today, to: addDays(today, 1) };
    case 'yesterday':
      return { from: addDays(today, -1), to: today };
    case 'week':
      return { from: addDays(today, -6), to: addDays(today, 1) };
    case 'payroll':
      return periodOf('payroll', today, settings);
  }
}

/**
 * The days of an address, where they make a range; otherwise the period that comes first. A range longer than the report takes
 * is cut at its end.
 * @param mostDays - most days that the report takes
 */
export function periodOfReport(
  address: { from?: string | undefined; to?: string | undefined },
  first: Range,
  mostDays: number,
): Range {
  const from = parseLocalDate(address.from ?? '');
  const to = parseLocalDate(address.to ?? '');
  if (from === null) return first;
  const end =
    to !== null && from < to ? to : addDays(from, Math.min(mostDays, daysBetween(first.from, first.to)));
  return daysBetween(from, end) > mostDays ? { from, to: addDays(from, mostDays) } : { from, to: end };
}

/** Periods that are chosen by their names. */
export const namedPeriods = [
  'today',
  'yesterday',
  'this-week',
  'last-week',
  'this-month',
  'last-month',
  'this-payroll',
  'last-payroll',
] as const;
/** A period that is chosen by its name. */
export type NamedPeriod = (typeof namedPeriods)[number];

/** The days of a period that is chosen by its name. */
export function daysOfPeriod(name: NamedPeriod, today: LocalDate, settings: PeriodSettings): Range {
  if (name === 'today' || name === 'yesterday') return firstPeriod(name, today, settings);
  const kind = name.endsWith('week') ? 'week' : name.endsWith('month') ? 'month' : 'payroll';
  const current = periodOf(kind, today, settings);
  return name.startsWith('this') ? current : periodOf(kind, addDays(current.from, -1), settings);
}
