/** Finds the instants of a terminal's wall times, with the log's order to settle the hour that comes twice. @module */

import { instantOf, wallSeconds } from './clock-text.ts';
import type { Instant, WallTime } from './wall-time.ts';
import type { Zone } from './zone.ts';

/**
 * The instants of one terminal's wall times, read in the order of its log. In the hour that comes twice, a time stands
 * for its first occurrence until the log goes back behind an earlier entry; from there on it stands for the second.
 * An entry far outside that hour (a clock that was wrong) says nothing about it.
 * @param walls - wall times in log order
 * @param previous - instant of the entry that precedes them in the log, when known
 * @returns an instant for each wall time, in the same order; a time in the gap of spring is moved forward by the gap
 */
export function instantsInLogOrder(
  walls: readonly WallTime[],
  zone: Zone,
  previous: number = Number.NEGATIVE_INFINITY,
): Instant[] {
  let last = previous;
  return walls.map((text) => {
    const wall = wallSeconds(text);
    const earlier = zone.toEpoch(wall, 'earlier');
    const later = zone.toEpoch(wall, 'later');
    const firstHourIsOver = earlier < last && last <= later + (later - earlier);
    last = firstHourIsOver ? later : earlier;
    return instantOf(last);
  });
}
