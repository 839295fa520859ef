/** Says by times alone which bridges, and so which of their terminals, are silent. @module */

import { epochOf, type Instant } from '#shared/time/wall-time.ts';

/** How often a bridge reports when nothing happens, in seconds. */
export const idleBeatSeconds = 15;
/** Reports that a bridge has to miss before it counts as silent. */
const missedBeats = 3;

/** Since when somebody who was last heard of at an instant is silent; `undefined` while it is not. */
export function silentSince(lastSeenAt: Instant | undefined, now: Instant): Instant | undefined {
  if (lastSeenAt === undefined) return undefined;
  return epochOf(now) - epochOf(lastSeenAt) > missedBeats * idleBeatSeconds * 1000 ? lastSeenAt : undefined;
}
