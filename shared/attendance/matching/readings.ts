/** Weighs the ways in which punches without keys can be read as arrivals and departures. @module */

import { daySeconds, midnightOf } from '#shared/time/clock-text.ts';
import type { Policy } from '../rules/index.ts';

// Times of day this near to each other are the same habit: somebody arrives then, or leaves then, not both.
const sameTimeOfDay = 5_400;
const deepNight = 10_800;

const costOfMissing = 1;
/** What two times of day cost that are alike, of which one arrives and the other leaves. */
export const costOfContradiction = 0.5;
const costOfLongNight = 1.1;
// Decides only where nothing else does: rather flag a punch than pay a night.
const costOfAnHour = 0.001;
const impossible = 10;

/** What is known of punches before they are read, by their places; nothing for most of them. */
export interface Known {
  /** Whether a punch arrives. */
  readonly arrives: readonly (boolean | undefined)[];
  /** Whether the stretch before a punch was a rest. */
  readonly afterRest: readonly (boolean | undefined)[];
}

/**
 * A way to read punches: they arrive and leave in turn, but for up to two places at which a punch is missing, so that
 * two in a row have one sense.
 */
interface Reading {
  /** 0 where the first punch arrives, 1 where it leaves. */
  readonly turn: number;
  /** Places of the punches in front of which one is missing, in order; the number of punches where none is. */
  readonly first: number;
  readonly second: number;
}

/** Whether a punch arrives by a way to read them. */
function arrivesAt(place: number, { turn, first, second }: Reading): boolean {
  return ((place ^ turn ^ (place < first ? 0 : 1) ^ (place < second ? 0 : 1)) & 1) === 0;
}

/** The punches of some days in a row. Wall seconds. */
export class PunchesOfDays {
  readonly walls: readonly number[];
  readonly #from: number;
  readonly #to: number;
  readonly #habits: Habits;

  /**
   * @param walls - in the order in which the punches were made
   * @param from - the midnight at which the days begin
   * @param to - the midnight at which they end
   */
  constructor(walls: readonly number[], from: number, to: number) {
    this.walls = walls;
    this.#from = from;
    this.#to = to;
    this.#habits = new Habits(walls);
  }

  /**
   * What it costs that nothing is missing; Infinity where that is not what is known.
   * @param turn - 0 where the first punch arrives, 1 where it leaves
   */
  costInTurn(turn: number, known: Known, policy: Policy): number {
    const { length } = this.walls;
    if (reachOf(known, length, turn)[0] !== length) return Infinity;
    const reading = { turn, first: length, second: length };
    return this.#costOfHabits(length, length) + this.#costOfWork(reading, policy);
  }

  /**
   * What the cheapest way to read the punches costs.
   * @param most - punches that may be missing: one or two
   * @param atMost - ways that cost as much or more are not looked for: then this is returned
   */
  cheapest(known: Known, policy: Policy, most: number, atMost = Infinity): number {
    const { length } = this.walls;
    const reach = [reachOf(known, length, 0), reachOf(known, length, 1)] as const;
    let least = atMost;
    for (let turn = 0; turn <= 1; turn += 1) {
      const [own, other] = turn === 0 ? reach : [reach[1], reach[0]];
      // From the last place on: ways in which fewer punches are missing come first, and are mostly the cheapest.
      for (let first = own[0] ?? 0; first > 0; first -= 1) {
        for (let second = other[first] ?? 0; second > first || second === length; second -= 1) {
          const missing = (first < length ? 1 : 0) + (second < length ? 1 : 0);
          if (missing > most || missing * costOfMissing >= least) break;
          if (own[second] !== length) continue;
          const cost = missing * costOfMissing + this.#costOfHabits(first, second);
          if (cost >= least) continue;
          least = Math.min(least, cost + this.#costOfWork({ turn, first, second }, policy));
        }
      }
    }
    return least;
  }

  #costOfHabits(first: number, second: number): number {
    return this.#habits.contradictions(first, second) * costOfContradiction;
  }

