/** Says whether what was read at one moment is recent enough for somebody who asked at another. @module */

import { epochOf, type Instant } from '#shared/time/wall-time.ts';

/** When somebody acts, and since when what is read must be up to date; without the latter it is read anew. */
export interface Freshness {
  now: Instant;
  since?: Instant | undefined;
}

/** How far the clocks of a queue and of a function may differ. */
const skewMilliseconds = 1_000;
/** No queue keeps a message for longer: one that seems older was sent by a clock that has nothing to do with ours. */
const longestWayMilliseconds = 4 * 86_400_000;

/** Whether something was read after somebody had asked, whichever of the two clocks is behind. */
export function isReadSince(readAt: Instant, { now, since }: Freshness): boolean {
  if (since === undefined) return false;
  const way = epochOf(now) - epochOf(since);
  if (way < 0 || way > longestWayMilliseconds) return false;
  return epochOf(readAt) - epochOf(since) >= skewMilliseconds;
}
