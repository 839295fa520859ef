/**
 * The parts of a merge of two users and of its undoing, each of which may be repeated: claims and entries move, and users are
 * edited as they are stored now.
 * @module
 */

import type { LinkId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import type { CanonicalPin } from '#shared/punch/pin.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { EntryStore } from '../../store/entries.ts';
import type { Entered, Withdrawal } from '../../store/stored-entry.ts';
import type { StoredLink } from '../../store/stored-link.ts';
import type { StoredMerge, StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { newId } from '../ids.ts';
import { inParallel } from '../in-parallel.ts';
import { regenerateAll } from '../recompute/index.ts';
import { beforeAllDays, changeLinks, followFirstPunch, listAsUnknown } from './links.ts';

/** How many times a change is tried when somebody else edits the same user. */
const attempts = 8;
/** Entries that are moved at once. */
const entriesAtOnce = 16;

/** Changes a user as it is stored now. @param change - gives `null` when there is nothing to change */
export async function edit(
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
export function gone(user: StoredUser): StoredUser {
  const others = (user.suspensions ?? []).filter(({ from }) => from !== beforeAllDays);
  return { ...user, status: 'suspended', suspensions: [{ from: beforeAllDays, to: null }, ...others] };
}

/** Takes that back. */
export function back(user: StoredUser, status: StoredUser['status']): StoredUser {
  const suspensions = (user.suspensions ?? []).filter(({ from }) => from !== beforeAllDays);
  return { ...user, status, suspensions };
}

/** PINs whose punches are, or were, a user's. */
export async function pinsOf({ stores }: Actor, userId: UserId): Promise<CanonicalPin[]> {
  const marks = await stores.enteredMonths.ofMany([userId]);
  const linked = marks.get(canonicalUserId(userId))?.linkedPins ?? [];
  return [...new Set([pinOfUser(userId), ...linked])];
}

/**
 * Gives what a user claims of a PIN to another one, in the places where it claims it: links that give a part of the PIN to
 * somebody else go on counting.
 */
export async function giveClaims(
  actor: Actor,
  pin: CanonicalPin,
  from: UserId,
  merge: StoredMerge,
): Promise<void> {
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

/** Withdraws the links of a PIN that a merge has entered. */
export async function takeClaimsBack(
  actor: Actor,
  pin: CanonicalPin,
  merge: LinkId,
  withdrawn: Withdrawal,
): Promise<void> {
  await changeLinks(actor, pin, ({ links }) => {
    const isOfMerge = (link: StoredLink) => link.merge === merge && link.withdrawn === undefined;
    return links.some(isOfMerge)
      ? links.map((link) => (isOfMerge(link) ? { ...link, withdrawn } : link))
      : null;
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
    if (copy?.withdrawn?.reason.startsWith(undoneReason)) {
      await store.restore({ ...copy, approval: entry.approval }, copy.withdrawn);
    }
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
    // What has been decided about the copy since holds of the entry.
    await store.restore({ ...entry, approval: copy?.approval ?? entry.approval }, why(merge));
  });
}

/** Moves all entries of a user that count to the one that it is merged into. */
export async function moveAllEntries(
  { stores: { corrections, leaves, overrides } }: Actor,
  from: UserId,
  merge: StoredMerge,
): Promise<void> {
  await moveEntries(corrections, from, merge);
  await moveEntries(leaves, from, merge);
  await moveEntries(overrides, from, merge);
}

/** Moves them back; what somebody has withdrawn since stays withdrawn. */
export async function moveAllEntriesBack(actor: Actor, from: UserId, merge: StoredMerge): Promise<void> {
  const { corrections, leaves, overrides } = actor.stores;
  await moveEntriesBack(actor, corrections, from, merge);
  await moveEntriesBack(actor, leaves, from, merge);
  await moveEntriesBack(actor, overrides, from, merge);
}

/**
 * Has everything computed again that depends on whose some PINs are.
 * @param since - the first day that there may be something of
 */
export async function computeAnew(
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
