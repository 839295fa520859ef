/** Judges whether a long stretch between two punches without keys was work or rest, by the days around it. @module */

import { dayOfSeconds, daySeconds, midnightOf } from '#shared/time/clock-text.ts';
import { appended, type TimedPunch } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';

// A stretch up to this long is work where an arrival is open: nobody is expected back so soon.
const surelyWork = 21_600;
// Times of day this near to each other are the same habit: somebody arrives then, or leaves then, not both.
const sameTimeOfDay = 5_400;
const deepNight = 10_800;
const missingPunches = 2;
// The order of time is that of walls but for clocks that are put back and users who move: by no more than this.
const offInTime = 2 * daySeconds;
/** Days that say whether the first punch arrives: as many as are known however few are computed. */
const daysRead = 4;

const costOfMissing = 1;
const costOfContradiction = 0.5;
const costOfLongNight = 1.1;
// Decides only where nothing else does: rather flag a punch than pay a night.
const costOfAnHour = 0.001;
const impossible = 10;
// By day, and without other dates, less work alone says nothing: turns go on, and the last arrival stays open.
const leastByDay = 0.25;

/**
 * Whether the stretch before a punch was a rest, although an arrival is open. One forgotten punch must not turn nights
 * into work on the days after it. Every way to read the punches of the days around as arrivals and departures, with up
 * to two forgotten ones, is weighed: forgotten punches, and times of day at which the same person would once arrive and
 * once leave, make a reading less likely, and so does long work through the night; of two that are as likely the one with
 * less work is taken. The pairs before the stretch stay as they are.
 *
 * Looks at the dates of the two punches, the date before and the date after, and at nothing else, so that the answer does not
 * depend on how many days are computed.
 * @param punches - kept punches in time order
 * @param index - of the punch that ends the stretch
 * @param read - how the punches before have been read
 */
export function wasRest(
  punches: readonly TimedPunch[],
  index: number,
  policy: Policy,
  read: ReadSoFar,
): boolean {
  const last = punches[index - 1];
  const punch = punches[index];
  if (!last || !punch || policy.directionMode !== 'auto' || policy.restAfter === Infinity) return false;
  const stretch = punch.at - last.at;
  if (stretch <= surelyWork || isOrdinaryDay(punches, index, { last, punch }, policy)) return false;
  const around = daysAround(punches, index, { last, punch });
  const { first } = around;
  const end = index - first;
  const inTurn = costInTurn(around, first, end, policy, read);
  // Nothing speaks against turns that go on: whoever works long days does so on each of them.
  if (inTurn < costOfContradiction) return false;
  // What was read before the stretch stands; the stretch itself is work, or is not.
  const costWhere = (isWork: boolean, atMost: number): number =>
    cheapestReading(
      around,
      policy,
      missingPunches,
      (arrives, place) =>
        place < end
          ? agrees(read, arrives, first + place, place, end - 1)
          : place > end || (arrives[end - 1] === true && arrives[end] === false) === isWork,
      atMost,
    );
  const isDoubtful = stretch > policy.restAfter || isThroughTheNight(last.wall, punch.wall);
  const least = isDoubtful || hasOtherDates(around.walls) ? 0 : leastByDay;
  // Work costs no more than turns that go on: no rest that costs more has to be looked for.
  const rest = costWhere(false, inTurn - least);
  if (rest >= inTurn - least) return false;
  const work = costWhere(true, Infinity);
  return work >= costOfContradiction && rest < work - least;
}

/**
 * Whether the first punches that are known begin in the middle of work, so that the first one leaves; `null` where both
 * ways to read them are as likely.
 * @param punches - kept punches in time order
 * @param from - wall seconds of the midnight from which on punches are known
 */
export function leavesFirst(punches: readonly TimedPunch[], from: number, policy: Policy): boolean | null {
  if ((punches[0]?.wall ?? 0) - from > policy.maxShift) return null;
  const to = from + daysRead * daySeconds;
  const walls: number[] = [];
  for (const { wall } of punches) if (wall < to) walls.push(wall);
  const around = { walls, from, to, alike: alikeIn(walls) };
  const costWhere = (arrivesFirst: boolean): number =>
    cheapestReading(around, policy, 1, (arrives, place) => place > 0 || arrives[0] === arrivesFirst);
  const arrives = costWhere(true);
  const leaves = costWhere(false);
  return arrives === leaves ? null : leaves < arrives;
}

