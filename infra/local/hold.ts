/** Gives one process at a time the hold of a data folder; the hold ends when the process dies. @module */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeWritableFolder } from './make-folder.ts';

/** Exclusive use of a folder or file, until it is released. */
export interface Hold {
  release(): void;
}

/** Another process holds it. `owner` is what that process wrote about itself, if it could be read. */
export class AlreadyHeldError extends Error {
  override readonly name = 'AlreadyHeldError';
  readonly owner: string | undefined;

  constructor(path: string, owner: string | undefined) {
    super(`${path} is in use${owner === undefined ? '' : ` by ${owner}`}`);
    this.owner = owner;
  }
}

/** Node closes a database that nothing can reach any more, and the hold would end with it, whatever its taker believes. */
const held = new Set<DatabaseSync>();

/**
 * Takes the exclusive use of what a file stands for. The operating system holds it (through SQLite's file locks), so it ends with the
 * process however that dies, and a file left behind is simply taken over.
 * @param path - the file that stands for it; its folder is made when missing
 * @param owner - how messages name the holder, such as `process 4711`
 * @param waitMilliseconds - how long to wait for a holder that is about to leave
 * @throws AlreadyHeldError when somebody holds it after that time; SQLite's own error when the file cannot be used
 */
export function takeHold(path: string, owner: string, waitMilliseconds = 0): Hold {
  makeWritableFolder(dirname(path));
  // SQLite would make a file that everybody may read. One that exists is not opened here: to close it would end the hold
  // of this very process on it.
  if (!existsSync(path)) writeFileSync(path, '', { flag: 'a', mode: 0o600 });
  const ownerPath = `${path}.owner`;
  const database = new DatabaseSync(path, { timeout: waitMilliseconds });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new AlreadyHeldError(path, readOwner(ownerPath));
  }
  held.add(database);
  writeFileSync(ownerPath, owner, { mode: 0o600 });
  return {
    release() {
      if (!held.delete(database)) return;
      rmSync(ownerPath, { force: true });
      database.close();
    },
  };
}

/** SQLite's code for a file that somebody else has locked. */
const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === sqliteBusy;
}

function readOwner(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
