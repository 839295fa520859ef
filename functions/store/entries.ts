/** Stores HR's entries by user and first day, so that some days' entries are one bounded read. @module */

import { type EntryStatus, entryStatuses, entryStatusOf } from '#shared/contract/entry-status.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { awaitingAttributes, awaitingEntryStore, type EntryKey, keysOfKinds } from './awaiting-entries.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database, Item } from './database.ts';
import { enteredMonthStore } from './entered-months.ts';
import { type EntryName, entryNotices } from './entry-notices.ts';
import { partition } from './keys.ts';
import {
  type Approval,
  type Decision,
  type Entered,
  type StoredCorrection,
  type StoredLeave,
  type StoredOverride,
  toCorrection,
  toLeave,
  toOverride,
  type Withdrawal,
} from './stored-entry.ts';

const setWaiting = 'kindPk = :kindPk, kindSk = :kindSk';

/** Most days that a leave or a period lock may span: one that began longer ago cannot hold a day any more. */
export const longestEntryDays = 366;

/** Days of entries: `from ≤ date < to`. */
interface Days {
  from: LocalDate;
  to: LocalDate;
}

/**
 * Entries of one kind in the partition of their user, by first day and id, so that finding those of some days takes one
 * bounded read, however many years of entries a user has.
 * @param toEntry - reads an item of the kind
 * @param daysOf - the first day of an entry, by which it is kept, and the day after its last one
 * @param longestDays - how many days an entry spans at most
 */
