/** Adds up the days of people, and says a day in a few words for large screens. @module */

import { type DayFlag, dayFlags } from '#shared/contract/day-flags.ts';
import { hasCode, isEdited, overtimeOf } from './common.ts';
import type { ReportDay } from './input.ts';

const holds: Record<DayFlag, (day: ReportDay) => boolean> = {
  absent: ({ status }) => status === 'absent',
  adjusted: ({ adjustment }) => adjustment !== undefined,
  early: ({ early }) => early > 0,
  edited: isEdited,
  error: ({ exceptions }) => exceptions.some(({ severity }) => severity === 'error'),
  late: ({ late }) => late > 0,
  leave: ({ leave }) => leave.length > 0,
  locked: ({ lockId }) => lockId !== undefined,
  missing: (day) => day.status === 'incomplete' || hasCode(day, 'missing-in', 'missing-out', 'missing-break'),
  overtime: ({ overtime }) => overtime.length > 0,
  pending: ({ status }) => status === 'pending',
  short: ({ short }) => short > 0,
  'to-approve': ({ overtime, premiums }) => [...overtime, ...premiums].some(({ approved }) => !approved),
};

/** Whether a day has something. */
export function hasFlag(day: ReportDay, flag: DayFlag): boolean {
  return holds[flag](day);
}

/** A day in a few words. What is 0 or empty is left out. */
export function compactDay(day: ReportDay) {
  const { date, status, worked, short, late } = day;
  const overtime = overtimeOf(day);
  const flags = dayFlags.filter((flag) => holds[flag](day));
  return {
    date,
    status,
    ...(worked > 0 ? { worked } : {}),
    ...(overtime > 0 ? { overtime } : {}),
    ...(short > 0 ? { short } : {}),
    ...(late > 0 ? { late } : {}),
    ...(flags.length > 0 ? { flags } : {}),
  };
}

/** Sums of days. Durations in seconds, all others count days. */
export function dayTotals(days: Iterable<ReportDay>) {
  const totals = {
    days: 0,
    expected: 0,
    worked: 0,
    regular: 0,
    overtime: 0,
    toApprove: 0,
    premiums: 0,
    short: 0,
    late: 0,
    early: 0,
    leave: 0,
    lateDays: 0,
    earlyDays: 0,
    absentDays: 0,
    leaveDays: 0,
    missingDays: 0,
    pendingDays: 0,
  };
  for (const day of days) {
    totals.days += 1;
    totals.expected += day.expected;
    totals.worked += day.worked;
    totals.regular += day.regular;
    totals.overtime += overtimeOf(day);
    totals.toApprove += overtimeOf(day, false);
    totals.premiums += day.diffOt;
    totals.short += day.short;
    totals.late += day.late;
    totals.early += day.early;
    totals.leave += day.leave.reduce((sum, { seconds }) => sum + seconds, 0);
    totals.lateDays += Number(holds.late(day));
    totals.earlyDays += Number(holds.early(day));
    totals.absentDays += Number(holds.absent(day));
    totals.leaveDays += Number(holds.leave(day));
    totals.missingDays += Number(holds.missing(day));
    totals.pendingDays += Number(holds.pending(day));
  }
  return totals;
}
