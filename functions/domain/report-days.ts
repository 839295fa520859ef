/** Finds the days of a report or an export that is made again and again, as seen on the day on which it is made. @module */

import type { ReportDays } from '#shared/contract/report-schedules.ts';
import { addDays, weekdayOf } from '#shared/time/calendar.ts';
import { payrollPeriodOf } from '#shared/time/payroll-period.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredSettings } from '../store/settings.ts';
import type { Days } from './ranges.ts';

const firstOfMonth = (date: LocalDate): LocalDate => addDays(date, 1 - Number(date.slice(8)));

function firstOfWeek(date: LocalDate, weekday: string): LocalDate {
  let first = date;
  while (weekdayOf(first) !== weekday) first = addDays(first, -1);
  return first;
}

/** The days that are meant. @param organisation - of the settings: where weeks and payroll periods begin */
export function daysOf(
  days: ReportDays,
  today: LocalDate,
  organisation: StoredSettings['organisation'] = {},
): Days {
  const yesterday = addDays(today, -1);
  const weekOf = (date: LocalDate) => firstOfWeek(date, organisation.weekStartsOn ?? 'monday');
  const periodOf = (date: LocalDate) => payrollPeriodOf(date, organisation.payrollPeriod);
  switch (days) {
    case 'today':
      return { from: today, to: addDays(today, 1) };
    case 'yesterday':
      return { from: yesterday, to: today };
    case 'last-7-days':
      return { from: addDays(today, -7), to: today };
    case 'this-week':
      return { from: weekOf(yesterday), to: today };
    case 'last-week':
      return { from: weekOf(addDays(weekOf(today), -1)), to: weekOf(today) };
    case 'this-month':
      return { from: firstOfMonth(yesterday), to: today };
    case 'last-month':
      return { from: firstOfMonth(addDays(firstOfMonth(today), -1)), to: firstOfMonth(today) };
    case 'this-payroll-period':
      return { from: periodOf(yesterday).from, to: today };
    case 'last-payroll-period':
      return periodOf(addDays(periodOf(today).from, -1));
  }
}
