/** Tells arrivals from departures where no key does: they take turns, and where one is missing the schedule says which. @module */

import { arrivesIn, type TimedPunch } from '../model/index.ts';
import type { AttendedTimes } from '../plan/index.ts';
import { nearestColumn } from './fill-columns.ts';
import { givenSense } from './given-sense.ts';

/** 1 arrives, −1 leaves. */
export type Sense = 1 | -1;

const senses: readonly Sense[] = [1, -1];

// One missing punch outweighs everything that the schedule can say about the others.
const costOfMissing = 100;
// People forget the first or the last punch rather than one between, unless the scheduled times say so.
const costOfInnerMissing = 0.4;
// Where nothing tells, the last arrival is the one that stays open, and the first punch arrives.
const costOfMissingFirst = { scheduled: 1e-6, free: 0.5 };

/**
 * Section 3, without reliable keys: what each punch of a shift is. As few punches as possible are missing, so an even
 * number takes turns from an arrival on. Where the number is odd, the scheduled times say which half is missing; without
 * any the last arrival stays open. A direction that HR has given is always obeyed.
 * @param punches - of one shift in time order
 * @param times - scheduled times; `null` where there are none or they do not decide
 */
export function sensesOf(punches: readonly TimedPunch[], times: AttendedTimes | null): readonly Sense[] {
  let readings: Reading[] = [];
  for (const [index, punch] of punches.entries()) {
    const longer: Reading[] = [];
    for (const sense of senses) {
      if (givenSense(punch) === -sense) continue;
      const cost = times !== null ? costOf(punch, sense, times) : 0;
      const start: Reading = {
        cost:
          sense === 1
            ? cost
            : cost +
              costOfMissing +
              (times !== null ? costOfMissingFirst.scheduled : costOfMissingFirst.free),
        sense,
        before: null,
      };
      longer.push(index === 0 ? start : cheapestOf(readings.map((before) => follow(before, sense, cost))));
    }
    readings = longer;
  }
  const closed = readings.map((reading) =>
    reading.sense === 1 ? { ...reading, cost: reading.cost + costOfMissing } : reading,
  );
  const found: Sense[] = [];
  for (let reading: Reading | null = cheapestOf(closed); reading !== null; reading = reading.before)
    found.unshift(reading.sense);
  return found;
}

/** Whether the punches simply take turns: HR has said nothing, and none is missing or nothing tells which. */
export function isInTurn(punches: readonly TimedPunch[], times: AttendedTimes | null): boolean {
  if (punches.length % 2 !== 0 && times !== null) return false;
  for (let i = 0; i < punches.length; i += 1) {
    const punch = punches[i];
    if (punch !== undefined && givenSense(punch) !== 0) return false;
  }
  return true;
}

/** A way to read the punches so far. */
interface Reading {
  readonly cost: number;
  readonly sense: Sense;
  readonly before: Reading | null;
}

function follow(before: Reading, sense: Sense, cost: number): Reading {
  const missing = before.sense === sense ? costOfMissing + costOfInnerMissing : 0;
  return { cost: before.cost + cost + missing, sense, before };
}

function cheapestOf(readings: readonly Reading[]): Reading {
  return readings.reduce((best, reading) => (reading.cost < best.cost ? reading : best));
}

/** How far a punch is from being what a sense makes of it: 0 at a scheduled time of the sense, 1 at one of the other. */
function costOf({ at }: TimedPunch, sense: Sense, times: AttendedTimes): number {
  const { scheduled, arrivals, departures } = times.shift;
  const own = distance(at, sense === 1 ? arrivals : departures, times);
  const other = distance(at, sense === 1 ? departures : arrivals, times);
  const share = own + other === 0 ? 0.5 : own / (own + other);
  // The border between two columns decides, wherever HR has put it.
  const isNearest = senseOfColumn(nearestColumn(at, scheduled, times)) === sense;
  return isNearest ? Math.min(0.5, share) : Math.max(0.501, share);
}

function distance(at: number, columns: readonly number[], { at: times }: AttendedTimes): number {
  let least = Infinity;
  for (const column of columns) least = Math.min(least, Math.abs(at - (times[column] ?? Infinity)));
  return least;
}

/** Whether somebody arrives or leaves in a column. */
function senseOfColumn(column: number): Sense {
  return arrivesIn(column) ? 1 : -1;
}
