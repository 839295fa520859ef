/** Turns the scheduled `HH:MM` times of a shift into seconds that grow past midnight. @module */

import { daySeconds, localTimeSeconds } from '#shared/time/clock-text.ts';
import { type Column, columns } from './columns.ts';

/**
 * The scheduled times as seconds since midnight of the shift's date; a slot earlier than the one before it is on the
 * next day, so the values grow from column to column.
 * @param outOnNextDay - `out` is not on the day of `in`, also where its time of day is not earlier
 * @returns one entry per column, `null` where the column is not scheduled
 */
export function slotSeconds(
  slots: { readonly [C in Column]?: string | undefined },
  outOnNextDay = false,
): (number | null)[] {
  let days = 0;
  let previous = -1;
  return columns.map((column) => {
    const text = slots[column];
    if (text === undefined) return null;
    const ofDay = localTimeSeconds(text);
    if (ofDay + days * daySeconds < previous) days += 1;
    if (column === 'out' && outOnNextDay && days === 0) days = 1;
    previous = ofDay + days * daySeconds;
    return previous;
  });
}

/** First and last scheduled second of a shift, since midnight of its date. */
export function slotSpan(
  slots: { readonly [C in Column]?: string | undefined },
  outOnNextDay = false,
): { start: number; end: number } {
  const times = slotSeconds(slots, outOnNextDay).filter((time) => time !== null);
  return { start: times[0] ?? 0, end: times.at(-1) ?? 0 };
}
