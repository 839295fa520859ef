/** Keeps a copy of the outbox while a newer program is tried, which may change its layout for good. @module */

import { constants, copyFileSync, existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StateDirError, shareWithFolderOwner } from '#bridge/config/index.ts';
import { numberIn } from './rows.ts';

function layoutOf(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    return numberIn(database.prepare('PRAGMA user_version').get(), 'user_version');
  } finally {
    database.close();
  }
}

/**
 * Copies the outbox of a bridge that does not run; nothing where there is none.
 * @param copy - a file that is not there
 * @throws StateDirError `damaged` when it is a link: root does not go where the bridge points
 */
export function copyOutbox(stateDir: string, copy: string): void {
  const file = join(stateDir, 'outbox.db');
  const about = lstatSync(file, { throwIfNoEntry: false });
  if (about === undefined) return;
  if (!about.isFile()) throw new StateDirError('damaged', `${file} is no file. Nothing was changed.`);
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    database.prepare('VACUUM INTO ?').run(copy);
  } finally {
    database.close();
  }
}

/**
 * Puts the copy back where a newer program has changed the layout, which the one before would refuse; otherwise the
 * outbox stays as it is. What the newer program has written is set aside as `outbox.db.newer`. The bridge must not run.
 * @returns whether the copy was put back
 */
export function restoreOutbox(stateDir: string, copy: string): boolean {
  const file = join(stateDir, 'outbox.db');
  if (!existsSync(copy) || (existsSync(file) && layoutOf(file) === layoutOf(copy))) return false;
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${file}.newer${end}`, { force: true });
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${file}.newer${end}`);
  }
  const fresh = `${file}.copied`;
  rmSync(fresh, { force: true });
  // Never through a link that somebody has put there.
  copyFileSync(copy, fresh, constants.COPYFILE_EXCL);
  shareWithFolderOwner(fresh);
  renameSync(fresh, file);
  return true;
}
