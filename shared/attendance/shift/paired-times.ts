/** Shows the pairs of work without fixed times in the six columns, in the order of the day. @module */

import type { MatchedShift } from '../matching/index.ts';
import { BREAK, DONE, IN, OT, OUT, RESUME, type TimedPunch } from '../model/index.ts';
import { type ColumnTime, columnTime } from './column-time.ts';
import type { Direction } from './direction.ts';
import type { ByColumn } from './fill-columns.ts';
import type { OrderedTimes } from './ordered-times.ts';
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
export function pairedTimes({ policy, punches }: MatchedShift, direction: Direction | null): OrderedTimes {
  const slots: ByColumn<ColumnTime> = [null, null, null, null, null, null];
  const beyond: ColumnTime[] = [];
  const { pairs, aside } = pairPunches(punches, direction ?? 'alternate', policy);
  const places = columnsOfPairs[Math.min(pairs.length, policy.maxPairs) - 1] ?? [];
  const put = (punch: TimedPunch | null, column: number, arrives: boolean, isShown: boolean): void => {
    if (!punch) return;
    const time = columnTime(punch, column, policy, Number.NaN, arrives);
    if (isShown) slots[column] = time;
    else beyond.push(time);
  };
  for (const [index, { arrival, departure }] of pairs.entries()) {
    const place = places[index];
    put(arrival, place?.[0] ?? RESUME, true, place !== undefined);
    put(departure, place?.[1] ?? BREAK, false, place !== undefined);
  }
  return { kind: 'ordered', slots, beyond, aside };
}
