/** Puts a database's write-ahead log on disk without waiting for the disk. @module */

import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Save } from './commits.ts';

/** The log of a database. */
interface LogFile {
  save: Save;
  /** To be called before the database is closed, which puts everything on disk itself and removes the log. */
  close(): void;
}

/**
 * Opens the log of an open database. It stays the same file as long as the database is open, and SQLite's locks are not on
 * it, so that a second descriptor takes none away.
 * @param file - the database's
 * @see https://www.sqlite.org/wal.html
 */
export function openLog(file: string): LogFile {
  // The log's name has to be on disk as well.
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
  const log = openSync(`${file}-wal`, 'r+');
  let isBusy = false;
  let isClosed = false;
  return {
    save(done) {
      if (isClosed) {
        done(null);
        return;
      }
      isBusy = true;
      fdatasync(log, (failure) => {
        isBusy = false;
        if (isClosed) closeSync(log);
        done(failure);
      });
    },
    close() {
      isClosed = true;
      if (!isBusy) closeSync(log);
    },
  };
}
