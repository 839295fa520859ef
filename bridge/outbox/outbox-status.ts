/** Reads the state of the outbox and the terminals for `status`, also while a bridge works with it. @module */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StateDirError } from '#bridge/config/index.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { diskFullSentence, type FullDisk, measuredRoom } from './disk-space.ts';
import { Enrolments } from './enrolments.ts';
import { readFull } from './fullness.ts';
import type { Enrolment } from './identity-file.ts';
import { numberIn, numberOrNullIn } from './rows.ts';
import { TerminalMemory, type TerminalReportValue } from './terminal-memory.ts';

/** What an outbox shows of its bridge without disturbing it. */
export interface OutboxStatus {
  enrolment: Enrolment | null;
  lastContact: Instant | null;
  /** By how much the clock of this machine was ahead of true time then, in milliseconds. */
  clockAheadMilliseconds: number;
  waiting: { records: number; bytes: number; oldestAt: number | null; refusedRecords: number };
  terminals: TerminalReportValue[];
  /** Zones of terminals as the cloud has them, by serial number. */
  zones: ReadonlyMap<string, string>;
  /** Since when the outbox takes nothing, as an instant; `null` when it has room. */
  fullSince: Instant | null;
  /** The disk, when that and not the limit is what is full; `null` otherwise. */
  fullDisk: FullDisk | null;
  /** Why an address has never reported a serial number. */
  silent: { address: string; fault: { code: string; message: string } }[];
}

/**
 * Reads the status of a state folder, also while a bridge is working with it; `null` when there is no outbox.
 * @throws StateDirError `damaged` when the outbox cannot be read, `disk-full` when that needs room that there is not
 */
export function readOutboxStatus(stateDir: string): OutboxStatus | null {
  const file = join(stateDir, 'outbox.db');
  if (!existsSync(file)) return null;
  try {
    return statusOf(file, stateDir);
  } catch (error) {
    if (error instanceof StateDirError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const { freeBytes } = measuredRoom(stateDir);
    if (freeBytes === 0) {
      const sentence = diskFullSentence({ path: stateDir, freeBytes });
      throw new StateDirError('disk-full', sentence, { cause: error });
    }
    throw new StateDirError(
      'damaged',
      `The outbox ${file} cannot be read (${reason}). The next start of the bridge sets a damaged file aside and goes on.`,
      { cause: error },
    );
  }
}

function statusOf(file: string, stateDir: string): OutboxStatus {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const row = database
      .prepare(
        `SELECT COALESCE(SUM(record_count), 0) AS records, COALESCE(SUM(bytes), 0) AS bytes,
           COALESCE(SUM(CASE WHEN refusals > 0 THEN record_count END), 0) AS refused, MIN(created_at) AS oldest_at
         FROM outbox`,
      )
      .get();
    const full = readFull(database);
    // A disk without a byte may not have let the bridge write down that it is full.
    const { freeBytes } = measuredRoom(stateDir);
    const enrolments = new Enrolments(database, stateDir);
    const memory = new TerminalMemory(database);
    return {
      enrolment: enrolments.current(),
      lastContact: enrolments.lastContact(),
      clockAheadMilliseconds: enrolments.clockAhead(),
      waiting: {
        records: numberIn(row, 'records'),
        bytes: numberIn(row, 'bytes'),
        oldestAt: numberOrNullIn(row, 'oldest_at'),
        refusedRecords: numberIn(row, 'refused'),
      },
      terminals: memory.reports(),
      zones: memory.zones(),
      fullSince: full?.since ?? null,
      fullDisk: full?.of === 'disk' || freeBytes === 0 ? { path: stateDir, freeBytes } : null,
      silent: memory.silent(),
    };
  } finally {
    database.close();
  }
}
