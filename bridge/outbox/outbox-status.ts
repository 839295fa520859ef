import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '#shared/time/wall-time.ts';
import { type Enrolment, Enrolments } from './enrolments.ts';
import { numberIn, numberOrNullIn } from './rows.ts';
import { TerminalMemory, type TerminalReportValue } from './terminal-memory.ts';

/** What an outbox tells about its bridge without disturbing it. */
export interface OutboxStatus {
  enrolment: Enrolment | null;
  lastContact: Instant | null;
  waiting: { records: number; bytes: number; oldestAt: number | null; refusedRecords: number };
  terminals: TerminalReportValue[];
}

/** Reads the status of a state folder, also while a bridge is working with it; `null` when there is no outbox. */
export function readOutboxStatus(stateDir: string): OutboxStatus | null {
  const file = join(stateDir, 'outbox.db');
  if (!existsSync(file)) return null;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const row = database
      .prepare(
        `SELECT COALESCE(SUM(record_count), 0) AS records, COALESCE(SUM(bytes), 0) AS bytes,
           COALESCE(SUM(CASE WHEN refusals > 0 THEN record_count END), 0) AS refused, MIN(created_at) AS oldest_at
         FROM outbox`,
      )
      .get();
    const enrolments = new Enrolments(database);
    return {
      enrolment: enrolments.current(),
      lastContact: enrolments.lastContact(),
      waiting: {
        records: numberIn(row, 'records'),
        bytes: numberIn(row, 'bytes'),
        oldestAt: numberOrNullIn(row, 'oldest_at'),
        refusedRecords: numberIn(row, 'refused'),
      },
      terminals: new TerminalMemory(database).reports(),
    };
  } finally {
    database.close();
  }
}
