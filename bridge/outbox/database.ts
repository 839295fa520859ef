/** Opens, creates and upgrades the SQLite database of the outbox, and runs work in one transaction. @module */

import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StateDirError, touchPrivate } from '#bridge/config/index.ts';
import { type SetAside, setAside } from './damaged-file.ts';
import { diskFullSentence, isDiskFull, measuredRoom } from './disk-space.ts';
import { numberIn } from './rows.ts';

const schemaVersion = 3;

const silentTable =
  'CREATE TABLE silent (address TEXT PRIMARY KEY, fault TEXT NOT NULL) STRICT, WITHOUT ROWID;';
const importedUserTable =
  'CREATE TABLE imported_user (serial TEXT NOT NULL, pin TEXT NOT NULL, details TEXT NOT NULL, PRIMARY KEY (serial, pin)) STRICT, WITHOUT ROWID;';

/**
 * `seen` holds the identity of every record that was ever accepted, `outbox` the batches that the cloud has not
 * acknowledged, `task` what a download has moved so far, `task_user` whom it created, `reread` what a repeated download
 * (mode `all`) has accepted already, `terminal` what was last known of each terminal (`read_records`: how long its log was
 * when it was last read to the end), `silent` why an address has never reported a serial number,
 * `imported_user` the users of a terminal as a file had them, `meta` the outbox itself.
 */
const schema = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE terminal (
    number INTEGER PRIMARY KEY, serial TEXT NOT NULL UNIQUE, address TEXT, report TEXT, read_records INTEGER
  ) STRICT;
  ${silentTable}
  ${importedUserTable}
  CREATE TABLE seen (
    terminal INTEGER NOT NULL, identity BLOB NOT NULL, PRIMARY KEY (terminal, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE reread (
    task_id TEXT NOT NULL, identity BLOB NOT NULL, PRIMARY KEY (task_id, identity)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, batch_id TEXT NOT NULL UNIQUE, serial TEXT NOT NULL, task_id TEXT,
    state TEXT NOT NULL CHECK (state IN ('staged', 'ready')), record_count INTEGER NOT NULL, bytes INTEGER NOT NULL,
    drift_seconds INTEGER, refusals INTEGER NOT NULL, created_at INTEGER NOT NULL, records TEXT NOT NULL
  ) STRICT;
  CREATE INDEX outbox_next ON outbox (state, refusals, seq, batch_id);
  CREATE INDEX outbox_size ON outbox (serial, refusals, record_count, bytes, created_at);
  CREATE TABLE task (
    task_id TEXT PRIMARY KEY, serial TEXT NOT NULL, begun_at INTEGER NOT NULL,
    read_records INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0, stored INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0, quarantined INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0,
    users_detailed INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE task_user (
    task_id TEXT NOT NULL, pin TEXT NOT NULL, detailed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (task_id, pin)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${schemaVersion};
`;

/** What each layout lacks that the next one has. */
const upgrades: Readonly<Record<number, string>> = {
  1: `ALTER TABLE terminal ADD COLUMN read_records INTEGER; ${silentTable}`,
  2: importedUserTable,
};

function upgrade(database: DatabaseSync, from: number): void {
  for (let version = from; version < schemaVersion; version += 1) database.exec(upgrades[version] ?? '');
  database.exec(`PRAGMA user_version = ${schemaVersion}`);
}

/** Result codes of SQLite for a file that is broken: SQLITE_CORRUPT and SQLITE_NOTADB. */
const brokenFileCodes: readonly unknown[] = [11, 26];

/** A file whose content is broken, as opposed to a full disk or a folder that may not be read. */
class BrokenFile extends Error {
  override readonly name = 'BrokenFile';
}

function isBroken(error: unknown): boolean {
  // The low byte is the code; the higher bytes give details.
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
  return error instanceof BrokenFile || brokenFileCodes.includes(code);
}

function prepare(database: DatabaseSync, file: string): void {
  const check = database.prepare('PRAGMA integrity_check(1)').get();
  if (check?.integrity_check !== 'ok') {
    throw new BrokenFile(`integrity check: ${String(check?.integrity_check)}`);
  }
  // FULL: a batch counts as accepted only when it would survive a power cut, not just the end of this process.
  database.exec(`
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -32768;
  `);
  const version = numberIn(database.prepare('PRAGMA user_version').get(), 'user_version');
  if (version === 0) inTransaction(database, () => database.exec(schema));
  else if (version < schemaVersion) inTransaction(database, () => upgrade(database, version));
  else if (version > schemaVersion) {
    throw new Error(`it has layout ${version}, and this bridge knows ${schemaVersion}: ${file}`);
  }
}

function tryToOpen(file: string): DatabaseSync {
  touchPrivate(file);
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    prepare(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** An outbox database that is open. */
export interface OpenedDatabase {
  database: DatabaseSync;
  /** The file that was there before and could not be used; `null` when all is well. */
  damaged: SetAside | null;
}

/**
 * Opens the outbox database, making it (mode 0600) when it is not there. A broken file is set aside, and a new one made:
 * what it knew is in the terminals' logs and in the cloud.
 * @param now - epoch milliseconds
 * @param isShared - another process works with it: nothing is set aside
 * @throws StateDirError `damaged` when the file is sound but of another version, or cannot be opened at all, and
 *   `disk-full` when there is no room for opening it
 */
export function openDatabase(file: string, now: number, isShared: boolean): OpenedDatabase {
  try {
    return { database: tryToOpen(file), damaged: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const folder = dirname(file);
    if (isDiskFull(error, folder)) {
      const { freeBytes } = measuredRoom(folder);
      throw new StateDirError('disk-full', diskFullSentence({ path: folder, freeBytes }), { cause: error });
    }
    if (isShared || !isBroken(error)) {
      throw new StateDirError('damaged', `The outbox ${file} cannot be used: ${reason}.`, { cause: error });
    }
    const damaged = setAside(file, now, reason);
    return { database: tryToOpen(file), damaged };
  }
}

/** Runs `work` in one transaction: all of it is on disk when this returns, or none of it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk ends the transaction automatically; a second ROLLBACK would hide the reason.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
