import type { TimedPunch } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';
import { type Direction, takeByStatus } from './direction.ts';

/** An arrival and its departure; a half that is missing is `null`. */
export interface Pair<T> {
  readonly arrival: T | null;
  readonly departure: T | null;
}

/**
 * Section 3, pairs in order. Punches that take no part are marked.
 * @param punches - of one shift in time order
 */
export function pairPunches(
  punches: readonly TimedPunch[],
  direction: Direction,
  hours: Policy['hours'],
): Pair<TimedPunch>[] {
  if (direction === 'first-last') return pairFirstAndLast(punches);
  if (direction === 'status') return pairByFlow(takeByStatus(punches));
  const taken = hours === 'first-last' ? endingWithDeparture(punches) : punches;
  const pairs: Pair<TimedPunch>[] = [];
  for (let i = 0; i < taken.length; i += 2) {
    pairs.push({ arrival: taken[i] ?? null, departure: taken[i + 1] ?? null });
  }
  return pairs;
}

/** Where the hours run from the first punch to the last one, the last one leaves: the one before an odd last says nothing. */
function endingWithDeparture(punches: readonly TimedPunch[]): readonly TimedPunch[] {
  const beforeLast = punches.at(-2);
  if (punches.length % 2 === 0 || !beforeLast) return punches;
  beforeLast.ignored = 'informative';
  return punches.filter((punch) => punch !== beforeLast);
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
  if (arrival) pairs.push({ arrival, departure: null });
  return pairs;
}

function pairFirstAndLast(punches: readonly TimedPunch[]): Pair<TimedPunch>[] {
  const arrival = punches[0];
  if (!arrival) return [];
  const departure = punches.length > 1 ? (punches.at(-1) ?? null) : null;
  for (const punch of punches) {
    if (punch !== arrival && punch !== departure) punch.ignored = 'informative';
  }
  return [{ arrival, departure }];
}
