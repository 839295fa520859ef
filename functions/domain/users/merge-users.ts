/**
 * HR merges two ids of one person, or gives somebody another id, and undoes that. Punches stay under their PINs: links say that
 * they are those of the id of now. Entries and rosters follow; every step may be repeated, so that a request that broke off is
 * finished by its repeat.
 * @module
 */

import type { LinkId } from '#shared/contract/ids.ts';
import type { UserMerge } from '#shared/contract/user-merges.ts';
import { RollcallError } from '#shared/errors.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import type { CanonicalPin } from '#shared/punch/pin.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Entered, EntryStore } from '../../store/entries.ts';
import type { StoredLink } from '../../store/links.ts';
import type { StoredMerge, StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit, recordAuditOnce } from '../audit.ts';
import { newId } from '../ids.ts';
import { inParallel } from '../in-parallel.ts';
import { isSameStored } from '../is-same.ts';
import { requireUser } from '../lookups.ts';
import { regenerateAll } from '../recompute/index.ts';
import { beforeAllDays, changeLinks, followFirstPunch, listAsUnknown } from './links.ts';
import { recordUsersCreated } from './missing-users.ts';

/** How many times a change is tried when somebody else edits the same user. */
const attempts = 8;
/** Entries that are moved at once. */
const entriesAtOnce = 16;

/** Changes a user as it is stored now. @param change - gives `null` when there is nothing to change */
async function edit(
  { stores }: Actor,
  userId: UserId,
  change: (user: StoredUser) => StoredUser | null,
): Promise<StoredUser> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const user = await stores.users.find(userId);
    if (!user) throw new RollcallError('user.unknown', { userId });
    const next = change(user);
    if (next === null) return user;
    const saved = { ...next, version: user.version + 1 };
    if (await stores.users.replace(saved, user.version)) return saved;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/** Suspends a user from before all days: nothing of it is in a sheet. */
function gone(user: StoredUser): StoredUser {
  const others = (user.suspensions ?? []).filter(({ from }) => from !== beforeAllDays);
  return { ...user, status: 'suspended', suspensions: [{ from: beforeAllDays, to: null }, ...others] };
}

function back(user: StoredUser, status: StoredUser['status']): StoredUser {
  const suspensions = (user.suspensions ?? []).filter(({ from }) => from !== beforeAllDays);
  return { ...user, status, suspensions };
}

/** What a user has after another one was merged into it: its own rosters, and before the first of them those of the other. */
function targetAfter(
  target: StoredMerge['target'],
  from: Pick<StoredUser, 'issuedOn' | 'dutyRosterId' | 'rosterAssignments'>,
): StoredMerge['target'] {
  const [first] = target.rosterAssignments.map((each) => each.from).sort();
  const earlier = from.rosterAssignments.flatMap((each) => {
    if (first === undefined) return [each];
    if (each.from >= first) return [];
    return [{ ...each, to: each.to === null || each.to > first ? first : each.to }];
  });
  const [issuedOn] = [target.issuedOn, from.issuedOn].filter((date) => date !== undefined).sort();
  return {
    issuedOn,
    dutyRosterId: target.dutyRosterId ?? (first === undefined ? from.dutyRosterId : undefined),
    rosterAssignments: [...earlier, ...target.rosterAssignments],
  };
}

function targetOf({
  issuedOn,
  dutyRosterId,
  rosterAssignments,
}: StoredMerge['target']): StoredMerge['target'] {
  return { issuedOn, dutyRosterId, rosterAssignments };
}

/** PINs whose punches are, or were, a user's. */
async function pinsOf({ stores }: Actor, userId: UserId): Promise<CanonicalPin[]> {
  const marks = await stores.enteredMonths.ofMany([userId]);
  const linked = marks.get(canonicalUserId(userId))?.linkedPins ?? [];
  return [...new Set([pinOfUser(userId), ...linked])];
}

/**
 * Gives what a user claims of a PIN to another one, in the places where it claims it: links that give a part of the PIN to
 * somebody else go on counting.
 */
