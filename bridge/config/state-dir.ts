/** Makes the state folder, keeps it private to its owner, and lets one bridge process at a time work on it. @module */

import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileTrouble } from '#shared/file-trouble.ts';

/** Why a state folder cannot be used. */
export type StateDirCode = 'not-private' | 'not-made' | 'in-use' | 'damaged' | 'disk-full';

/** A state folder that cannot be used. The message says what to do. */
export class StateDirError extends Error {
  override readonly name = 'StateDirError';
  readonly code: StateDirCode;

  constructor(code: StateDirCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const othersMode = 0o077;

/**
 * Insists that nobody but the owner can read a file or folder. Windows has no such mode, so nothing is checked there.
 * @throws StateDirError `not-private`
 */
export function assertPrivate(path: string): void {
  if (process.platform === 'win32') return;
  // What the service manager hands over is private; access lists may make its mode look otherwise.
  const credentials = process.env.CREDENTIALS_DIRECTORY;
  if (credentials !== undefined && path.startsWith(`${credentials}/`)) return;
  const stat = statSync(path);
  if ((stat.mode & othersMode) === 0) return;
  const wanted = stat.isDirectory() ? '0700' : '0600';
  throw new StateDirError(
    'not-private',
    `${path} can be read by other users of this machine. Make it private (chmod ${wanted}) and start again.`,
  );
}

/** Makes a folder and those above it: one by one, because Node's own way never ends where a file system refuses oddly. */
function makeFolder(path: string): void {
  const above = dirname(path);
  if (above !== path && !existsSync(above)) makeFolder(above);
  mkdirSync(path, { mode: 0o700 });
}

/** @throws StateDirError `not-made` when a file is where the state folder should be */
function assertFolder(path: string): void {
  if (statSync(path).isDirectory()) return;
  throw new StateDirError(
    'not-made',
    `The state folder ${path} is a file. Name another one as "stateDir" in the configuration.`,
  );
}

/**
 * Makes the state folder (mode 0700) unless it is there.
 * @throws StateDirError `not-private` when an existing folder is open to others, `not-made` when it cannot be made
 */
export function openStateDir(path: string): void {
  if (!existsSync(path)) {
    try {
      makeFolder(path);
      // The process umask may have taken bits away from the owner, too.
      chmodSync(path, 0o700);
    } catch (error) {
      throw new StateDirError(
        'not-made',
        `The state folder ${path} cannot be made (${fileTrouble(error)}). Name another one as "stateDir" in the configuration.`,
        { cause: error },
      );
    }
  }
  assertFolder(path);
  assertPrivate(path);
}

/**
 * Gives a file that root has made to the owner of its folder: the service must be able to use what an administrator has
 * made by hand.
 */
export function shareWithFolderOwner(path: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  chownSync(path, uid, gid);
}

/** Makes an empty file with mode 0600 unless it is there, so that what is written to it is never open to others. */
export function touchPrivate(path: string): void {
  const isNew = !existsSync(path);
  closeSync(openSync(path, 'a', 0o600));
  if (isNew) shareWithFolderOwner(path);
}

/** Held while one process works on a state folder. */
export interface StateHold {
  release(): void;
}

/**
 * Takes the lock of a state folder. SQLite's own file lock is used because the operating system releases it however
 * the process dies, so that no stale lock can keep the bridge from starting.
 * @throws StateDirError `in-use` when another bridge process works on the folder
 */
export function holdStateDir(path: string): StateHold {
  const file = join(path, 'bridge.lock');
  touchPrivate(file);
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new StateDirError(
      'in-use',
      `Another bridge process is working with ${path}. Stop it first, or start a download from the console.`,
      { cause: error },
    );
  }
  return { release: () => database.close() };
}

/** Whether a bridge process works on a state folder. @throws StateDirError when that cannot be found out */
export function isHeld(path: string): boolean {
  if (!existsSync(path)) return false;
  assertFolder(path);
  try {
    holdStateDir(path).release();
    return false;
  } catch (error) {
    if (error instanceof StateDirError && error.code === 'in-use') return true;
    throw error;
  }
}
