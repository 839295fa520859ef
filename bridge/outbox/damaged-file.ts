/** Moves a damaged outbox database aside, and saves the waiting records that can still be read from it. @module */

import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { Serial as SerialField } from '#shared/contract/fields.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';

const besideDatabase = ['', '-wal', '-shm'] as const;

/** What could be saved of a damaged outbox: records that waited for the cloud. */
export interface SavedBatch {
  serial: Serial;
  driftSeconds: number | null;
  records: TerminalRecord[];
}

/** A damaged outbox that was moved away. */
export interface SetAside {
  /** Where it lies now. */
  file: string;
  /** What was wrong with it. */
  reason: string;
  batches: SavedBatch[];
}

const savedRow = z.object({
  serial: SerialField,
  drift_seconds: z.number().nullable(),
  records: z.string().transform((text): unknown => JSON.parse(text)),
});
const savedRecords = z.array(
  z.object({
    pin: z.string(),
    time: z.string(),
    status: z.number(),
    verify: z.number(),
    workCode: z.string(),
    raw: z.string().optional(),
    place: z.number().optional(),
  }),
);

/**
 * Moves a damaged outbox away, with its time in the name, and reads from it what can still be read. Nothing is deleted.
 * @param file - the database; its write-ahead log goes with it
 * @param now - epoch milliseconds
 */
export function setAside(file: string, now: number, reason: string): SetAside {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  let target = `${file}.damaged-${stamp}`;
  for (let number = 2; existsSync(target); number += 1) target = `${file}.damaged-${stamp}-${number}`;
  for (const suffix of besideDatabase) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  return { file: target, reason, batches: [...savedBatches(target)] };
}

/** Batches one by one, because a damaged page hides only the rows on it. */
function* savedBatches(file: string): Generator<SavedBatch, void, undefined> {
  const open = (): { database: DatabaseSync; rows: number[] } | undefined => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const rows = database.prepare('SELECT seq FROM outbox ORDER BY seq').all();
      return { database, rows: rows.map(({ seq }) => Number(seq)) };
    } catch {
      database.close();
      return undefined;
    }
  };
  const opened = unlessUnreadable(open);
  if (opened === undefined) return;
  try {
    const read = opened.database.prepare('SELECT serial, drift_seconds, records FROM outbox WHERE seq = ?');
    for (const seq of opened.rows) {
      const batch = unlessUnreadable(() => savedBatch(read.get(seq)));
      if (batch !== undefined) yield batch;
    }
  } finally {
    opened.database.close();
  }
}

function savedBatch(row: unknown): SavedBatch {
  const { serial, drift_seconds, records } = savedRow.parse(row);
  return {
    serial,
    driftSeconds: drift_seconds,
    records: savedRecords.parse(records).map(({ raw, place, ...fields }) => ({
      ...fields,
      ...(raw === undefined ? {} : { raw }),
      ...(place === undefined ? {} : { place }),
    })),
  };
}

/** Whatever a damaged file does to its reader, the rest of it may still be sound. */
function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
