/** Steps through the periods in which sheets are looked at: months, payroll periods, weeks, days and ranges of one's own. @module */

import type { PayrollPeriod } from '#shared/contract/settings.ts';
import { addDays, daysBetween, monthOf, type Weekday, weekOf } from '#shared/time/calendar.ts';
import { payrollPeriodOf } from '#shared/time/payroll-period.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

/** The days `from ≤ date < to`. */
export interface Range {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The kinds of periods. `range` is any that somebody has chosen. */
export const periodKinds = ['month', 'payroll', 'week', 'day', 'range'] as const;
/** A kind of period. */
export type PeriodKind = (typeof periodKinds)[number];

/** What the settings of the organisation say about periods. */
export interface PeriodSettings {
  readonly weekStartsOn?: Weekday | undefined;
  /** Calendar months where there is none. */
  readonly payrollPeriod?: PayrollPeriod | undefined;
}

/** The period of a kind in which a date lies. */
export function periodOf(
  kind: Exclude<PeriodKind, 'range'>,
  date: LocalDate,
  { weekStartsOn = 'monday', payrollPeriod }: PeriodSettings = {},
): Range {
  switch (kind) {
    case 'month':
      return monthOf(date);
    case 'payroll':
      return payrollPeriodOf(date, payrollPeriod);
    case 'week':
      return weekOf(date, weekStartsOn);
    case 'day':
      return { from: date, to: addDays(date, 1) };
  }
}

function isSame(a: Range, b: Range): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Which kind of period a range is: the first of payroll period, month, week and day that it is exactly. */
export function kindOfRange(range: Range, settings: PeriodSettings = {}): PeriodKind {
  const kinds = settings.payrollPeriod
    ? (['payroll', 'month', 'week', 'day'] as const)
    : (['month', 'week', 'day'] as const);
  return kinds.find((kind) => isSame(periodOf(kind, range.from, settings), range)) ?? 'range';
}

/** The period after (`1`) or before (`-1`) a range: of the same kind, or of as many days where it is a range of its own. */
export function stepPeriod(
  range: Range,
  direction: 1 | -1,
  settings: PeriodSettings = {},
  kind = kindOfRange(range, settings),
): Range {
  if (kind === 'range') {
    const days = daysBetween(range.from, range.to) * direction;
    return { from: addDays(range.from, days), to: addDays(range.to, days) };
  }
  return periodOf(kind, direction === 1 ? range.to : addDays(range.from, -1), settings);
}

/** The dates of a range, in order. */
export function datesOf({ from, to }: Range): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => addDays(from, index));
}

/** Whether a date lies in a range. */
export function isIn(date: LocalDate, { from, to }: Range): boolean {
  return from <= date && date < to;
}
