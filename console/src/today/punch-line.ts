/** Counts the punches of a day in steps of five minutes, and what is usual on that weekday. @module */

import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate, WallTime } from '#shared/time/wall-time.ts';

/** Minutes of a step. */
export const stepMinutes = 5;
/** Steps of a day on the clock: wall time has always 24 hours. */
export const stepsOfDay = (24 * 60) / stepMinutes;
/** With how many weeks a day is compared. */
export const weeksBefore = 4;

/** The same weekday of the weeks before, the nearest first. */
export function sameWeekdays(date: LocalDate): LocalDate[] {
  return Array.from({ length: weeksBefore }, (_, week) => addDays(date, -7 * (week + 1)));
}

/** The step in which a wall time lies. */
export function stepOf(wall: WallTime | string): number {
  return Math.floor((Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16))) / stepMinutes);
}

/** How many punches lie in each step of a day. */
export function countSteps(walls: readonly (WallTime | string)[]): number[] {
  const counts = Array.from({ length: stepsOfDay }, () => 0);
  for (const wall of walls) {
    const step = stepOf(wall);
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts;
}

/** What is usual: the mean of some days. Days without any punch are not counted: nobody worked, or nothing was read. */
export function usualSteps(days: readonly (readonly number[])[]): { values: number[]; days: number } {
  const worked = days.filter((counts) => counts.some((count) => count > 0));
  const values = Array.from({ length: stepsOfDay }, (_, step) =>
    worked.length === 0 ? 0 : worked.reduce((sum, counts) => sum + (counts[step] ?? 0), 0) / worked.length,
  );
  return { values, days: worked.length };
}

/** The steps that are worth showing: whole hours from the first punch to the last one. `undefined` where there is none. */
export function shownSteps(series: readonly (readonly number[])[]): { from: number; to: number } | undefined {
  const used = Array.from({ length: stepsOfDay }, (_, step) => step).filter((step) =>
    series.some((counts) => (counts[step] ?? 0) > 0),
  );
  const [first] = used;
  const last = used.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const hour = 60 / stepMinutes;
  return { from: Math.floor(first / hour) * hour, to: (Math.floor(last / hour) + 1) * hour };
}
