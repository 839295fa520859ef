/** Pairs the punches of a scheduled shift in order, and shows the pairs in the six columns. @module */

import type { MatchedShift } from '../matching/index.ts';
import {
  appended,
  arrivesIn,
  BREAK,
  compareInTime,
  DONE,
  IN,
  OT,
  OUT,
  RESUME,
  type SetAside,
  type TimedPunch,
} from '../model/index.ts';
import { attendedHalf, type PlannedDay, type ShiftInstance } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import { type ColumnTime, columnTime } from './column-time.ts';
import type { Direction } from './direction.ts';
import { type ByColumn, countsFor, nearestColumn } from './fill-columns.ts';
import type { Pair, PairedPunches } from './pair.ts';
import { pairInTurn } from './pair-in-turn.ts';
import { pairPunches } from './pair-punches.ts';

/** The times of a shift. */
export interface ShiftTimes {
  readonly slots: ByColumn<ColumnTime>;
  /** Arrivals and departures that no column shows; they count all the same, and have the rounding of a break's columns. */
  readonly beyond: readonly ColumnTime[];
  /** Punches that take no part. */
  readonly aside: readonly SetAside[];
}

/**
 * Section 3: whether the punches of a scheduled shift pair up in order, so that its columns only show them. Where keys
 * decide and a column takes some terminals only, or where only the first and the last punch count, the columns decide.
 */
export function isPairedInOrder({ takesAllTerminals }: Policy, direction: Direction): boolean {
  return direction === 'alternate' || (direction === 'status' && takesAllTerminals);
}

/**
 * The columns of a scheduled shift whose punches pair up in order: IN is the first arrival, OUT the last departure,
 * BREAK and RESUME are the gap nearest to the scheduled break; somebody who arrives nearer to OT than
 * to OUT has OT and DONE.
 */
export function orderedTimes(shift: MatchedShift, instance: ShiftInstance, direction: Direction): ShiftTimes {
  const { pairs, aside } = pairsOf(shift, instance, direction);
  const times = new TimesInOrder(instance, shift.policy);
  const { arrivals, departures, lastDepartures } = instance.shift;
  const overtime = firstOvertimePair(pairs, instance);
  const came = pairs[0]?.arrival ?? null;
  const arrivalColumn = came === null ? IN : nearestColumn(came.at, withoutOt(arrivals), instance);
  const breakAt = arrivalColumn === IN ? pairBeforeBreak(pairs, overtime, instance) : noBreak;
  for (let index = 0; index < pairs.length; index += 1) {
    const pair = pairs[index];
    if (pair === undefined) continue;
    const { arrival, departure } = pair;
    if (index >= overtime) {
      times.put(arrival, OT, index === overtime);
      times.put(departure, DONE, index === pairs.length - 1);
      continue;
    }
    times.put(arrival, index === 0 ? arrivalColumn : RESUME, index === 0 || index === breakAt + 1);
    let column = BREAK;
    const isLast = index === overtime - 1;
    if (departure !== null && isLast) {
      // Somebody who leaves for the break and stays away has left; somebody who has come back leaves for good.
      const left = index === 0 && arrivalColumn === IN ? departures : lastDepartures;
      column = nearestColumn(departure.at, left, instance);
      if (column === DONE && overtime < pairs.length) column = OUT;
    }
    times.put(departure, column, isLast || index === breakAt);
  }
  return { slots: times.slots, beyond: times.beyond, aside };
}

/** The times of a scheduled shift while they are put into its columns. */
class TimesInOrder {
  readonly slots: ByColumn<ColumnTime> = [null, null, null, null, null, null];
  beyond: ColumnTime[] = [];
  readonly #instance: ShiftInstance;
  readonly #policy: Policy;

  constructor(instance: ShiftInstance, policy: Policy) {
    this.#instance = instance;
    this.#policy = policy;
  }