async function giveClaims(actor: Actor, pin: CanonicalPin, from: UserId, merge: StoredMerge): Promise<void> {
  const ofMerge = (terminal?: StoredLink['terminal'], since?: LocalDate): StoredLink => ({
    id: newId('lnk'),
    pin,
    target: { kind: 'user', userId: merge.into },
    terminal,
    from: since,
    author: merge.author,
    enteredAt: merge.enteredAt,
    reason: merge.reason,
    merge: merge.id,
  });
  await changeLinks(actor, pin, ({ links }) => {
    if (links.some((each) => each.merge === merge.id)) return null;
    const isOwn = pin === pinOfUser(from);
    const next = links.flatMap((link) => {
      const isGiven =
        link.withdrawn === undefined &&
        link.target.kind === 'user' &&
        canonicalUserId(link.target.userId) === canonicalUserId(from);
      return isGiven ? [link, ofMerge(link.terminal, link.from)] : [link];
    });
    if (!isOwn && next.length === links.length) return null;
    return isOwn ? [ofMerge(), ...next] : next;
  });
}

function why(merge: StoredMerge): { at: StoredMerge['enteredAt']; by: string; reason: string } {
  return { at: merge.enteredAt, by: merge.author, reason: `merged into ${merge.into} (${merge.id})` };
}

/** Moves the entries of one kind that count: copies under the same ids, and the ones of before are withdrawn. */
async function moveEntries<T extends Entered>(
  store: EntryStore<T>,
  from: UserId,
  merge: StoredMerge,
): Promise<void> {
  const entries = (await store.allOf(from)).filter(({ withdrawn }) => withdrawn === undefined);
  await inParallel(entries, entriesAtOnce, async (entry) => {
    await store.add({ ...entry, userId: merge.into });
    const first = store.firstDayOf(entry);
    const copy = await store.find(merge.into, first, entry.id);
    // One that an undone merge has brought before.
    if (copy?.withdrawn?.reason.startsWith(undoneReason)) await store.restore(copy, copy.withdrawn);
    await store.withdraw(from, first, entry.id, why(merge));
  });
}

const undoneReason = 'the merge was undone';

/** Takes that back; what somebody has withdrawn since stays withdrawn. */
async function moveEntriesBack<T extends Entered>(
  { now, name }: Actor,
  store: EntryStore<T>,
  from: UserId,
  merge: StoredMerge,
): Promise<void> {
  const moved = (await store.allOf(from)).filter(({ withdrawn }) => withdrawn?.reason === why(merge).reason);
  await inParallel(moved, entriesAtOnce, async (entry) => {
    const first = store.firstDayOf(entry);
    const copy = await store.find(merge.into, first, entry.id);
    const isStill = copy?.withdrawn === undefined || copy.withdrawn.reason.startsWith(undoneReason);
    if (!isStill) return;
    const withdrawal = { at: now, by: name, reason: `${undoneReason} (${merge.id})` };
    await store.withdraw(merge.into, first, entry.id, withdrawal);
    await store.restore(entry, why(merge));
  });
}

function shown(userId: UserId, { target: _target, status: _status, ...merge }: StoredMerge): UserMerge {
  return { ...merge, userId };
}

/** Does what a merge says, from its links on. */
async function carryOut(actor: Actor, from: StoredUser, merge: StoredMerge): Promise<void> {
  const { stores } = actor;
  const since = await stores.sheets.firstDateOf(from.id);
  const pins = await pinsOf(actor, from.id);
  for (const pin of pins) await giveClaims(actor, pin, from.id, merge);
  await moveEntries(stores.corrections, from.id, merge);
  await moveEntries(stores.leaves, from.id, merge);
  await moveEntries(stores.overrides, from.id, merge);
  await edit(actor, merge.into, (user) => ({ ...user, ...targetAfter(merge.target, from) }));
  await finish(actor, pins, [from.id, merge.into], since);
}

async function finish(
  actor: Actor,
  pins: readonly CanonicalPin[],
  userIds: readonly UserId[],
  since: LocalDate | undefined,
): Promise<void> {
  for (const pin of pins) await listAsUnknown(actor, pin);
  for (const userId of userIds) {
    const user = await followFirstPunch(actor, canonicalUserId(userId));
    if (user) await regenerateAll(actor, user, since);
  }
}

/**
 * Merges a user into another one.
 * @throws RollcallError user.unknown; user.merged where one of them is another one already; request.invalid for one id
 */