/** How punches have been read already, by place. */
export interface ReadSoFar {
  /** Whether a punch of a complete pair arrives; nothing for others. */
  readonly arrives: readonly (boolean | undefined)[];
  /** Whether the stretch before a punch was found to be a rest. */
  readonly afterRest: readonly (true | undefined)[];
}

/**
 * Whether a way to read the days around agrees with what was read before the stretch, at one of their punches.
 * @param index - the place of the punch in the list of all
 * @param place - its place among those around
 * @param begin - the place of the punch before the stretch, whose sense is open
 */
function agrees(
  read: ReadSoFar,
  arrives: readonly boolean[],
  index: number,
  place: number,
  begin: number,
): boolean {
  const sense = place < begin ? read.arrives[index] : undefined;
  if (sense !== undefined && sense !== arrives[place]) return false;
  return !(read.afterRest[index] && arrives[place - 1] === true && arrives[place] === false);
}

/**
 * What it costs to read the punches around as turns that go on, with the stretch as work; Infinity where that is not how
 * the punches before it were read.
 * @param end - the place of the punch that ends the stretch among those around, of which `first` is the first
 */
function costInTurn(around: Around, first: number, end: number, policy: Policy, read: ReadSoFar): number {
  const { walls, alike } = around;
  const arrives = walls.map((_, place) => (end - place) % 2 !== 0);
  let cost = 0;
  for (let place = 0; place < walls.length; place += 1) {
    if (place < end && !agrees(read, arrives, first + place, place, end - 1)) return Infinity;
    cost += contradictionsOf(alike[place] ?? noPlaces, arrives, place) * costOfContradiction;
  }
  return cost + costOfWork(around, arrives, policy);
}

function hasOtherDates(walls: readonly number[]): boolean {
  return dayOfSeconds(walls[0] ?? 0) !== dayOfSeconds(walls.at(-1) ?? 0);
}

/** The ordinary day, for which nobody asks: not long, not through the night, and between longer rests. */
function isOrdinaryDay(
  punches: readonly TimedPunch[],
  index: number,
  { last, punch }: Stretch,
  { restAfter }: Policy,
): boolean {
  const stretch = punch.at - last.at;
  const before = last.at - (punches[index - 2]?.at ?? Number.NEGATIVE_INFINITY);
  const after = (punches[index + 1]?.at ?? Infinity) - punch.at;
  return (
    stretch <= restAfter && stretch < before && stretch < after && !isThroughTheNight(last.wall, punch.wall)
  );
}

/** A stretch between two punches: the one before it and the one that ends it. */
interface Stretch {
  readonly last: TimedPunch;
  readonly punch: TimedPunch;
}

/** The punches of the days around a stretch. Wall seconds. */
interface Around {
  readonly walls: readonly number[];
  readonly from: number;
  readonly to: number;
  /** By place: the places of punches on dates before at about the same time of day. */
  readonly alike: readonly (readonly number[])[];
}

/** @returns with the place of the first punch in the list of all */
function daysAround(
  punches: readonly TimedPunch[],
  index: number,
  { last, punch }: Stretch,
): Around & { readonly first: number } {
  const from = midnightOf(last.wall) - daySeconds;
  const to = midnightOf(punch.wall) + 2 * daySeconds;
  let first = index;
  for (let i = index - 1; i >= 0; i -= 1) {
    const { wall } = punches[i] ?? last;
    if (wall < from - offInTime) break;
    if (wall >= from) first = i;
  }
  let end = index;
  for (let i = index; i < punches.length; i += 1) {
    const { wall } = punches[i] ?? punch;
    if (wall >= to + offInTime) break;
    if (wall < to) end = i;
  }
  const walls: number[] = [];
  for (let i = first; i <= end; i += 1) walls.push(punches[i]?.wall ?? 0);
  return { walls, from, to, first, alike: alikeIn(walls) };
}

