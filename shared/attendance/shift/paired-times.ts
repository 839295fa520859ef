/** Shows the pairs of work without fixed times in the six columns, in the order of the day. @module */

import type { MatchedShift } from '../matching/index.ts';
import { appended, BREAK, DONE, IN, OT, OUT, RESUME, type TimedPunch } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';
import { type ColumnTime, columnTime } from './column-time.ts';
import type { Direction } from './direction.ts';
import type { ByColumn } from './fill-columns.ts';
import type { ShiftTimes } from './ordered-times.ts';
import { pairPunches } from './pair-punches.ts';

/** The columns of the first pairs, by how many pairs there are: IN–OUT; IN–BREAK, RESUME–OUT; and OT–DONE. */
const columnsOfPairs = [
  [[IN, OUT]],
  [
    [IN, BREAK],
    [RESUME, OUT],
  ],
  [
    [IN, BREAK],
    [RESUME, OUT],
    [OT, DONE],
  ],
] as const;

/**
 * Section 3, `flexi` and unscheduled work: as many pairs as the rules allow stand in columns, so that the columns of a row
 * are in the order of time; further pairs count all the same, and have the rounding of a break's columns.
 */
export function pairedTimes({ policy, punches }: MatchedShift, direction: Direction | null): ShiftTimes {
  const slots: ByColumn<ColumnTime> = [null, null, null, null, null, null];
  let beyond: ColumnTime[] = [];
  const { pairs, aside } = pairPunches(punches, direction ?? 'alternate', policy);
  const places = columnsOfPairs[Math.min(pairs.length, policy.maxPairs) - 1] ?? [];
  for (let index = 0; index < pairs.length; index += 1) {
    const pair = pairs[index];
    if (pair === undefined) continue;
    const { arrival, departure } = pair;
    const place = places[index];
    const arrived = timeOf(arrival, place?.[0] ?? RESUME, policy, true);
    const left = timeOf(departure, place?.[1] ?? BREAK, policy, false);
    if (place !== undefined) {
      slots[place[0]] = arrived;
      slots[place[1]] = left;
    } else {
      if (arrived !== null) beyond = appended(beyond, arrived);
      if (left !== null) beyond = appended(beyond, left);
    }
  }
  return { slots, beyond, aside };
}

function timeOf(
  punch: TimedPunch | null,
  column: number,
  policy: Policy,
  arrives: boolean,
): ColumnTime | null {
  return punch !== null ? columnTime(punch, column, policy, Number.NaN, arrives) : null;
}
