/** Pairs arrivals with departures in the order of time. @module */

import { noneAside, type TimedPunch } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';
import { type Direction, type Taken, takeByStatus, takeFirstAndLast } from './direction.ts';
import type { Pair, PairedPunches } from './pair.ts';
import { pairInTurn } from './pair-in-turn.ts';

/**
 * Section 3, pairs in order.
 * @param punches - of one shift in time order
 */
export function pairPunches(
  punches: readonly TimedPunch[],
  direction: Direction,
  policy: Policy,
): PairedPunches {
  const { hours } = policy;
  if (direction === 'alternate' && hours === 'pairs') return pairInTurn(punches, null, policy);
  if (direction === 'status') {
    const { taken, aside } = takeByStatus(punches);
    return { pairs: pairByFlow(taken), aside };
  }
  const { taken, aside } =
    direction === 'first-last' ? takeFirstAndLast(punches) : endingWithDeparture(punches);
  const pairs: Pair<TimedPunch>[] = [];
  for (let i = 0; i < taken.length; i += 2) {
    pairs.push({ arrival: taken[i] ?? null, departure: taken[i + 1] ?? null });
  }
  return { pairs, aside };
}

/** Where the hours run from the first punch to the last one, the last one leaves: the one before an odd last says nothing. */
function endingWithDeparture(punches: readonly TimedPunch[]): Taken {
  const beforeLast = punches.at(-2);
  if (punches.length % 2 === 0 || beforeLast === undefined) return { taken: punches, aside: noneAside };
  return {
    taken: punches.filter((punch) => punch !== beforeLast),
    aside: [{ punch: beforeLast, reason: 'informative' }],
  };
}

/** Arrivals and departures take turns here; only the very first may be a departure. */
function pairByFlow(taken: readonly TimedPunch[]): Pair<TimedPunch>[] {
  const pairs: Pair<TimedPunch>[] = [];
  let arrival: TimedPunch | null = null;
  for (const punch of taken) {
    if (punch.flow > 0) arrival = punch;
    else {
      pairs.push({ arrival, departure: punch });
      arrival = null;
    }
  }
  if (arrival !== null) pairs.push({ arrival, departure: null });
  return pairs;
}
