/** Decides how in and out are told apart in a shift, and which punches take part when keys decide. @module */

import { noneAside, type SetAside, type TimedPunch } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';
import { givenSense } from './given-sense.ts';
import { repeatedWithin } from './repeated.ts';

/** How in and out are told apart in a shift. */
export type Direction = 'alternate' | 'status' | 'first-last';

/**
 * Section 3: which mode decides for a shift. `auto` goes by the keys where they are consistent: every punch has one,
 * the first arrives, no arrival follows an arrival, and a departure was keyed at a terminal.
 */
export function resolveDirection(policy: Policy, punches: readonly TimedPunch[]): Direction {
  if (policy.directionMode !== 'auto') return policy.directionMode;
  let previous = -1;
  let leaves = false;
  for (let i = 0; i < punches.length; i += 1) {
    const { flow = 0, correctionId = null } = punches[i] ?? {};
    if (flow === 0 || (flow > 0 && previous > 0) || (i === 0 && flow < 0)) return 'alternate';
    if (flow < 0 && correctionId === null) leaves = true;
    previous = flow;
  }
  return leaves ? 'status' : 'alternate';
}

/** Punches that take part, and those that do not. */
export interface Taken {
  readonly taken: readonly TimedPunch[];
  readonly aside: readonly SetAside[];
}

/** Every punch takes part. */
export function allOf(punches: readonly TimedPunch[]): Taken {
  return { taken: punches, aside: noneAside };
}

/**
 * The punches that are left when the keys decide: without those that have no direction, without departures before the
 * first arrival, without the later of two arrivals, and of two departures the later one. One that follows at once only
 * repeats the other; where time lies between, a punch was forgotten, and the pay is in doubt.
 */
export function takeByStatus(punches: readonly TimedPunch[]): Taken {
  const taken: TimedPunch[] = [];
  const aside: SetAside[] = [];
  const somebodyArrives = punches.some((punch) => punch.flow > 0);
  for (const punch of punches) {
    const last = taken.at(-1);
    if (punch.flow === 0) aside.push({ punch, reason: 'no-direction', inDoubt: true });
    else if (punch.flow > 0) {
      if (last !== undefined && last.flow > 0)
        aside.push({ punch, reason: 'second-in', inDoubt: !isRepeated(last, punch) });
      else taken.push(punch);
    } else if (last === undefined) {
      if (somebodyArrives) aside.push({ punch, reason: 'leading-out', inDoubt: true });
      else taken.push(punch);
    } else {
      if (last.flow < 0) {
        aside.push({ punch: last, reason: 'replaced', inDoubt: !isRepeated(last, punch) });
        taken.pop();
      }
      taken.push(punch);
    }
  }
  return { taken, aside };
}

function isRepeated(first: TimedPunch, second: TimedPunch): boolean {
  return second.at - first.at <= repeatedWithin;
}

/**
 * The first punch that may arrive and the last one that may leave, by what HR has said about the times that they added;
 * those between are for information.
 */
export function takeFirstAndLast(punches: readonly TimedPunch[]): Taken {
  const first = punches.find((punch) => givenSense(punch) >= 0);
  const last = punches.findLast((punch) => givenSense(punch) <= 0);
  const taken = punches.filter((punch) => punch === first || punch === last);
  if (taken.length === punches.length) return allOf(punches);
  const between = punches.filter((punch) => punch !== first && punch !== last);
  return { taken, aside: between.map((punch) => ({ punch, reason: 'informative' })) };
}
