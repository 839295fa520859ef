/** Stores records that could not become punches, each once, with its reason. @module */

import type { BatchId } from '#shared/contract/ids.ts';
import type { QuarantineReason } from '#shared/punch/plausibility.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { type Existing, toExisting } from './existing.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { flag, number, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A record that could not become a punch, as stored. */
export interface QuarantinedRecord extends TerminalRecord {
  /** Digest of terminal and record: the same record is kept once. */
  id: string;
  terminal: Serial;
  reason: QuarantineReason;
  receivedAt: Instant;
  batchId: BatchId;
}

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
  }),
);

/** Quarantined records of one organisation. */
export function quarantineStore(database: Database, organisation: string) {
  const list = kindList(
    database,
    { table: 'main', partitionKey: partition(organisation, 'QUARANTINED'), latestFirst: true },
    toRecord,
  );

  function keyOf(record: Pick<QuarantinedRecord, 'terminal' | 'id'>): Key {
    return { pk: partition(organisation, 'QUARANTINE', record.terminal), sk: record.id };
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
        ...list.attributes(`${record.receivedAt}#${record.terminal}#${record.id}`),
        ...record,
      }));
      const [refused] = await Promise.all([
        database.main.batchPut(items),
        list.announce(items, records[0]?.receivedAt),
      ]);
      return refused;
    },

    /** How many wait, as an index has them. */
    async count(): Promise<number> {
      return await list.countAsIndexed();
    },

    /** The latest first. A page with a filter may be short although more follow. */
    async list(
      limit: number,
      cursor?: string,
      fits?: (record: QuarantinedRecord) => boolean,
    ): Promise<Page<QuarantinedRecord>> {
      return await list.page(limit, cursor, fits);
    },
  };
}
