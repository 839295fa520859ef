/** Recognises a long rest between two punches, so that one forgotten punch does not swap in and out for days. @module */

import type { TimedPunch } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';

/**
 * Whether the time since the last punch was a rest rather than work, although in and out would otherwise take turns. One
 * forgotten punch therefore does not swap day and night for all days after it. Only in direction mode `auto`, which
 * judges: after more than `restAfterMinutes` a punch without a telling key arrives when it and those that follow pair up
 * among themselves, none of them more than two thirds of that time apart. (18:00, then 9:00 and 18:00: the night was not
 * work. 8:00, 22:00, 8:00, 22:00: the days were.)
 * @param index - of the punch in the list
 * @param last - the punch before it, still open
 */
export function followsLongRest(
  punches: readonly TimedPunch[],
  index: number,
  last: TimedPunch,
  policy: Policy,
): boolean {
  let before = punches[index];
  if (before === undefined) return false;
  const rest = before.at - last.at;
  if (rest <= policy.restAfter || policy.directionMode !== 'auto') return false;
  let count = 1;
  for (let i = index + 1; i < punches.length; i += 1) {
    const punch = punches[i];
    if (punch === undefined || (punch.at - before.at) * 3 > rest * 2) break;
    before = punch;
    count += 1;
  }
  return count % 2 === 0;
}