function entryStore<T extends Entered>(
  database: Database,
  organisation: string,
  kind: EntryKey,
  toEntry: (item: Item) => T,
  daysOf: (entry: T) => Days,
  longestDays: number,
) {
  const partitionOf = (userId: UserId) => partition(organisation, 'USER', canonicalUserId(userId));
  const enteredMonths = enteredMonthStore(database, organisation);
  const notices = entryNotices(database, organisation, kind, longestDays);
  const nameOf = (entry: T): EntryName => ({
    userId: entry.userId,
    first: daysOf(entry).from,
    id: entry.id,
  });
  const keyOf = (userId: UserId, first: LocalDate, id: T['id']) => ({
    pk: partitionOf(userId),
    sk: `${kind}#${first}#${id}`,
  });
  const lookup = (userId: UserId, { from, to }: Days) => ({
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
    ExpressionAttributeValues: {
      ':pk': partitionOf(userId),
      ':first': `${kind}#${addDays(from, 1 - longestDays)}`,
      ':end': `${kind}#${to}`,
    },
    ConsistentRead: true,
  });
  const isWaiting = (entry: T) => entryStatusOf(entry) === 'awaiting';
  const waitingAttributes = (entry: T) =>
    awaitingAttributes(organisation, kind, nameOf(entry), daysOf(entry));
  const reaches =
    ({ from }: Days) =>
    (entry: T) =>
      daysOf(entry).to > from;

  /** A user's entries that hold one of some days and have one of some statuses. */
  async function having(statuses: readonly EntryStatus[], userId: UserId, days: Days): Promise<T[]> {
    const items = await database.main.queryAll(lookup(userId, days));
    return items
      .map(toEntry)
      .filter((entry) => statuses.includes(entryStatusOf(entry)) && reaches(days)(entry));
  }

  async function findMany(names: readonly EntryName[]): Promise<T[]> {
    const keys = names.map(({ userId, first, id }) => keyOf(userId, first, id as T['id']));
    const items = await database.main.batchGet(keys);
    const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
    return keys.flatMap(({ pk, sk }) => byKey.get(`${pk} ${sk}`) ?? []).map(toEntry);
  }

  return {
    /**
     * Adds an entry under its id, once its months are marked and it is noted: whoever reads a mark too early is told of the
     * entry's days later, and a note without its entry names nothing.
     */
    async add(entry: T): Promise<void> {
      await Promise.all([
        enteredMonths.mark(entry.userId, daysOf(entry)),
        notices.add([{ name: nameOf(entry), days: daysOf(entry) }]),
      ]);
      await database.main.putIfAbsent({
        ...keyOf(entry.userId, daysOf(entry).from, entry.id),
        ...entry,
        ...(isWaiting(entry) ? waitingAttributes(entry) : {}),
      });
    },

    /** A user's entries that count and hold one of some days, in the order of their first days and ids. */
    async ofUser(userId: UserId, days: Days): Promise<T[]> {
      return await having(['counting'], userId, days);
    },

    /** A user's entries that hold one of some days and count, or would if they were approved. */
    async standing(userId: UserId, days: Days): Promise<T[]> {
      return await having(['counting', 'awaiting'], userId, days);
    },

    /** A user's entries that hold one of some days, whatever has become of them. */
    async ever(userId: UserId, days: Days): Promise<T[]> {
      return await having(entryStatuses, userId, days);
    },

    /** A page of a user's entries on some days, withdrawn ones included. A page may be short although more follow. */
    async page(userId: UserId, days: Days, limit: number, cursor?: string): Promise<Page<T>> {
      const { items, lastKey } = await database.main.queryPage(
        lookup(userId, days),
        limit,
        cursor ? decodeCursor(cursor, isKeyIn('pk', partitionOf(userId))) : undefined,
      );
      return {
        items: items.map(toEntry).filter(reaches(days)),
        nextCursor: lastKey && encodeCursor(lastKey),
      };
    },

    /**
     * A page of everybody's entries on some days, by day and user, withdrawn ones included, strongly consistent. A page may be
     * short although more follow.
     */
    async pageOfAll(days: Days, limit: number, cursor?: string): Promise<Page<T>> {
      const { names, nextCursor } = await notices.page(days, limit, cursor);
      return { items: (await findMany(names)).filter(reaches(days)), nextCursor };
    },

    /** The entries of some names, in their order. Those that are not there are left out. */
    findMany,

    /** Notes all entries of a user that an earlier version may have stored without a note. Doing it twice changes nothing. */
    async noteAll(userId: UserId): Promise<void> {
      const items = await database.main.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
        ExpressionAttributeValues: { ':pk': partitionOf(userId), ':kind': `${kind}#` },
        ConsistentRead: true,
      });
      const entries = items.map(toEntry);
      await notices.add(entries.map((entry) => ({ name: nameOf(entry), days: daysOf(entry) })));
    },

    /** Every entry of a user, withdrawn ones included. */
    async allOf(userId: UserId): Promise<T[]> {
      const items = await database.main.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
        ExpressionAttributeValues: { ':pk': partitionOf(userId), ':kind': `${kind}#` },
        ConsistentRead: true,
      });
      return items.map(toEntry);
    },

    /**
     * Takes back that an entry was withdrawn at a moment for a reason; otherwise nothing happens.
     * @param entry - with the approval that it is to have
     */
    async restore(entry: T, { at, reason }: Pick<Withdrawal, 'at' | 'reason'>): Promise<void> {
      const { approval } = entry;
      const { withdrawn: _withdrawn, ...standing } = entry;
      const list = entryStatusOf(standing) === 'awaiting' ? waitingAttributes(entry) : undefined;
      const set = [...(approval ? ['#approval = :approval'] : []), ...(list ? [setWaiting] : [])];
      await database.main.updateIf(keyOf(entry.userId, daysOf(entry).from, entry.id), {
        UpdateExpression: `REMOVE withdrawn${set.length === 0 ? '' : ` SET ${set.join(', ')}`}`,
        ConditionExpression: 'withdrawn.#at = :at AND withdrawn.#reason = :reason',
        ExpressionAttributeNames: {
          '#at': 'at',
          '#reason': 'reason',
          ...(approval ? { '#approval': 'approval' } : {}),
        },
        ExpressionAttributeValues: {
          ':at': at,
          ':reason': reason,
          ...(approval ? { ':approval': approval } : {}),
          ...(list ? { ':kindPk': list.kindPk, ':kindSk': list.kindSk } : {}),
        },
      });
    },

    /** Decides about an entry that waits. @returns the entry, or `null` when there is none that waits */
    async decide(entry: T, decision: Decision): Promise<T | null> {
      const item = await database.main.updateIf(keyOf(entry.userId, daysOf(entry).from, entry.id), {
        UpdateExpression: 'SET #approval = :decision REMOVE kindPk, kindSk',
        ConditionExpression: 'attribute_not_exists(withdrawn) AND #approval.#state = :awaiting',
        ExpressionAttributeNames: { '#approval': 'approval', '#state': 'state' },
        ExpressionAttributeValues: { ':decision': decision, ':awaiting': 'awaiting' },
      });
      return item && toEntry(item);
    },

    /** Lets an entry wait again. @param decided - that which is taken back. @returns the entry, or `null` when that does not hold any more */
    async awaitAgain(entry: T, decided: Approval): Promise<T | null> {
      const { kindPk, kindSk } = waitingAttributes(entry);
      const item = await database.main.updateIf(keyOf(entry.userId, daysOf(entry).from, entry.id), {
        UpdateExpression: `SET #approval = :awaiting, ${setWaiting}`,
        ConditionExpression:
          'attribute_not_exists(withdrawn) AND #approval.#state = :state AND #approval.#at = :at',
        ExpressionAttributeNames: { '#approval': 'approval', '#state': 'state', '#at': 'at' },
        ExpressionAttributeValues: {
          ':awaiting': { state: 'awaiting' },
          ':state': decided.state,
          ':at': decided.at,
          ':kindPk': kindPk,
          ':kindSk': kindSk,
        },
      });
      return item && toEntry(item);
    },

    /** The first day under which an entry is kept. */
    firstDayOf: (entry: T): LocalDate => daysOf(entry).from,

    /** An entry by its user, first day and id. */
    async find(userId: UserId, first: LocalDate, id: T['id']): Promise<T | undefined> {
      const item = await database.main.get(keyOf(userId, first, id));
      return item && toEntry(item);
    },

    /** Withdraws an entry. @returns the entry, or `null` when there is none that is not withdrawn */
    async withdraw(userId: UserId, first: LocalDate, id: T['id'], withdrawal: Withdrawal): Promise<T | null> {
      const item = await database.main.updateIf(keyOf(userId, first, id), {
        UpdateExpression: 'SET withdrawn = :withdrawal REMOVE kindPk, kindSk',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(withdrawn)',
        ExpressionAttributeValues: { ':withdrawal': withdrawal },
      });
      return item && toEntry(item);
    },
  };
}

/** The store of one kind of entries. */
export type EntryStore<T extends Entered> = ReturnType<typeof entryStore<T>>;

const ofItsDate = ({ date }: { date: LocalDate }): Days => ({ from: date, to: addDays(date, 1) });

/** HR's entries about the users of one organisation: corrections, leaves, day overrides. */
export function entryStores(database: Database, organisation: string) {
  return {
    awaitingEntries: awaitingEntryStore(database, organisation, longestEntryDays),
    corrections: entryStore<StoredCorrection>(
      database,
      organisation,
      keysOfKinds.correction,
      toCorrection,
      ofItsDate,
      1,
    ),
    leaves: entryStore<StoredLeave>(
      database,
      organisation,
      keysOfKinds.leave,
      toLeave,
      (leave) => leave,
      longestEntryDays,
    ),
    overrides: entryStore<StoredOverride>(
      database,
      organisation,
      keysOfKinds['day-override'],
      toOverride,
      ofItsDate,
      1,
    ),
  };
}
