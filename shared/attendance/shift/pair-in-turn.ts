/** Pairs the punches of a shift that no key tells apart, and finds those that only repeat another. @module */

import { noneAside, type SetAside, type TimedPunch } from '../model/index.ts';
import type { AttendedTimes } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import { nearestColumn } from './fill-columns.ts';
import { givenSense } from './given-sense.ts';
import type { Pair, PairedPunches } from './pair.ts';
import { repeatedWithin } from './repeated.ts';
import { isInTurn, type Sense, sensesOf } from './senses.ts';

/**
 * Section 3, without reliable keys: arrivals and departures in turn, each missing half as `null`. Where two punches in
 * a row are the same and one of them repeats the other, the column says which one is kept.
 * @param punches - of one shift in time order
 * @param times - scheduled times that decide where the number is odd; `null` where the last arrival stays open
 */
export function pairInTurn(
  punches: readonly TimedPunch[],
  times: AttendedTimes | null,
  { keepLatest }: Policy,
): PairedPunches {
  if (isInTurn(punches, times)) return { pairs: pairsInTurn(punches), aside: noneAside };
  const senses = sensesOf(punches, times);
  const aside: SetAside[] = [];
  const taken: { punch: TimedPunch; sense: Sense }[] = [];
  for (const [index, punch] of punches.entries()) {
    const sense = senses[index] ?? 1;
    const last = taken.at(-1);
    if (
      last === undefined ||
      times === null ||
      last.sense !== sense ||
      !isRepeated(last.punch, punch, sense, times)
    ) {
      taken.push({ punch, sense });
    } else if (keepLatest[nearestColumn(punch.at, times.shift.scheduled, times)]) {
      aside.push({ punch: last.punch, reason: 'replaced' });
      taken.splice(-1, 1, { punch, sense });
    } else aside.push({ punch, reason: 'not-first' });
  }
  return { pairs: pairsOf(taken), aside };
}

/**
 * Whether a punch repeats the one before it, which has its sense: both belong to one column, and they lie close together or
 * outside the scheduled times, where no work is in doubt.
 */
function isRepeated(first: TimedPunch, second: TimedPunch, sense: Sense, times: AttendedTimes): boolean {
  if (givenSense(first) !== 0 || givenSense(second) !== 0) return false;
  const { scheduled } = times.shift;
  const column = nearestColumn(second.at, scheduled, times);
  if (nearestColumn(first.at, scheduled, times) !== column) return false;
  const time = times.at[column] ?? Number.NaN;
  const isOutside = sense === 1 ? second.at <= time : first.at >= time;
  const isEnd = column === scheduled[0] || column === scheduled.at(-1);
  return second.at - first.at <= repeatedWithin || (isEnd && isOutside);
}

function pairsInTurn(punches: readonly TimedPunch[]): Pair<TimedPunch>[] {
  const pairs = new Array<Pair<TimedPunch>>((punches.length + 1) >> 1);
  for (let i = 0; i < pairs.length; i += 1) {
    pairs[i] = { arrival: punches[i * 2] ?? null, departure: punches[i * 2 + 1] ?? null };
  }
  return pairs;
}

function pairsOf(taken: readonly { punch: TimedPunch; sense: Sense }[]): Pair<TimedPunch>[] {
  const pairs: Pair<TimedPunch>[] = [];
  let arrival: TimedPunch | null = null;
  for (const { punch, sense } of taken) {
    if (sense === 1) {
      if (arrival !== null) pairs.push({ arrival, departure: null });
      arrival = punch;
    } else {
      pairs.push({ arrival, departure: punch });
      arrival = null;
    }
  }
  if (arrival !== null) pairs.push({ arrival, departure: null });
  return pairs;
}
