/**
 * A second person says whether an entry takes effect. Who may decide is said by the routes (HR, administrators, and keys with
 * the scope for it); that it is somebody else than who has entered it is said here.
 * @module
 */

import type { ApprovalState, EntryStatus } from '#shared/contract/entry-status.ts';
import { entryStatusOf } from '#shared/contract/entry-status.ts';
import { parseOurId, requireOurId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from '../../store/cursor.ts';
import type { Decision, EntryId } from '../../store/stored-entry.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { type EntryOfAnyKind, stillAwaiting } from '../awaiting-entries.ts';
import { requireEditableUser } from '../lookups.ts';
import type { Days } from '../ranges.ts';
import { correctionRecords } from './corrections.ts';
import { overrideRecords } from './day-overrides.ts';
import { type EntryKind, recomputeDays } from './entries.ts';
import { leaveRecords } from './leaves.ts';

type AnyEntry = EntryOfAnyKind['entry'];

/** An entry by its user, first day and id, whose prefix says of which kind it is. */
export interface NamedEntry {
  userId: UserId;
  first: LocalDate;
  id: EntryId;
}

/** What has been decided: the entry as it is then, and the days that follow it. */
export type DecidedEntry = EntryOfAnyKind & { days: Days };

/** Does something with the kind that an id is of. */
async function ofKind(
  id: EntryId,
  work: <T extends AnyEntry>(kind: EntryKind<T>, id: T['id']) => Promise<T>,
): Promise<DecidedEntry> {
  const resultOf = async <T extends AnyEntry>(kind: EntryKind<T>, own: T['id']): Promise<DecidedEntry> => {
    const entry = await work(kind, own);
    return { kind: kind.name, entry, days: kind.daysOf(entry) };
  };
  const correctionId = parseOurId('cor', id);
  if (correctionId !== null) return await resultOf(correctionRecords, correctionId);
  const leaveId = parseOurId('lve', id);
  if (leaveId !== null) return await resultOf(leaveRecords, leaveId);
  return await resultOf(overrideRecords, requireOurId('ovr', id));
}

async function requireOf<T extends AnyEntry>(
  actor: Actor,
  kind: EntryKind<T>,
  { userId, first, id }: { userId: UserId; first: LocalDate; id: T['id'] },
): Promise<{ user: StoredUser; entry: T }> {
  const user = await requireEditableUser(actor, userId);
  const entry = await kind.store(actor).find(user.id, first, id);
  if (!entry) throw kind.unknown(id);
  return { user, entry };
}

/** What holds of an entry, with whether somebody has approved that it counts. */
function standingOf(entry: AnyEntry): Exclude<EntryStatus | ApprovalState, 'awaiting'> | 'awaiting' {
  const status = entryStatusOf(entry);
  return status === 'counting' && entry.approval ? 'approved' : status;
}

function notPossible(entry: AnyEntry): RollcallError<'approval.not-possible'> {
  const is = standingOf(entry);
  if (is === 'awaiting') throw new Error(`${entry.id} waits, and could not be decided about`);
  return new RollcallError('approval.not-possible', { entryId: entry.id, is });
}

/**
 * Decides about an entry of somebody else. The same decision again changes nothing. What is approved is found possible once
 * more, because what is stored besides may have changed since it was entered; its days are computed again.
 * @throws RollcallError user.unknown, user.merged, the unknown id of its kind; approval.own, approval.not-possible; for an
 *   approval what entering it can be refused for
 */
export async function decideEntry(
  actor: Actor,
  wanted: NamedEntry & { state: Decision['state']; reason: string },
): Promise<DecidedEntry> {
  return await ofKind(wanted.id, async (kind, id) => {
    const { state, reason } = wanted;
    const { user, entry } = await requireOf(actor, kind, { ...wanted, id });
    const isRepeat = standingOf(entry) === state;
    if (!isRepeat && standingOf(entry) !== 'awaiting') throw notPossible(entry);
    if (!isRepeat && entry.author === actor.name) {
      throw new RollcallError('approval.own', { entryId: id, author: entry.author });
    }
    if (!isRepeat && state === 'approved') await kind.requirePossible(actor, user, entry);
    const decision = { state, at: actor.now, by: actor.name, reason };
    const decided = isRepeat ? null : await kind.store(actor).decide(entry, decision);
    if (decided) {
      await recordAudit(actor, `${kind.name}.${state}`, id, { userId: user.id });
    } else if (!isRepeat) {
      const { entry: meanwhile } = await requireOf(actor, kind, { ...wanted, id });
      if (standingOf(meanwhile) !== state) throw notPossible(meanwhile);
      return meanwhile;
    }
    if (state === 'approved') await recomputeDays(actor, user.id, kind.daysOf(entry));
    return decided ?? entry;
  });
}

/** Refuses to take an approval back that counts in a locked period. @throws RollcallError approval.locked */
async function requireOpen(
  { stores }: Actor,
  { department }: StoredUser,
  entryId: EntryId,
  days: Days,
): Promise<void> {
  const locks = await stores.locks.holding(days.from, days.to);
  const lock = locks.find((each) => each.department === undefined || each.department === department);
  if (!lock) return;
  const { id: lockId, from, to } = lock;
  throw new RollcallError('approval.locked', { entryId, lockId, from, to });
}

/**
 * Takes back what was decided about an entry: it waits again, and counts no longer. One that waits stays as it is.
 * @throws RollcallError user.unknown, user.merged, the unknown id of its kind; approval.not-possible for an entry that is
 *   withdrawn or that nobody has to approve; approval.locked where an approval counts in a locked period
 */
export async function undoDecision(
  actor: Actor,
  wanted: NamedEntry & { reason: string },
): Promise<DecidedEntry> {
  return await ofKind(wanted.id, async (kind, id) => {
    const { user, entry } = await requireOf(actor, kind, { ...wanted, id });
    const before = standingOf(entry);
    const { approval } = entry;
    if (before === 'withdrawn' || before === 'counting' || approval === undefined) throw notPossible(entry);
    const days = kind.daysOf(entry);
    if (before === 'approved') await requireOpen(actor, user, id, days);
    const undone = before === 'awaiting' ? null : await kind.store(actor).awaitAgain(entry, approval);
    if (undone) {
      const facts = { userId: user.id, was: approval.state, reason: wanted.reason };
      await recordAudit(actor, `${kind.name}.decision-undone`, id, facts);
    }
    await recomputeDays(actor, user.id, days);
    return undone ?? (await requireOf(actor, kind, { ...wanted, id })).entry;
  });
}

/** Which entries that wait are asked for. */
export interface AwaitingQuery {
  kind?: EntryOfAnyKind['kind'] | undefined;
  department?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** A page of the entries of everybody that wait, by day, each with the name of its user. @throws RollcallError request.cursor */
export async function listAwaiting(
  { stores }: Actor,
  { kind, department, limit, cursor }: AwaitingQuery,
): Promise<Page<{ kind: EntryOfAnyKind['kind']; entry: AnyEntry & { name?: string | undefined } }>> {
  const page = await stores.awaitingEntries.page(limit, cursor);
  const wanted = page.items.filter((each) => kind === undefined || each.kind === kind);
  const waiting = await stillAwaiting(stores, wanted);
  const users = await stores.users.findMany(waiting.map(({ userId }) => userId));
  const people = new Map(users.map((user) => [canonicalUserId(user.id), user]));
  return {
    ...page,
    items: waiting.flatMap((each) => {
      const user = people.get(canonicalUserId(each.userId));
      const isWanted = department === undefined || user?.department === department;
      return isWanted ? [{ kind: each.kind, entry: { ...each.entry, name: user?.name } }] : [];
    }),
  };
}
