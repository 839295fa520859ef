/**
 * HR undoes that a user was merged or renamed. The user stays marked as merged until everything has gone back, so that an
 * undoing that broke off is finished by its repeat.
 * @module
 */

import type { UserMerge } from '#shared/contract/user-merges.ts';
import { RollcallError } from '#shared/errors.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { StoredMerge, StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOnce } from '../audit.ts';
import { requireNotErased, requireNotMerged, requireUser } from '../lookups.ts';
import { holdingUsers } from './hold-users.ts';
import { back, computeAnew, edit, gone, moveAllEntriesBack, pinsOf, takeClaimsBack } from './move-claims.ts';
import { otherIdsOf } from './other-ids.ts';
import { withoutTakenIn } from './taken-in.ts';

/** What the API shows of a merge. */
export function shownMerge(userId: UserId, merged: StoredMerge): UserMerge {
  const { status: _status, undoing: _undoing, ...merge } = merged;
  return { ...merge, userId };
}

/**
 * Takes a merge back that has been marked as being undone.
 * @param from - the user that was merged, whom the caller holds as it holds the other one
 * @returns the user as it is then
 */
export async function takeBack(actor: Actor, from: StoredUser, merged: StoredMerge): Promise<StoredUser> {
  const { undoing } = merged;
  if (undoing === undefined) throw new Error(`the merge ${merged.id} is not being undone`);
  const since = await actor.stores.sheets.firstDateOf(merged.into);
  const pins = await pinsOf(actor, from.id);
  for (const pin of pins) await takeClaimsBack(actor, pin, merged.id, undoing);
  await moveAllEntriesBack(actor, from.id, merged);
  await edit(actor, merged.into, (user) => {
    const without = withoutTakenIn(user, merged.id);
    return merged.renamed ? gone(without ?? user) : without;
  });
  await computeAnew(actor, pins, [from.id, merged.into], since);
  const facts = { into: merged.into, reason: undoing.reason };
  await recordAuditOnce(actor, 'user.merge-undone', from.id, facts, merged.id);
  return await edit(actor, from.id, (user) => (user.merged ? { ...user, merged: undefined } : null));
}

/**
 * Undoes that a user was merged or renamed: links are withdrawn, and entries and rosters go back. What was entered under the
 * other id since stays there; the user that a renaming has created is suspended from before all days.
 * @throws RollcallError user.unknown, user.not-merged; user.merged while the other one is merged further, or a third one is
 *   merged into the user that a renaming has created; user.erased;
 *   service.busy while somebody else merges, unmerges or erases one of them
 */
export async function undoMerge(
  actor: Actor,
  wanted: { userId: UserId; reason: string },
): Promise<UserMerge> {
  const { into } = await requireMerge(actor, wanted.userId);
  return await holdingUsers(actor, [wanted.userId, into], async () => {
    const { into: now, renamed: isRenamed } = await requireMerge(actor, wanted.userId);
    // Somebody else has undone it meanwhile, and merged the user anew.
    if (canonicalUserId(now) !== canonicalUserId(into)) {
      throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
    }
    const other = await requireUser(actor, into);
    if (isRenamed) await requireNobodyElse(actor, other, wanted.userId);
    const withdrawal = { at: actor.now, by: actor.name, reason: wanted.reason };
    const from = await edit(actor, wanted.userId, (user) => {
      // What has begun to go back goes back whole.
      if (!user.merged || user.merged.undoing) return null;
      requireNotErased(other);
      requireNotErased(user);
      return { ...back(user, user.merged.status), merged: { ...user.merged, undoing: withdrawal } };
    });
    const { merged } = from;
    if (!merged) throw new RollcallError('user.not-merged', { userId: from.id });
    await takeBack(actor, from, merged);
    return { ...shownMerge(from.id, merged), undone: true };
  });
}

/** A user that a renaming has created ends with it: nobody else may be merged into it. @throws RollcallError user.merged */
async function requireNobodyElse(actor: Actor, created: StoredUser, userId: UserId): Promise<void> {
  for (const user of await otherIdsOf(actor, created)) {
    const isInto = user.merged && canonicalUserId(user.merged.into) === canonicalUserId(created.id);
    if (isInto && canonicalUserId(user.id) !== canonicalUserId(userId)) requireNotMerged(user);
  }
}

/** What a user is merged into. @throws RollcallError user.unknown, user.not-merged */
async function requireMerge({ stores }: Actor, userId: UserId): Promise<StoredMerge> {
  const user = await stores.users.find(userId);
  if (!user) throw new RollcallError('user.unknown', { userId });
  if (!user.merged) throw new RollcallError('user.not-merged', { userId: user.id });
  return user.merged;
}