  /** Puts a punch into a column that shows it, or beyond the columns, with the rounding of that column. */
  put(punch: TimedPunch | null, column: number, isShown: boolean): void {
    if (punch === null) return;
    const scheduled = isShown ? (this.#instance.at[column] ?? Number.NaN) : Number.NaN;
    const time = columnTime(punch, column, this.#policy, scheduled);
    if (isShown) this.slots[column] = time;
    else this.beyond = appended(this.beyond, time);
  }
}

/**
 * Arrivals and departures in turn. In mode `auto` the scheduled times say which half of an odd number is missing; in mode
 * `alternate` they do so only for a lone punch.
 */
function pairsOf(shift: MatchedShift, instance: ShiftInstance, direction: Direction): PairedPunches {
  const { policy, punches, planned } = shift;
  return policy.takesAllTerminals
    ? pairsOfCounted(punches, policy, planned, instance, direction)
    : pairsOfTerminals(shift, instance, direction);
}

/** The same where a column takes the punches of some terminals only. */
function pairsOfTerminals(
  { policy, punches: all, planned }: MatchedShift,
  instance: ShiftInstance,
  direction: Direction,
): PairedPunches {
  const counts = (punch: TimedPunch): boolean => countsFor(nearestOfAll(punch, instance), punch, policy);
  const counted = pairsOfCounted(all.filter(counts), policy, planned, instance, direction);
  const others = all.filter((punch) => !counts(punch));
  return {
    pairs: counted.pairs,
    aside: [...counted.aside, ...others.map((punch) => ({ punch, reason: 'column-terminal' as const }))],
  };
}

function pairsOfCounted(
  punches: readonly TimedPunch[],
  policy: Policy,
  planned: PlannedDay,
  instance: ShiftInstance,
  direction: Direction,
): PairedPunches {
  const isWhole = policy.hours === 'first-last' && punches.length > 1;
  if (direction !== 'alternate' || isWhole) return pairPunches(punches, direction, policy);
  const decides = policy.directionMode === 'auto' || punches.length === 1;
  return pairInTurn(punches, decides ? attendedHalf(instance, planned) : null, policy);
}

function nearestOfAll({ at }: TimedPunch, instance: ShiftInstance): number {
  return nearestColumn(at, instance.shift.scheduled, instance);
}

/** Arrivals and departures as pairs in the order of time, also after HR or a rule has set a column. */
export function pairTimes(slots: ByColumn<ColumnTime>, beyond: readonly ColumnTime[]): Pair<ColumnTime>[] {
  // Mostly the columns are in the order of time, and all that is there stands in them.
  return beyond.length === 0 ? pairsIn(slots, false) : pairsIn(sorted(slots, beyond), true);
}

function sorted(slots: ByColumn<ColumnTime>, beyond: readonly ColumnTime[]): ColumnTime[] {
  return [...slots.filter((slot) => slot !== null), ...beyond].sort(inTime);
}

/** @param times - empty columns may lie between them @param areSorted - whether they are known to be in the order of time */
function pairsIn(times: ByColumn<ColumnTime>, areSorted: boolean): Pair<ColumnTime>[] {
  let pairs: Pair<ColumnTime>[] = [];
  let before: ColumnTime | null = null;
  let arrival: ColumnTime | null = null;
  for (let i = 0; i < times.length; i += 1) {
    const time = times[i];
    if (time === null || time === undefined) continue;
    if (!areSorted && before !== null && inTime(before, time) > 0) return pairsIn(sorted(times, []), true);
    before = time;
    if (!arrivesIn(time.column)) {
      pairs = appended(pairs, { arrival, departure: time });
      arrival = null;
    } else {
      if (arrival !== null) pairs = appended(pairs, { arrival, departure: null });
      arrival = time;
    }
  }
  return arrival !== null ? appended(pairs, { arrival, departure: null }) : pairs;
}

/** Orders times as they happened; two of one second as their punches. */
function inTime(a: ColumnTime, b: ColumnTime): number {
  return a.at - b.at || (a.punch !== null && b.punch !== null ? compareInTime(a.punch, b.punch) : 0);
}

/** The first pair that begins nearer to OT than to OUT; the number of pairs where none does. */
function firstOvertimePair(pairs: readonly Pair<TimedPunch>[], instance: ShiftInstance): number {
  if (instance.shift.arrivals.at(-1) !== OT) return pairs.length;
  const first = pairs.findIndex(({ arrival }) => arrival !== null && nearestOfAll(arrival, instance) >= OT);
  return first === -1 ? pairs.length : first;
}

function withoutOt(arrivals: readonly number[]): readonly number[] {
  return arrivals.at(-1) === OT ? arrivals.slice(0, -1) : arrivals;
}

function offOf(left: number | undefined, from: number, back: number | undefined, to: number): number {
  const offLeft = Math.abs((left ?? Number.NaN) - from);
  const offBack = Math.abs((back ?? Number.NaN) - to);
  return left === undefined ? offBack * 2 : back === undefined ? offLeft * 2 : offLeft + offBack;
}

const noBreak = -2;

/** The pair after which the gap lies that is nearest to the scheduled break. */
function pairBeforeBreak(pairs: readonly Pair<TimedPunch>[], count: number, { at }: ShiftInstance): number {
  const from = at[BREAK] ?? Number.NaN;
  const to = at[RESUME] ?? Number.NaN;
  let nearest = noBreak;
  let least = Infinity;
  for (let index = 0; index + 1 < count; index += 1) {
    const left = pairs[index]?.departure?.at;
    const back = pairs[index + 1]?.arrival?.at;
    // Without a scheduled break nothing is near it; where one half of the gap is missing, the other stands for both.
    const off = offOf(left, from, back, to);
    if (off < least) {
      nearest = index;
      least = off;
    }
  }
  return nearest;
}
