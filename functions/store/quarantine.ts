/** Stores records that could not become punches, each once, with its reason and with what somebody has done about it. @module */

import type { BatchId } from '#shared/contract/ids.ts';
import type { QuarantineReason } from '#shared/punch/plausibility.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Item, Key } from './database.ts';
import { type Existing, toExisting } from './existing.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { flag, number, object, optional, text } from './shape.ts';
import { type Withdrawal, withdrawalShape } from './stored-entry.ts';
import { readerOf } from './stored-kind.ts';

/** Whether a record waits for somebody, was set aside for good, or is a punch by now. */
export type QuarantineState = 'open' | 'dismissed' | 'stored';

/** That a record became a punch after all. */
export interface Replayed {
  at: Instant;
  by: string;
  /** Whether the same punch had been stored before, from another record. */
  wasKnown?: boolean | undefined;
}

/** A record that could not become a punch, as stored. */
export interface QuarantinedRecord extends TerminalRecord {
  /** Digest of terminal and record: the same record is kept once. */
  id: string;
  terminal: Serial;
  reason: QuarantineReason;
  receivedAt: Instant;
  batchId: BatchId;
  /** Who decided that it never was a punch, when and why. */
  dismissed?: Withdrawal | undefined;
  stored?: Replayed | undefined;
}

/** What names a record: ids of different terminals may be the same. */
export type RecordName = Pick<QuarantinedRecord, 'terminal' | 'id'>;

const toRecord = readerOf(
  'quarantined record',
  object<QuarantinedRecord>({
    id: text(),
    terminal: text(),
    reason: text(),
    receivedAt: text(),
    batchId: text(),
    pin: text(),
    time: text(),
    status: number(),
    verify: number(),
    workCode: text(),
    raw: optional(text()),
    place: optional(number()),
    clockSuspect: optional(flag()),
    dismissed: optional(withdrawalShape),
    stored: optional(object<Replayed>({ at: text(), by: text(), wasKnown: optional(flag()) })),
  }),
);

/** What has become of a record. */
export function quarantineStateOf({ dismissed, stored }: QuarantinedRecord): QuarantineState {
  if (stored !== undefined) return 'stored';
  return dismissed === undefined ? 'open' : 'dismissed';
}

/** Quarantined records of one organisation. None is ever deleted: what is settled moves to another list. */
export function quarantineStore(database: Database, organisation: string) {
  const listOf = (...parts: string[]) =>
    kindList(
      database,
      { table: 'main', partitionKey: partition(organisation, 'QUARANTINED', ...parts), latestFirst: true },
      toRecord,
    );
  const lists = { open: listOf(), dismissed: listOf('DISMISSED'), stored: listOf('STORED') };

  function keyOf(record: RecordName): Key {
    return { pk: partition(organisation, 'QUARANTINE', record.terminal), sk: record.id };
  }

  const placeOf = (record: QuarantinedRecord) => `${record.receivedAt}#${record.terminal}#${record.id}`;

  /** Moves a record to a list, as long as it has not moved otherwise. @returns the record after it, or `null` */
  async function move(
    record: QuarantinedRecord,
    to: QuarantineState,
    now: Instant,
    change: { set?: string; remove?: string; only: string; values?: Record<string, unknown> },
  ): Promise<QuarantinedRecord | null> {
    const key = keyOf(record);
    const { kindPk, kindSk } = lists[to].attributes(placeOf(record));
    const set = ['kindPk = :list', 'kindSk = :place', ...(change.set === undefined ? [] : [change.set])];
    const update = database.main.updateIf(key, {
      UpdateExpression: `SET ${set.join(', ')}${change.remove === undefined ? '' : ` REMOVE ${change.remove}`}`,
      ConditionExpression: `attribute_exists(pk) AND ${change.only}`,
      ExpressionAttributeNames: { '#stored': 'stored' },
      ExpressionAttributeValues: { ':list': kindPk, ':place': kindSk, ...change.values },
    });
    const [item] = await Promise.all([update, lists[to].announce([{ ...key, kindSk }], now)]);
    return item === null ? null : toRecord(item);
  }

  return {
    keyOf,

    /** Which of these records are stored already, and which batch brought each. */
    async findExisting(records: readonly QuarantinedRecord[]): Promise<Existing[]> {
      return (await database.main.batchGet(records.map(keyOf), 'pk, sk, batchId')).map(toExisting);
    },

    /** Keeps records with different digests. @returns the keys of those that could not be written */
    async addAll(records: readonly QuarantinedRecord[]): Promise<Key[]> {
      const items = records.map((record) => ({
        ...keyOf(record),
        ...lists.open.attributes(placeOf(record)),
        ...record,
      }));
      const [refused] = await Promise.all([
        database.main.batchPut(items),
        lists.open.announce(items, records[0]?.receivedAt),
      ]);
      return refused;
    },

    /** The records of some names, strongly consistent; those that do not exist are left out. */
    async findMany(names: readonly RecordName[]): Promise<QuarantinedRecord[]> {
      return (await database.main.batchGet(names.map(keyOf))).map((item: Item) => toRecord(item));
    },

    /** Sets a record aside that is open. @returns the record after it, or `null` when it was not open any more */
    async dismiss(record: QuarantinedRecord, dismissed: Withdrawal): Promise<QuarantinedRecord | null> {
      return await move(record, 'dismissed', dismissed.at, {
        set: 'dismissed = :dismissed',
        only: 'attribute_not_exists(dismissed) AND attribute_not_exists(#stored)',
        values: { ':dismissed': dismissed },
      });
    },

    /** Opens a record again that was dismissed. @returns the record after it, or `null` when it was not dismissed any more */
    async restore(record: QuarantinedRecord, now: Instant): Promise<QuarantinedRecord | null> {
      return await move(record, 'open', now, {
        remove: 'dismissed',
        only: 'attribute_exists(dismissed) AND attribute_not_exists(#stored)',
      });
    },

    /** Notes that a record is a punch, also when somebody dismisses it meanwhile. @returns `null` when that was noted before */
    async noteStored(record: QuarantinedRecord, stored: Replayed): Promise<QuarantinedRecord | null> {
      return await move(record, 'stored', stored.at, {
        set: '#stored = :stored',
        remove: 'dismissed',
        only: 'attribute_not_exists(#stored)',
        values: { ':stored': stored },
      });
    },

    /** How many wait, as an index has them. */
    async count(): Promise<number> {
      return await lists.open.countAsIndexed();
    },

    /**
     * Those of one state, the latest first. A page with a filter may be short although more follow, where it has looked at some
     * thousand others.
     */
    async list(
      state: QuarantineState,
      limit: number,
      cursor?: string,
      fits?: (record: QuarantinedRecord) => boolean,
    ): Promise<Page<QuarantinedRecord>> {
      const list = lists[state];
      return fits ? await list.filledPage(limit, cursor, fits) : await list.page(limit, cursor);
    },
  };
}