export async function mergeUsers(
  actor: Actor,
  wanted: { userId: UserId; into: UserId; reason: string; renamed?: boolean },
): Promise<UserMerge> {
  const into = await requireUser(actor, wanted.into);
  if (canonicalUserId(into.id) === canonicalUserId(wanted.userId)) {
    const message = 'must be another user than the one that is merged';
    throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/into', message }] });
  }
  const id: LinkId = newId('lnk');
  const from = await edit(actor, wanted.userId, (user) => {
    if (user.merged) {
      if (canonicalUserId(user.merged.into) === canonicalUserId(into.id)) return null;
      throw new RollcallError('user.merged', { userId: user.id, into: user.merged.into });
    }
    const merged: StoredMerge = {
      id,
      into: into.id,
      renamed: wanted.renamed,
      author: actor.name,
      enteredAt: actor.now,
      reason: wanted.reason,
      status: user.status,
      target: targetOf(into),
    };
    return { ...gone(user), merged };
  });
  const { merged } = from;
  if (!merged) throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
  await carryOut(actor, from, merged);
  await recordAuditOnce(actor, 'user.merged', from.id, { into: into.id, reason: wanted.reason }, merged.id);
  return shown(from.id, merged);
}

/**
 * Gives a user another id: a user with the new one is created as the old one is, which is merged into it.
 * @throws RollcallError user.unknown, user.exists, user.merged
 */
export async function renameUser(
  actor: Actor,
  wanted: { userId: UserId; id: UserId; reason: string },
): Promise<UserMerge> {
  const { stores } = actor;
  const { id, userId, reason } = wanted;
  const from = await stores.users.find(userId);
  if (!from) throw new RollcallError('user.unknown', { userId });
  const isRepeat = from.merged && canonicalUserId(from.merged.into) === canonicalUserId(id);
  if (from.merged && !isRepeat) {
    throw new RollcallError('user.merged', { userId: from.id, into: from.merged.into });
  }
  if (!isRepeat) await createRenamed(actor, from, id);
  return await mergeUsers(actor, { userId, into: id, reason, renamed: true });
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
    version: 1,
  };
  if (await stores.users.add(user)) return await recordUsersCreated(actor, [user]);
  const existing = await stores.users.find(id);
  const isOwnTry = actor.request !== undefined && existing?.createdByRequest === actor.request.id;
  const wasRenamed = existing?.suspensions?.some(({ from: since }) => since === beforeAllDays) === true;
  if (existing && wasRenamed && !existing.merged && isSamePerson(existing, from)) {
    await edit(actor, id, () => ({ ...user, version: existing.version }));
  } else if (!isOwnTry) {
    throw new RollcallError('user.exists', { userId: id, existingId: existing?.id ?? id });
  }
}

/** Whether a user was created as another one, by a renaming that was undone. */
function isSamePerson(existing: StoredUser, { origin }: StoredUser): boolean {
  return existing.origin.at === origin.at && existing.origin.kind === origin.kind;
}

/**
 * Undoes that a user was merged or renamed: links are withdrawn, and entries and rosters go back. What was entered under the
 * other id since stays there; the user that a renaming has created is suspended from before all days.
 * @throws RollcallError user.unknown, user.not-merged; user.merged while the other one is merged further
 */
export async function undoMerge(
  actor: Actor,
  wanted: { userId: UserId; reason: string },
): Promise<UserMerge> {
  const { stores } = actor;
  const from = await stores.users.find(wanted.userId);
  if (!from) throw new RollcallError('user.unknown', { userId: wanted.userId });
  const { merged } = from;
  if (!merged) throw new RollcallError('user.not-merged', { userId: from.id });
  const into = await requireUser(actor, merged.into);
  const since = await stores.sheets.firstDateOf(into.id);
  const withdrawn = { at: actor.now, by: actor.name, reason: wanted.reason };
  const pins = await pinsOf(actor, from.id);
  for (const pin of pins) {
    await changeLinks(actor, pin, ({ links }) => {
      const isOfMerge = (link: StoredLink) => link.merge === merged.id && link.withdrawn === undefined;
      return links.some(isOfMerge)
        ? links.map((link) => (isOfMerge(link) ? { ...link, withdrawn } : link))
        : null;
    });
  }
  await moveEntriesBack(actor, stores.corrections, from.id, merged);
  await moveEntriesBack(actor, stores.leaves, from.id, merged);
  await moveEntriesBack(actor, stores.overrides, from.id, merged);
  const after = targetAfter(merged.target, from);
  await edit(actor, merged.into, (user) => {
    if (merged.renamed) return gone(user);
    // Who has edited the rosters or the date since has decided about them.
    const isAsMerged = isSameStored(user.rosterAssignments, after.rosterAssignments);
    return isAsMerged ? { ...user, ...merged.target } : null;
  });
  await edit(actor, from.id, (user) => ({ ...back(user, merged.status), merged: undefined }));
  await recordAudit(actor, 'user.merge-undone', from.id, { into: merged.into, reason: wanted.reason });
  await finish(actor, pins, [from.id, merged.into], since);
  return { ...shown(from.id, merged), undone: true };
}
