/** What all entries of HR share: they are stored, listed and withdrawn, and their days are computed again. @module */

import type { ApprovalSettings } from '#shared/contract/approval-settings.ts';
import { type EntryKindName, type EntryStatus, entryStatusOf } from '#shared/contract/entry-status.ts';
import type { RollcallError } from '#shared/errors.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { touchedDaysMessages } from '../../queue/sheet-messages.ts';
import type { Page } from '../../store/cursor.ts';
import type { EntryStore } from '../../store/entries.ts';
import type { Entered, EntryId } from '../../store/stored-entry.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit, recordAuditOnce } from '../audit.ts';
import { requireKept } from '../kept-times.ts';
import { requireEditableUser, requireUser } from '../lookups.ts';
import { datesToCompute } from '../plan/index.ts';
import { type Days, requireRange } from '../ranges.ts';
import { requireNoted } from './earlier-entries.ts';

/** One kind of entry that HR makes about a user. */
export interface EntryKind<T extends Entered> {
  /** Its name in the audit trail. */
  name: EntryKindName;
  /** Which setting says whether a second person has to approve such entries. */
  setting: keyof ApprovalSettings;
  store: (actor: Actor) => EntryStore<T>;
  daysOf: (entry: T) => Days;
  /** Refuses an entry that could have no effect by what is stored besides, or that contradicts it. @throws RollcallError */
  requirePossible: (actor: Actor, user: StoredUser, entry: T) => Promise<void>;
  /** The problem for an id that does not exist. */
  unknown: (id: T['id']) => RollcallError;
}

/** What Rollcall notes about every entry: who made it, about whom, when and why. */
export function entryBy<Id extends EntryId>(
  actor: Actor,
  user: StoredUser,
  id: Id,
  reason: string,
): Omit<Entered<Id>, 'withdrawn' | 'approval'> {
  return { id, userId: user.id, author: actor.name, enteredAt: actor.now, reason };
}

/** Has the days of a user computed again that an edit touches. */
export async function recomputeDays(actor: Actor, userId: UserId, days: Days): Promise<void> {
  const dates = await datesToCompute(actor, userId, days);
  if (dates.length === 0) return;
  const { organisation } = actor.stores;
  await actor.sendToSheets(touchedDaysMessages(organisation, new Map([[userId, new Set(dates)]])));
}

/** What an earlier try of the same request has stored: it has been found possible, and counts from when it was entered. */
async function storedBefore<T extends Entered>(
  actor: Actor,
  kind: EntryKind<T>,
  entry: T,
): Promise<T | undefined> {
  if (!actor.request?.isRepeat) return undefined;
  return await kind.store(actor).find(entry.userId, kind.daysOf(entry).from, entry.id);
}

/** Whether somebody else has to approve entries of a kind that are made now. */
async function needsApproval({ stores }: Actor, setting: keyof ApprovalSettings): Promise<boolean> {
  const { approvals } = await stores.settings.read();
  return approvals?.[setting] === 'second-person';
}

/**
 * Stores an entry that is possible and has the days that it touches computed again. Where the settings want a second person
 * to approve it, it waits, and touches no day yet. An entry that an earlier try has stored stays as it is.
 * @param facts - of the entry, for the audit trail
 * @throws RollcallError times.not-kept when it begins before the first day that is kept; what makes it impossible
 */
export async function addEntry<T extends Entered>(
  actor: Actor,
  kind: EntryKind<T>,
  user: StoredUser,
  wanted: T,
  facts: Record<string, unknown>,
): Promise<T> {
  const before = await storedBefore(actor, kind, wanted);
  if (!before) {
    await requireKept(actor.stores, kind.daysOf(wanted).from);
    await kind.requirePossible(actor, user, wanted);
  }
  const waits = !before && (await needsApproval(actor, kind.setting));
  const entry = before ?? (waits ? { ...wanted, approval: { state: 'awaiting' as const } } : wanted);
  await kind.store(actor).add(entry);
  const isWaiting = entryStatusOf(entry) === 'awaiting';
  const about = { userId: entry.userId, ...facts, ...(isWaiting ? { awaiting: true } : {}) };
  // Once costs a write more, which only a request needs that may come again.
  if (actor.request) await recordAuditOnce(actor, `${kind.name}.entered`, entry.id, about);
  else await recordAudit(actor, `${kind.name}.entered`, entry.id, about);
  if (!isWaiting) await recomputeDays(actor, entry.userId, kind.daysOf(entry));
  return entry;
}

