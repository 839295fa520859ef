/** Says by times alone which bridges and terminals are silent, and which bridges somebody is waiting for. @module */

import type { Bridge } from '#shared/contract/bridges.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import { contactMilliseconds } from '#shared/iclock/host.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { Stores } from '../../store/index.ts';
import type { Actor } from '../actor.ts';

/** How often a bridge reports when nothing happens, in seconds. */
export const idleBeatSeconds = 60;
/**
 * How often an idle terminal that pushes to the cloud asks for commands, in seconds: less often than on a LAN, because every
 * request costs money.
 */
export const idlePollSeconds = 30;
/** Reports or polls that somebody has to miss before they count as silent. */
const missed = 3;

/** Since when somebody who was last heard of at an instant is silent; `undefined` while they are not. */
function silentAfter(milliseconds: number, lastSeenAt: Instant, now: Instant): Instant | undefined {
  return epochOf(now) - epochOf(lastSeenAt) > milliseconds ? lastSeenAt : undefined;
}

/** What is known of a bridge or a terminal by the times at which it was heard of. */
export interface Presence {
  state: 'online' | 'silent' | 'never-seen';
  lastSeenAt?: Instant;
  /** Of a silent one: when it was last heard of. */
  silentSince?: Instant;
}

function presence(lastSeenAt: Instant | undefined, milliseconds: number, now: Instant): Presence {
  if (lastSeenAt === undefined) return { state: 'never-seen' };
  const silentSince = silentAfter(milliseconds, lastSeenAt, now);
  if (silentSince === undefined) return { state: 'online', lastSeenAt };
  return { state: 'silent', lastSeenAt, silentSince };
}

/** Whether a bridge is heard of. */
export function presenceOfBridge({ lastSeenAt }: Pick<Bridge, 'lastSeenAt'>, now: Instant): Presence {
  return presence(lastSeenAt, missed * idleBeatSeconds * 1000, now);
}

/**
 * Whether a terminal is heard of that pushes to the cloud.
 * @param lastContactAt - epoch milliseconds of its last contact, which is noted once a minute
 */
export function presenceOfPush(lastContactAt: number | undefined, now: Instant): Presence {
  const lastSeenAt = lastContactAt === undefined ? undefined : instantFromEpoch(lastContactAt);
  return presence(lastSeenAt, missed * idlePollSeconds * 1000 + contactMilliseconds, now);
}

/**
 * Notes that a terminal that pushes calls again after it was silent. Requests that come at once
 * may note the return twice, which says the same.
 * @param lastContactAt - epoch milliseconds of its contact before @param now - epoch milliseconds of this one
 */
export async function notePushReturn(
  { terminalEvents }: Stores,
  serial: Serial,
  lastContactAt: number | undefined,
  now: number,
): Promise<void> {
  const at = instantFromEpoch(now);
  const { silentSince } = presenceOfPush(lastContactAt, at);
  if (silentSince === undefined) return;
  await terminalEvents.add(serial, { at: silentSince, kind: 'away' });
  await terminalEvents.add(serial, { at, kind: 'online' });
}

/** The better of two: a terminal that is read by a bridge and pushes as well is silent when nothing is heard either way. */
export function bestPresence(presences: readonly Presence[]): Presence | undefined {
  const rank = ({ state, lastSeenAt }: Presence) =>
    `${state === 'online' ? 1 : 0}${lastSeenAt === undefined ? '' : lastSeenAt}`;
  return presences.toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1))[0];
}

/** What the API shows of a terminal's presence: where it is not online, its bridge's last word no longer counts. */
export function shownPresence(
  found: Presence | undefined,
): Pick<Terminal, 'reported' | 'silentSince' | 'lastSeenAt'> {
  if (found === undefined || found.state === 'online') {
    return found?.lastSeenAt === undefined ? {} : { lastSeenAt: found.lastSeenAt };
  }
  const { state, ...times } = found;
  return { reported: state, ...times };
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
