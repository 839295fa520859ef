/** Finds the punches that a shift lacks: arrival, departure, or half a break. @module */

import type { MatchedShift } from '../matching/index.ts';
import { BREAK, IN, OUT, RESUME } from '../model/index.ts';
import type { ColumnTime } from './column-time.ts';
import type { ByColumn } from './fill-columns.ts';
import type { Missing } from './outcome.ts';
import type { Pair } from './pair.ts';

/** No punch is missing. */
export const nothingMissing: Missing = {
  arrival: false,
  departure: false,
  halfBreak: false,
  wholeBreak: false,
};

/** Section 3: which punches of a shift are missing. */
export function missingHalves(
  { instance, policy }: MatchedShift,
  slots: ByColumn<ColumnTime>,
  pairs: readonly Pair<ColumnTime>[],
): Missing {
  if (policy.hours === 'first-last') {
    const none = pairs.length === 0;
    return {
      arrival: !none && pairs.every((pair) => pair.arrival === null),
      departure: !none && pairs.every((pair) => pair.departure === null),
      halfBreak: false,
      wholeBreak: false,
    };
  }
  let arrival = false;
  let departure = false;
  let halfBreak = false;
  for (let i = 0; i < pairs.length; i += 1) {
    const pair = pairs[i];
    if (pair === undefined) continue;
    if (instance !== null && isHalfBreak(pair, slots)) halfBreak = true;
    else if (pair.arrival === null) arrival = true;
    else if (pair.departure === null) departure = true;
  }
  const breakIsPunched = instance !== null && instance.breakSeconds > 0 && policy.breaks.mode === 'punched';
  const noneThere = slots[BREAK] === null && slots[RESUME] === null;
  const wholeBreak = breakIsPunched && noneThere && slots[IN] !== null && slots[OUT] !== null;
  if (!arrival && !departure && !halfBreak && !wholeBreak) return nothingMissing;
  return { arrival, departure, halfBreak, wholeBreak };
}

/** Whether the missing half is the one of the break, because the work goes on on its other side. */
export function isHalfBreak(pair: Pair<ColumnTime>, slots: ByColumn<ColumnTime>): boolean {
  const resume = slots[RESUME] ?? null;
  if (pair.departure === null) {
    const { arrival } = pair;
    if (arrival === null || resume === null) return false;
    return arrival.column === IN || (arrival.column === RESUME && arrival.at < resume.at);
  }
  if (pair.arrival === null)
    return pair.departure.column !== BREAK && slots[IN] !== null && slots[BREAK] !== null;
  return false;
}
