/**
 * HR merges two ids of one person, or gives somebody another id. Punches stay under their PINs: links say that they are
 * those of the id of now. Entries and rosters follow; every step may be repeated, so that a request that broke off is
 * finished by its repeat.
 * @module
 */

import type { LinkId } from '#shared/contract/ids.ts';
import type { UserMerge } from '#shared/contract/user-merges.ts';
import { RollcallError } from '#shared/errors.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { flaw, phrase } from '#shared/reasons/index.ts';
import type { StoredMerge, StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOnce } from '../audit.ts';
import { newId } from '../ids.ts';
import { requireEditable, requireEditableUser, requireNotErased } from '../lookups.ts';
import { holdingUsers } from './hold-users.ts';
import { recordUsersCreated } from './missing-users.ts';
import { computeAnew, edit, giveClaims, gone, moveAllEntries, pinsOf } from './move-claims.ts';
import { isLeftByRenaming } from './other-ids.ts';
import { withTakenIn } from './taken-in.ts';
import { shownMerge, takeBack } from './undo-merge.ts';

/** What is merged into what, and why. */
interface WantedMerge {
  userId: UserId;
  into: UserId;
  reason: string;
  renamed?: boolean;
}

const isSameUser = (one: UserId, other: UserId) => canonicalUserId(one) === canonicalUserId(other);

/** The user that is to become another one, with an undoing finished that broke off. @throws RollcallError user.unknown, user.merged, user.erased */
async function requireMergeable(actor: Actor, userId: UserId, into: UserId): Promise<StoredUser> {
  const found = await actor.stores.users.find(userId);
  if (!found) throw new RollcallError('user.unknown', { userId });
  const user = found.merged?.undoing ? await takeBack(actor, found, found.merged) : found;
  if (user.merged && isSameUser(user.merged.into, into)) requireNotErased(user);
  else requireEditable(user);
  return user;
}

/** Does what a merge says, from its links on. */
async function carryOut(actor: Actor, from: StoredUser, merge: StoredMerge): Promise<void> {
  const since = await actor.stores.sheets.firstDateOf(from.id);
  const pins = await pinsOf(actor, from.id);
  for (const pin of pins) await giveClaims(actor, pin, from.id, merge);
  await moveAllEntries(actor, from.id, merge);
  await edit(actor, merge.into, (user) => withTakenIn(user, from, merge.id));
  await computeAnew(actor, pins, [from.id, merge.into], since);
}

/** Merges a user whom the caller holds, as it holds the other one. */
async function mergeHeld(actor: Actor, wanted: WantedMerge): Promise<UserMerge> {
  const into = await requireEditableUser(actor, wanted.into);
  const before = await requireMergeable(actor, wanted.userId, into.id);
  // First: whoever looks for the ids that are merged into a person goes by this.
  await actor.stores.enteredMonths.markPin(pinOfUser(before.id), [into.id]);
  const id: LinkId = newId('lnk');
  const from = await edit(actor, wanted.userId, (user) => {
    if (user.merged) return null;
    const merged: StoredMerge = {
      id,
      into: into.id,
      renamed: wanted.renamed,
      author: actor.name,
      enteredAt: actor.now,
      reason: wanted.reason,
      status: user.status,
    };
    return { ...gone(user), merged };
  });
  const { merged } = from;
  if (!merged) throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
  await carryOut(actor, from, merged);
  await recordAuditOnce(actor, 'user.merged', from.id, { into: into.id, reason: wanted.reason }, merged.id);
  return shownMerge(from.id, merged);
}

/**
 * Merges a user into another one. Repeating it finishes what has broken off, and changes nothing more.
 * @throws RollcallError user.unknown; user.merged where one of them is another one already; user.erased; request.invalid for
 *   one id; service.busy while somebody else merges, unmerges or erases one of them
 */
export async function mergeUsers(actor: Actor, wanted: WantedMerge): Promise<UserMerge> {
  if (isSameUser(wanted.into, wanted.userId)) {
    const said = flaw(phrase('field.other-user', {}));
    throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/into', ...said }] });
  }
  return await holdingUsers(actor, [wanted.userId, wanted.into], () => mergeHeld(actor, wanted));
}

/**
 * Gives a user another id: a user with the new one is created as the old one is, which is merged into it.
 * @throws RollcallError user.unknown, user.exists, user.merged, user.erased; service.busy as for {@link mergeUsers}
 */
export async function renameUser(
  actor: Actor,
  wanted: { userId: UserId; id: UserId; reason: string },
): Promise<UserMerge> {
  const { id, userId, reason } = wanted;
  return await holdingUsers(actor, [userId, id], async () => {
    const from = await requireMergeable(actor, userId, id);
    if (!from.merged) await createRenamed(actor, from, id);
    return await mergeHeld(actor, { userId, into: id, reason, renamed: true });
  });
}

async function createRenamed(actor: Actor, from: StoredUser, id: UserId): Promise<void> {
  const { stores } = actor;
  if (from.department !== undefined) await stores.departments.note(from.department, id);
  if (from.employeeNumber !== undefined) await stores.employeeNumbers.note(from.employeeNumber, id);
  const user: StoredUser = {
    ...from,
    id,
    createdByRequest: actor.request?.id,
    createdByBatch: undefined,
    editedByRequest: undefined,
    takenIn: undefined,
    version: 1,
  };
  if (await stores.users.add(user, actor.now)) return await recordUsersCreated(actor, [user]);
  const existing = await stores.users.find(id);
  const isOwnTry = actor.request !== undefined && existing?.createdByRequest === actor.request.id;
  if (existing && isLeftByRenaming(existing, from)) {
    await edit(actor, id, () => ({ ...user, version: existing.version }));
  } else if (!isOwnTry) {
    throw new RollcallError('user.exists', { userId: id, existingId: existing?.id ?? id });
  }
}
