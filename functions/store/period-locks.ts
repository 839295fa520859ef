/** Stores locks of periods by their first day, and finds those that hold given days. @module */

import type { JobId, LockId } from '#shared/contract/ids.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Change, Database } from './database.ts';
import { longestEntryDays } from './entries.ts';
import { inFlightBook } from './in-flight.ts';
import { partition } from './keys.ts';
import { flag, object, optional, text } from './shape.ts';
import type { Withdrawal } from './stored-entry.ts';
import { readerOf } from './stored-kind.ts';

/** Who opened a lock, when and why; where that was Rollcall itself, the reason as data too, as JSON. */
export type Unlocking = Withdrawal & { failure?: string | undefined };

/** A period lock as stored. */
export interface StoredLock {
  id: LockId;
  /** `from ≤ date < to`, at most {@link longestEntryDays}. */
  from: LocalDate;
  to: LocalDate;
  /** The department whose rows are locked; everybody's rows when absent. */
  department?: string | undefined;
  reason: string;
  lockedBy: string;
  lockedAt: Instant;
  /** The generation that seals the rows, or that opened them again. */
  jobId: JobId;
  /** It was asked for without force: a pending or incomplete day is not sealed, and opens it. Locks of earlier versions have none. */
  onlyFinished?: boolean | undefined;
  /** When every row was known to be sealed. */
  sealedAt?: Instant;
  /** Absent while the lock holds. Locks are never deleted. */
  unlocked?: Unlocking;
}

/** A lock that has been decided on and may not be stored yet. */
export interface LockInFlight {
  id: LockId;
  at: Instant;
  from: LocalDate;
  to: LocalDate;
  department?: string | undefined;
}

const toLock = readerOf(
  'period lock',
  object<StoredLock>({
    id: text(),
    from: text(),
    to: text(),
    department: optional(text()),
    reason: text(),
    lockedBy: text(),
    lockedAt: text(),
    jobId: text(),
    onlyFinished: optional(flag()),
    sealedAt: optional(text()),
    unlocked: optional(
      object<Unlocking>({ at: text(), by: text(), reason: text(), failure: optional(text()) }),
    ),
  }),
);

/** Period locks of one organisation by their first day, so that finding those of some days takes one bounded read. */
export function periodLockStore(database: Database, organisation: string) {
  const pk = partition(organisation, 'LOCKS');
  const keyOf = ({ from, id }: Pick<StoredLock, 'from' | 'id'>) => ({ pk, sk: `${from}#${id}` });
  const everyLock = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };

  async function change(lock: StoredLock, wanted: Change): Promise<StoredLock | null> {
    const item = await database.main.updateIf(keyOf(lock), wanted);
    return item && toLock(item);
  }

  return {
    /** The locks that are being made at this moment. */
    inFlight: inFlightBook<LockInFlight>(
      database.main,
      { pk: partition(organisation, 'INFLIGHT', 'LOCKS'), sk: 'INFLIGHT' },
      object({ id: text(), at: text(), from: text(), to: text(), department: optional(text()) }),
    ),

    /** Whether a lock is stored, open or not. */
    async has(lock: Pick<StoredLock, 'from' | 'id'>): Promise<boolean> {
      return (await database.main.get(keyOf(lock))) !== undefined;
    },

    async add(lock: StoredLock): Promise<void> {
      await database.main.putIfAbsent({ ...keyOf(lock), ...lock });
    },

    /** A lock by its id, whatever its period. */
    async find(lockId: LockId): Promise<StoredLock | undefined> {
      const items = await database.main.queryAll(everyLock);
      return items.map(toLock).find((lock) => lock.id === lockId);
    },

    /** Locks that hold one of the days `from ≤ date < to`, and have not been unlocked. */
    async holding(from: LocalDate, to: LocalDate): Promise<StoredLock[]> {
      const items = await database.main.queryAll({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
        ExpressionAttributeValues: { ':pk': pk, ':first': addDays(from, 1 - longestEntryDays), ':end': to },
        ConsistentRead: true,
      });
      return items.map(toLock).filter((lock) => lock.unlocked === undefined && lock.to > from);
    },

    async list(limit: number, cursor?: string): Promise<Page<StoredLock>> {
      const { items, lastKey } = await database.main.queryPage(
        everyLock,
        limit,
        cursor ? decodeCursor(cursor, isKeyIn('pk', pk)) : undefined,
      );
      return { items: items.map(toLock), nextCursor: lastKey && encodeCursor(lastKey) };
    },

    /** Notes that every row is sealed; the first note counts. @returns `null` when that was noted before, or the lock has been opened */
    async seal(lock: StoredLock, at: Instant): Promise<StoredLock | null> {
      return await change(lock, {
        UpdateExpression: 'SET sealedAt = :at',
        ConditionExpression: 'attribute_not_exists(sealedAt) AND attribute_not_exists(unlocked)',
        ExpressionAttributeValues: { ':at': at },
      });
    },

    /**
     * Opens a lock. @param jobId - the generation that computes its days again
     * @returns `null` when it is open already
     */
    async unlock(lock: StoredLock, unlocked: Unlocking, jobId: JobId): Promise<StoredLock | null> {
      return await change(lock, {
        UpdateExpression: 'SET unlocked = :unlocked, jobId = :job',
        ConditionExpression: 'attribute_not_exists(unlocked)',
        ExpressionAttributeValues: { ':unlocked': unlocked, ':job': jobId },
      });
    },
  };
}
