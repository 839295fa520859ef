import type { TimedPunch } from './timed-punch.ts';

const longStretch = 12 * 3_600;
const clearlyShorter = 0.8;

/**
 * Whether the time since the last punch was a rest and not work, although in and out would take turns otherwise. So one
 * forgotten punch does not turn day and night around for all days after it: after more than 12 hours a punch without a
 * telling key arrives when it and those that follow pair up among themselves, none of them more than 4/5 of that time
 * apart. (18:00, then 9:00 and 18:00: the night was no work. 7:00, then 19:15, then 7:00: the day was.)
 * @param index - of the punch in the list
 * @param last - the punch before it, still open
 */
export function followsLongRest(punches: readonly TimedPunch[], index: number, last: TimedPunch): boolean {
  const rest = (punches[index]?.at ?? 0) - last.at;
  if (rest <= longStretch) return false;
  let count = 1;
  for (let i = index + 1; i < punches.length; i += 1) {
    const gap = (punches[i]?.at ?? 0) - (punches[i - 1]?.at ?? 0);
    if (gap > rest * clearlyShorter) break;
    count += 1;
  }
  return count % 2 === 0;
}
