/** Punches of a day as somebody types them: `08:56 12:02 12:58 18:41`. Pure functions. @module */

import { clockText, isLocalTime, localTimeSeconds } from '#shared/time/clock-text.ts';

/** What a line of punches says. */
export type PunchLine = { readonly minutes: readonly number[] } | { readonly wrong: string };

/**
 * Reads a line of times. A time that is not later than the one before it is on the next day.
 * @param text - times of day with blanks or commas between; `9:05`, `905` and `9.05` are read like `09:05`
 * @returns minutes since the midnight of the day, growing; or the first word that is no time
 */
export function readPunchLine(text: string): PunchLine {
  const minutes: number[] = [];
  for (const word of text.split(/[\s,;]+/).filter((one) => one !== '')) {
    const [, hours = '', rest = ''] = /^(\d{1,2})[:.]?(\d{2})$/.exec(word) ?? [];
    const time = `${hours.padStart(2, '0')}:${rest}`;
    if (!isLocalTime(time)) return { wrong: word };
    const ofDay = localTimeSeconds(time) / 60;
    const before = minutes.at(-1) ?? -1;
    minutes.push(ofDay + Math.max(0, Math.floor((before - ofDay) / 1_440) + 1) * 1_440);
  }
  return { minutes };
}

/** The line of punches. @param minutes - since the midnight of the day */
export function writePunchLine(minutes: readonly number[]): string {
  return minutes.map((minute) => clockText(minute * 60)).join(' ');
}
