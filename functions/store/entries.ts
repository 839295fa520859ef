/** Stores HR's entries by user and first day, so that some days' entries are one bounded read. @module */

import type { Correction, DayOverride, Leave } from '#shared/attendance/index.ts';
import type { CorrectionId, LeaveId, OverrideId } from '#shared/contract/ids.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database, Item } from './database.ts';
import { enteredMonthStore } from './entered-months.ts';
import { type EntryName, entryNotices } from './entry-notices.ts';
import { partition } from './keys.ts';
import {
  type FieldChecks,
  listOf,
  number,
  object,
  oneByField,
  oneOf,
  optional,
  orNull,
  text,
} from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Who withdrew an entry, when and why. */
export interface Withdrawal {
  at: Instant;
  by: string;
  reason: string;
}

/** Ids of entries that HR enters about a user. */
export type EntryId = CorrectionId | LeaveId | OverrideId;

/** What every entry has that HR makes about a user. */
export type Entered<Id extends EntryId = EntryId> = {
  id: Id;
  userId: UserId;
  author: string;
  enteredAt: Instant;
  reason: string;
  /** Absent while the entry counts. Entries are never deleted. */
  withdrawn?: Withdrawal;
};

/** The shape of a withdrawal. */
export const withdrawalShape = object<Withdrawal>({ at: text(), by: text(), reason: text() });

const entered = <Id extends EntryId>(): FieldChecks<Entered<Id>> => ({
  id: text(),
  userId: text(),
  author: text(),
  enteredAt: text(),
  reason: text(),
  withdrawn: optional(withdrawalShape),
});

/** A correction as stored. */
export type StoredCorrection = Correction & Entered<CorrectionId>;
/** A leave as stored. */
export type StoredLeave = Leave & Entered<LeaveId> & { to: LocalDate };
/** A day override as stored. */
export type StoredOverride = DayOverride & Entered<OverrideId>;

const portionShape = oneByField<Leave['portion'], 'kind'>('kind', {
  full: object({ kind: oneOf('full') }),
  half: object({ kind: oneOf('half'), half: oneOf('first', 'second') }),
  hours: object({ kind: oneOf('hours'), minutes: number() }),
});

const corrected = { ...entered<CorrectionId>(), date: text<LocalDate>() };

/** Reads a correction. @throws UnreadableItem */
export const toCorrection = readerOf(
  'correction',
  oneByField<StoredCorrection, 'kind'>('kind', {
    'add-time': object({
      ...corrected,
      kind: oneOf('add-time'),
      wallTime: text(),
      direction: orNull(oneOf('in', 'out')),
    }),
    'void-punch': object({
      ...corrected,
      kind: oneOf('void-punch'),
      serial: text(),
      wallTime: text(),
      status: number(),
    }),
    'set-slot': object({
      ...corrected,
      kind: oneOf('set-slot'),
      column: text(),
      wallTime: orNull(text()),
    }),
    'set-day-type': object({ ...corrected, kind: oneOf('set-day-type'), dayType: text() }),
    'set-schedule': object({
      ...corrected,
      kind: oneOf('set-schedule'),
      scheduleId: orNull(text()),
      furtherScheduleIds: optional(listOf(text())),
    }),
    'set-leave': object({ ...corrected, kind: oneOf('set-leave'), type: text(), portion: portionShape }),
    'set-status': object({ ...corrected, kind: oneOf('set-status'), status: text() }),
    'set-remark': object({ ...corrected, kind: oneOf('set-remark'), remark: text() }),
    'approve-overtime': object({
      ...corrected,
      kind: oneOf('approve-overtime'),
      code: orNull(text()),
      minutes: orNull(number()),
    }),
  }),
);

/** Reads a leave. @throws UnreadableItem */
export const toLeave = readerOf(
  'leave',
  object<StoredLeave>({
    ...entered<LeaveId>(),
    type: text(),
    from: text(),
    to: text(),
    portion: portionShape,
  }),
);

/** Reads an override of a date. @throws UnreadableItem */
export const toOverride = readerOf(
  'override of a date',
  object<StoredOverride>({
    ...entered<OverrideId>(),
    date: text(),
    scheduleId: optional(orNull(text())),
    furtherScheduleIds: optional(listOf(text())),
    dayType: optional(text()),
  }),
);

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
  kind: string,
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
  const reaches =
    ({ from }: Days) =>
    (entry: T) =>
      daysOf(entry).to > from;

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
      });
    },

    /** A user's entries that count and hold one of some days, in the order of their first days and ids. */
    async ofUser(userId: UserId, days: Days): Promise<T[]> {
      const items = await database.main.queryAll(lookup(userId, days));
      return items.map(toEntry).filter((entry) => entry.withdrawn === undefined && reaches(days)(entry));
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
      const keys = names.map(({ userId, first, id }) => keyOf(userId, first, id as T['id']));
      const items = await database.main.batchGet(keys);
      const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
      const found = keys.flatMap(({ pk, sk }) => byKey.get(`${pk} ${sk}`) ?? []);
      return { items: found.map(toEntry).filter(reaches(days)), nextCursor };
    },

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

    /** Lets an entry count again that was withdrawn at a moment for a reason; otherwise nothing happens. */
    async restore(entry: T, { at, reason }: Pick<Withdrawal, 'at' | 'reason'>): Promise<void> {
      await database.main.updateIf(keyOf(entry.userId, daysOf(entry).from, entry.id), {
        UpdateExpression: 'REMOVE withdrawn',
        ConditionExpression: 'withdrawn.#at = :at AND withdrawn.#reason = :reason',
        ExpressionAttributeNames: { '#at': 'at', '#reason': 'reason' },
        ExpressionAttributeValues: { ':at': at, ':reason': reason },
      });
    },

    /** The first day under which an entry is kept. */
    firstDayOf: (entry: T): LocalDate => daysOf(entry).from,

    /** An entry by its user, first day and id. */
    async find(userId: UserId, first: LocalDate, id: T['id']): Promise<T | undefined> {
      const item = await database.main.get(keyOf(userId, first, id));
      return item && toEntry(item);
    },

    /** Withdraws an entry. @returns the entry, or `null` when there is none that counts */
    async withdraw(userId: UserId, first: LocalDate, id: T['id'], withdrawal: Withdrawal): Promise<T | null> {
      const item = await database.main.updateIf(keyOf(userId, first, id), {
        UpdateExpression: 'SET withdrawn = :withdrawal',
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
    corrections: entryStore<StoredCorrection>(database, organisation, 'CORR', toCorrection, ofItsDate, 1),
    leaves: entryStore<StoredLeave>(
      database,
      organisation,
      'LEAVE',
      toLeave,
      (leave) => leave,
      longestEntryDays,
    ),
    overrides: entryStore<StoredOverride>(database, organisation, 'OVERRIDE', toOverride, ofItsDate, 1),
  };
}
