/** `try-rules` prints the sums of a user's days by pay code. @module */

import type { DayResult, PaidSeconds } from '#shared/attendance/index.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';

/** The sums of some days by pay code, as lines for people to read. */
export function showSums(days: readonly DayResult[]): string[] {
  const sum = (of: (day: DayResult) => number): string =>
    hoursAndMinutes(days.reduce((total, day) => total + of(day), 0));
  const codes = new Map<string, number>();
  for (const { overtime, premiums } of days) {
    for (const paid of [...overtime, ...premiums])
      codes.set(nameOf(paid), (codes.get(nameOf(paid)) ?? 0) + paid.seconds);
  }
  return [
    `  worked ${sum((day) => day.worked)}, regular ${sum((day) => day.regular)}, short ${sum((day) => day.short)}, ` +
      `balance ${sum((day) => day.undertime)}`,
    ...[...codes].map(([code, seconds]) => `  ${code}: ${hoursAndMinutes(seconds)}`),
  ];
}

function nameOf({ code, multiplier, approved }: PaidSeconds): string {
  return `${code} × ${multiplier}${approved ? '' : ' (to be approved)'}`;
}
