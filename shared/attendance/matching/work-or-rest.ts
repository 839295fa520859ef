/** Judges whether a long stretch between two punches without keys was work or rest, by the days around it. @module */

import { dayOfSeconds, daySeconds, midnightOf } from '#shared/time/clock-text.ts';
import type { TimedPunch } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';
import { costOfContradiction, isThroughTheNight, PunchesOfDays } from './readings.ts';

// A stretch up to this long is work where an arrival is open: nobody is expected back so soon.
const surelyWork = 21_600;
const missingPunches = 2;
// Nobody comes and goes so often in the days around: a terminal that repeats itself has no habits, and what a question about
// them costs grows with the third power of their number (300 punches: 60 ms, 1,000: two seconds).
const mostPunches = 300;
// The order of time is that of walls but for clocks that are put back and users who move: by no more than this.
const offInTime = 2 * daySeconds;
/** Days that say whether the first punch arrives: as many as are known however few are computed. */
const daysRead = 4;

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
 * depend on how many days are computed. Of more than three hundred punches turns go on.
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
  if (
    last === undefined ||
    punch === undefined ||
    policy.directionMode !== 'auto' ||
    policy.restAfter === Infinity
  )
    return false;
  const stretch = punch.at - last.at;
  if (stretch <= surelyWork || isOrdinaryDay(punches, index, { last, punch }, policy)) return false;
  const around = daysAround(punches, index, { last, punch });
  if (around === null) return false;
  const { days, first } = around;
  const end = index - first;
  // What was read before the stretch stands, but for the punch in front of it, whose sense is open.
  const arrives = read.arrives.slice(first, index - 1);
  const afterRest = read.afterRest.slice(first, index);
  // The punch that ends the stretch leaves.
  const inTurn = days.costInTurn(end % 2 === 0 ? 1 : 0, { arrives, afterRest }, policy);
  // Nothing speaks against turns that go on: whoever works long days does so on each of them.
  if (inTurn < costOfContradiction) return false;
  const isDoubtful = stretch > policy.restAfter || isThroughTheNight(last.wall, punch.wall);
  const least = isDoubtful || hasOtherDates(days.walls) ? 0 : leastByDay;
  // Work costs no more than turns that go on: no rest that costs more has to be looked for.
  const asRest = { arrives, afterRest: withKnown(afterRest, end, true) };
  const rest = days.cheapest(asRest, policy, missingPunches, inTurn - least);
  if (rest >= inTurn - least) return false;
  const asWork = { arrives: withKnown(withKnown(arrives, end - 1, true), end, false), afterRest };
  const work = days.cheapest(asWork, policy, missingPunches);
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
  if (walls.length > mostPunches) return null;
  const days = new PunchesOfDays(walls, from, to);
  const costWhere = (arrives: boolean): number =>
    days.cheapest({ arrives: [arrives], afterRest: [] }, policy, 1);
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

/** A list by place in which one place more is known. */
function withKnown<T>(list: readonly (T | undefined)[], place: number, value: T): (T | undefined)[] {
  const longer = list.slice();
  longer[place] = value;
  return longer;
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

/**
 * The punches of the days around a stretch; `null` where they are too many to be somebody's habits, and turns go on.
 * @returns with the place of the first of them in the list of all
 */
function daysAround(
  punches: readonly TimedPunch[],
  index: number,
  { last, punch }: Stretch,
): { readonly days: PunchesOfDays; readonly first: number } | null {
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
  if (end - first >= mostPunches) return null;
  const walls = punches.slice(first, end + 1).map(({ wall }) => wall);
  return { days: new PunchesOfDays(walls, from, to), first };
}
