/** A reader goes through the changes of an organisation, from wherever it was. @module */

import type { Change, ChangeKind } from '#shared/contract/changes.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { type FeedPosition, isFeedPosition, isStillKept } from '../../store/change-feed.ts';
import { keptMilliseconds } from '../../store/change-log.ts';
import { type ChangeSwitch, switchedOnAt, wholeSince } from '../../store/change-switch.ts';
import { decodeCursor, encodeCursor } from '../../store/cursor.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import type { Viewer } from '../users/index.ts';
import { describeChanges } from './describe-changes.ts';

/** Whether the log is kept, and from when on it has every change. */
export interface ChangeState {
  kept: boolean;
  completeFrom?: Instant;
}

const firstInstant = instantFromEpoch(0);

/** What a reader asks for. */
export interface ChangesQuery {
  limit: number;
  cursor?: string | undefined;
  start?: 'now' | 'oldest' | undefined;
  kinds?: readonly ChangeKind[] | undefined;
}

function stateOf(stored: ChangeSwitch): ChangeState {
  const whole = wholeSince(stored);
  return whole === undefined ? { kept: false } : { kept: true, completeFrom: instantFromEpoch(whole) };
}

/** Whether the log is kept. */
export async function changeState({ stores }: Actor): Promise<ChangeState> {
  return stateOf(await stores.changeSwitch.read());
}

/** Keeps the log from now on, or no longer. Repeating it changes nothing. */
export async function setChangesKept(actor: Actor, kept: boolean): Promise<ChangeState> {
  const { now, changed } = await actor.stores.changeSwitch.set(kept, actor.now);
  if (changed) await recordAudit(actor, kept ? 'changes.switched-on' : 'changes.switched-off', 'changes');
  return stateOf(now);
}

/**
 * From when on the log has every change.
 * @returns epoch milliseconds
 * @throws RollcallError changes.off, changes.starting
 */
export async function requireWhole({ stores, now }: Actor): Promise<number> {
  const whole = wholeSince(await stores.changeSwitch.read());
  if (whole === undefined) throw new RollcallError('changes.off', {});
  const wait = Math.ceil((whole - epochOf(now)) / 1000);
  if (wait > 0) {
    const completeFrom = instantFromEpoch(whole);
    throw new RollcallError('changes.starting', { completeFrom, retryAfterSeconds: wait });
  }
  return whole;
}

/** The instant, but none from before the log was switched on last or before what is kept. @param whole - see {@link requireWhole} */
export function withinKept(instant: Instant, now: Instant, whole: number): Instant {
  const kept = Math.max(switchedOnAt(whole), epochOf(now) - keptMilliseconds);
  return instantFromEpoch(Math.max(epochOf(instant), kept));
}

/** @throws RollcallError changes.expired for a position behind which something may be missing */
export function requireGapless(position: FeedPosition, now: Instant, whole: number): void {
  if (isStillKept(position, now) && epochOf(position.at) >= whole) return;
  const keptFrom = instantFromEpoch(Math.max(whole, epochOf(now) - keptMilliseconds));
  throw new RollcallError('changes.expired', { at: position.at, keptFrom });
}

/**
 * A page of changes, and the cursor behind it, which is always there.
 * @param viewer - what the reader may see of users
 * @throws RollcallError changes.off, changes.starting, changes.expired, request.cursor
 */
export async function readChanges(
  actor: Actor,
  { limit, cursor, start, kinds }: ChangesQuery,
  viewer: Viewer,
): Promise<{ items: Change[]; nextCursor: string; more: boolean }> {
  const { stores, now } = actor;
  const whole = await requireWhole(actor);
  if (cursor === undefined && start === 'now') {
    return { items: [], nextCursor: encodeCursor(await stores.changeFeed.end(now)), more: false };
  }
  const position =
    cursor === undefined
      ? await stores.changeFeed.since(withinKept(firstInstant, now, whole), now)
      : decodeCursor(cursor, isFeedPosition);
  requireGapless(position, now, whole);
  const page = await stores.changeFeed.page(limit, now, position, kinds);
  return {
    items: await describeChanges(actor, page.changes, viewer),
    nextCursor: encodeCursor(page.position),
    more: page.more,
  };
}