  /** What the work costs that a way reads, and what is missing at both ends. */
  #costOfWork(reading: Reading, { maxShift, restAfter }: Policy): number {
    const { walls } = this;
    const first = walls[0] ?? 0;
    const last = walls.at(-1) ?? 0;
    let cost = 0;
    const addWork = (begin: number, end: number): void => {
      const seconds = end - begin;
      cost += (seconds / 3_600) * costOfAnHour;
      if (seconds > restAfter && isThroughTheNight(begin, end)) cost += costOfLongNight;
      if (seconds > maxShift) cost += impossible;
    };
    // What was begun before the days, or is ended after them, is not known to miss anything.
    if (!arrivesAt(0, reading)) {
      if (first - this.#from > maxShift) cost += costOfMissing;
      else addWork(this.#from, first);
    }
    if (arrivesAt(walls.length - 1, reading)) {
      if (this.#to - last > maxShift) cost += costOfMissing;
      else addWork(last, this.#to);
    }
    for (let i = 1; i < walls.length; i += 1) {
      if (arrivesAt(i - 1, reading) && !arrivesAt(i, reading)) addWork(walls[i - 1] ?? 0, walls[i] ?? 0);
    }
    return cost;
  }
}

/**
 * By place, how far punches that arrive and leave in turn from there on agree with what is known: the place of the first
 * one that does not, or their number.
 * @param turn - 0 where punches at even places arrive, 1 where they leave
 */
function reachOf({ arrives, afterRest }: Known, length: number, turn: number): readonly number[] {
  const reach = new Array<number>(length + 1).fill(length);
  let far = length;
  for (let place = length - 1; place >= 0; place -= 1) {
    const isArrival = ((place ^ turn) & 1) === 0;
    const sense = arrives[place];
    if (isArrival && afterRest[place + 1]) far = place + 1;
    if (sense !== undefined && sense !== isArrival) far = place;
    reach[place] = far;
  }
  return reach;
}

/** Whether somebody is at work at three in the morning. Wall seconds. */
export function isThroughTheNight(begin: number, end: number): boolean {
  const three = Math.ceil((begin - deepNight) / daySeconds) * daySeconds + deepNight;
  return three < end;
}

/** Times of day of one person that are alike on different dates, and how often a way to read them contradicts itself. */
class Habits {
  readonly #length: number;
  /**
   * Sums over pairs of punches that are alike: 1 where both have one sense in turn, −1 where they have not, so that a sum is
   * what it adds when each of its pairs is read the other way round. At `i * (length + 1) + j` that of the pairs of which the
   * earlier lies before place `i` and the later before place `j`.
   */
  readonly #sums: readonly number[];
  /** Pairs that contradict each other in turn. */
  readonly #inTurn: number;

  constructor(walls: readonly number[]) {
    const { length } = walls;
    const width = length + 1;
    const ofDay = walls.map((wall) => wall - midnightOf(wall));
    const sums = new Array<number>(width * width).fill(0);
    let contradictions = 0;
    for (let early = 0; early < length; early += 1) {
      let ofRow = 0;
      // No sum is asked for of which the earlier place lies behind the later one.
      for (let late = early; late < length; late += 1) {
        if (late > early && areAlike(walls, ofDay, early, late)) {
          const differs = (early ^ late) & 1;
          contradictions += differs;
          ofRow += 1 - 2 * differs;
        }
        sums[(early + 1) * width + late + 1] = (sums[early * width + late + 1] ?? 0) + ofRow;
      }
    }
    this.#length = length;
    this.#sums = sums;
    this.#inTurn = contradictions;
  }

  /**
   * How often of two times of day that are alike one arrives and the other leaves. The punches from the first place up to the
   * second have the other sense than in turn: what has changed is their pairs with all others.
   */
  contradictions(first: number, second: number): number {
    const length = this.#length;
    // Pairs with one of them between the places: those that begin there, and those that end there, less those within.
    const begun = this.#sum(second, length) - this.#sum(first, length);
    const ended = this.#sum(second, second) - this.#sum(first, first);
    const within = this.#sum(second, second) - this.#sum(first, second);
    return this.#inTurn + begun + ended - 2 * within;
  }

  #sum(earlier: number, later: number): number {
    return this.#sums[earlier * (this.#length + 1) + later] ?? 0;
  }
}

/** Whether two punches were made at about the same time of day on two dates. */
function areAlike(walls: readonly number[], ofDay: readonly number[], early: number, late: number): boolean {
  const apart = Math.abs((ofDay[late] ?? 0) - (ofDay[early] ?? 0));
  if (apart > sameTimeOfDay && apart < daySeconds - sameTimeOfDay) return false;
  return (walls[late] ?? 0) - (walls[early] ?? 0) >= daySeconds / 2;
}