/**
 * What the cheapest way to read the punches costs.
 * @param most - punches that may be missing
 * @param isMeant - whether a way is looked at, as far as it has come: up to a place
 * @param atMost - ways that cost as much or more are not looked for: then this is returned
 */
function cheapestReading(
  around: Around,
  policy: Policy,
  most: number,
  isMeant: (arrives: readonly boolean[], place: number) => boolean,
  atMost = Infinity,
): number {
  const { walls, alike } = around;
  const arrives = walls.map(() => false);
  let least = atMost;
  const read = (place: number, sense: boolean, missing: number, spent: number): void => {
    arrives[place] = sense;
    if (!isMeant(arrives, place)) return;
    const cost = spent + contradictionsOf(alike[place] ?? noPlaces, arrives, place) * costOfContradiction;
    if (cost >= least) return;
    const next = place + 1;
    if (next === walls.length) {
      if (missing === 0) least = Math.min(least, cost + costOfWork(around, arrives, policy));
      return;
    }
    read(next, !sense, missing, cost);
    // A second punch of one sense leaves one missing, here or later.
    if (missing > 0) read(next, sense, missing - 1, cost);
  };
  // Fewest missing punches first: once a way is cheaper than one more of them, none of the others can be.
  for (let missing = 0; missing <= most && missing * costOfMissing < least; missing += 1) {
    for (const sense of [true, false]) read(0, sense, missing, missing * costOfMissing);
  }
  return least;
}

const noPlaces: readonly number[] = [];

/** What the work costs that a way reads, and what is missing at both ends. */
function costOfWork(
  { walls, from, to }: Around,
  arrives: readonly boolean[],
  { maxShift, restAfter }: Policy,
): number {
  const first = walls[0] ?? 0;
  const last = walls.at(-1) ?? 0;
  let cost = 0;
  const addWork = (begin: number, end: number): void => {
    const seconds = end - begin;
    cost += (seconds / 3_600) * costOfAnHour;
    if (seconds > restAfter && isThroughTheNight(begin, end)) cost += costOfLongNight;
    if (seconds > maxShift) cost += impossible;
  };
  // What was begun before the days around, or is ended after them, is not known to miss anything.
  if (!arrives[0]) {
    if (first - from > maxShift) cost += costOfMissing;
    else addWork(from, first);
  }
  if (arrives.at(-1)) {
    if (to - last > maxShift) cost += costOfMissing;
    else addWork(last, to);
  }
  for (let i = 1; i < walls.length; i += 1) {
    if (arrives[i - 1] && !arrives[i]) addWork(walls[i - 1] ?? 0, walls[i] ?? 0);
  }
  return cost;
}

/** Whether somebody is at work at three in the morning. Wall seconds. */
function isThroughTheNight(begin: number, end: number): boolean {
  const three = Math.ceil((begin - deepNight) / daySeconds) * daySeconds + deepNight;
  return three < end;
}

/** How often the time of day of a punch is an arrival on its date and a departure on one before it, or the reverse. */
function contradictionsOf(alike: readonly number[], arrives: readonly boolean[], place: number): number {
  const sense = arrives[place];
  let count = 0;
  for (let i = 0; i < alike.length; i += 1) if (arrives[alike[i] ?? 0] !== sense) count += 1;
  return count;
}

/** By place: the places of punches on dates before at about the time of day of the punch. */
function alikeIn(walls: readonly number[]): (readonly number[])[] {
  return walls.map((wall, place) => alikeBefore(walls, wall, place));
}

function alikeBefore(walls: readonly number[], wall: number, place: number): readonly number[] {
  let alike: number[] | null = null;
  for (let i = 0; i < place; i += 1) {
    const apart = wall - (walls[i] ?? 0);
    const days = Math.round(apart / daySeconds);
    if (days > 0 && Math.abs(apart - days * daySeconds) <= sameTimeOfDay) alike = appended(alike ?? [], i);
  }
  return alike ?? noPlaces;
}
