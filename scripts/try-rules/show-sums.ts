/** `try-rules` prints the sums of a user's days: work, pay codes, late and early, absences and leave. @module */

import type { DayResult } from '#shared/attendance/index.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import { nameOf, paidOn } from './show-days.ts';

/** The sums of some days, as lines for people to read. */
export function showSums(days: readonly DayResult[]): string[] {
  const sum = (of: (day: DayResult) => number): string =>
    hoursAndMinutes(days.reduce((total, day) => total + of(day), 0));
  const onDays = (of: (day: DayResult) => number): string => {
    const count = days.filter((day) => of(day) !== 0).length;
    return count === 0 ? sum(of) : `${sum(of)} on ${daysText(count)}`;
  };
  const codes = sums(days.flatMap((day) => paidOn(day).map((paid) => [nameOf(paid), paid.seconds])));
  const leave = sums(days.flatMap((day) => day.leave.map(({ type, seconds }) => [type, seconds])));
  const statuses = sums(days.map(({ status }) => [status, 1]));
  const absent = statuses.get('absent') ?? 0;
  return [
    `  ${daysText(days.length)}: ${[...statuses].map(([status, count]) => `${count} ${status}`).join(', ')}`,
    `  expected ${sum((day) => day.expected)}`,
    `  worked ${sum((day) => day.worked)}, regular ${sum((day) => day.regular)}, short ${sum((day) => day.short)}, ` +
      `balance ${sum((day) => day.undertime)}`,
    ...[...codes].map(([code, seconds]) => `  ${code}: ${hoursAndMinutes(seconds)}`),
    `  late ${onDays((day) => day.late)}, left early ${onDays((day) => day.early)}, absent ${daysText(absent)}`,
    ...[...leave].map(([type, seconds]) => `  leave, ${type}: ${hoursAndMinutes(seconds)}`),
  ];
}

function daysText(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** Sums by name, in the order in which the names occur. */
function sums(parts: readonly (readonly [name: string, amount: number])[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const [name, amount] of parts) totals.set(name, (totals.get(name) ?? 0) + amount);
  return totals;
}