/**
 * Withdraws an entry: it stays on file, with who withdrew it and why, and no longer counts. An entry that was withdrawn
 * before stays as it is, and its days are computed once more.
 * @param first - the entry's date, or the first day of its range
 * @throws RollcallError user.unknown, user.merged, user.erased, and the kind's own problem when there is no such entry
 */
export async function withdrawEntry<T extends Entered>(
  actor: Actor,
  kind: EntryKind<T>,
  wanted: { userId: UserId; first: LocalDate; id: T['id']; reason: string },
): Promise<T> {
  const user = await requireEditableUser(actor, wanted.userId);
  const store = kind.store(actor);
  const withdrawal = { at: actor.now, by: actor.name, reason: wanted.reason };
  const withdrawn = await store.withdraw(user.id, wanted.first, wanted.id, withdrawal);
  const entry = withdrawn ?? (await store.find(user.id, wanted.first, wanted.id));
  if (!entry) throw kind.unknown(wanted.id);
  if (withdrawn) await recordAudit(actor, `${kind.name}.withdrawn`, entry.id, { userId: user.id });
  await recomputeDays(actor, user.id, kind.daysOf(entry));
  return entry;
}

/** Which entries are asked for: those of one user, or of everybody. */
export type EntriesQuery = Days & {
  userId?: UserId | undefined;
  department?: string | undefined;
  counting?: 'true' | undefined;
  status?: EntryStatus | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** A page of everybody's entries, each with the name of its user. */
async function listOfAll<T extends Entered>(
  actor: Actor,
  kind: EntryKind<T>,
  query: EntriesQuery,
): Promise<Page<T & { name?: string | undefined }>> {
  await requireNoted(actor);
  const page = await kind.store(actor).pageOfAll(query, query.limit, query.cursor);
  const users = await actor.stores.users.findMany(page.items.map(({ userId }) => userId));
  const people = new Map(users.map((user) => [canonicalUserId(user.id), user]));
  return {
    ...page,
    items: page.items.flatMap((entry) => {
      const user = people.get(canonicalUserId(entry.userId));
      const isWanted = query.department === undefined || user?.department === query.department;
      return isWanted ? [{ ...entry, name: user?.name }] : [];
    }),
  };
}

/**
 * An entry by its user, first day and id.
 * @throws RollcallError user.unknown, and the kind's own problem when there is no such entry
 */
export async function requireEntry<T extends Entered>(
  actor: Actor,
  kind: EntryKind<T>,
  wanted: { userId: UserId; first: LocalDate; id: T['id'] },
): Promise<T> {
  const user = await requireUser(actor, wanted.userId);
  const entry = await kind.store(actor).find(user.id, wanted.first, wanted.id);
  if (!entry) throw kind.unknown(wanted.id);
  return entry;
}

/**
 * A page of entries that hold some of the days `from ≤ date < to`. With a filter, and of everybody, a page may be short
 * although more follow.
 * @throws RollcallError range.invalid, user.unknown, request.cursor; service.busy while earlier entries are being noted
 */
export async function listEntries<T extends Entered>(
  actor: Actor,
  kind: EntryKind<T>,
  query: EntriesQuery,
): Promise<Page<T & { name?: string | undefined }>> {
  requireRange(query.from, query.to);
  const page = query.userId === undefined ? await listOfAll(actor, kind, query) : await ofOne(query.userId);
  const { counting, status } = query;
  if (counting === undefined && status === undefined) return page;
  const isWanted = (is: EntryStatus) =>
    (counting === undefined || is === 'counting') && (status === undefined || is === status);
  return { ...page, items: page.items.filter((entry) => isWanted(entryStatusOf(entry))) };

  async function ofOne(userId: UserId): Promise<Page<T>> {
    const user = await requireUser(actor, userId);
    const found = await kind.store(actor).page(user.id, query, query.limit, query.cursor);
    const isWanted = query.department === undefined || user.department === query.department;
    return isWanted ? found : { ...found, items: [] };
  }
}
