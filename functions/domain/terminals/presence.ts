/** Says which bridges are silent, and which of them somebody is waiting for. @module */

import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { Actor } from '../actor.ts';

/** How often a bridge reports when nothing happens, in seconds. */
export const idleBeatSeconds = 60;
/** Reports that a bridge has to miss before it counts as silent. */
const missedBeats = 3;

/** Since when somebody who was last heard of at an instant is silent; `undefined` while it is not. */
export function silentSince(lastSeenAt: Instant | undefined, now: Instant): Instant | undefined {
  if (lastSeenAt === undefined) return undefined;
  return epochOf(now) - epochOf(lastSeenAt) > missedBeats * idleBeatSeconds * 1000 ? lastSeenAt : undefined;
}

/** Somebody who has looked at a bridge this recently may be about to order a download. */
const watchedMilliseconds = 120_000;
/** That somebody looks is noted at most this often, which avoids a write for every request. */
const notedEveryMilliseconds = 30_000;
/** Whoever looks at more bridges than these looks at none of them in particular. */
const mostWatched = 10;
/** Who may order a download. Integrations are left out: they call all day and would keep bridges asking. */
const people: readonly Actor['role'][] = ['hr', 'admin'];

/**
 * Whether somebody may be waiting for what a bridge does next: a person has just looked at it or at its terminals, or has
 * just set it up. Others of the organisation go on at their own pace.
 */
export function isWatched({ watchedAt, enrolledAt }: StoredBridge, now: Instant): boolean {
  return [watchedAt, enrolledAt].some(
    (at) => at !== undefined && Math.abs(epochOf(now) - epochOf(at)) < watchedMilliseconds,
  );
}

/** Notes that the actor looks at some bridges, if it is a person: they ask for tasks more often then. */
export async function watchBridges(
  { stores, role, now }: Actor,
  bridges: readonly StoredBridge[],
): Promise<void> {
  if (!people.includes(role) || bridges.length > mostWatched) return;
  const due = bridges.filter(
    ({ watchedAt, state }) =>
      state === 'active' &&
      (watchedAt === undefined || epochOf(now) - epochOf(watchedAt) >= notedEveryMilliseconds),
  );
  await Promise.all(due.map(({ id }) => stores.bridges.watch(id, now)));
}
