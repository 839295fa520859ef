/**
 * Keeps what Rollcall writes on one machine from other users of it: folders with mode 0700, files with 0600.
 * @module
 */

import { chmodSync, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { makeWritableFolder } from './make-folder.ts';
import { StartFailure } from './start-failure.ts';

/** Windows has no modes; its folders of a user are private by their access lists. */
const hasModes = process.platform !== 'win32';
const othersMode = 0o077;
const othersWrite = 0o022;
const stickyMode = 0o1000;

/** Whatever this process makes from now on is for its owner only, whichever library makes it. */
export function keepFilesPrivate(): void {
  if (hasModes) process.umask(othersMode);
}

/** Root may use the folders of others, as in a container with a volume. */
function requireOwn(path: string, stats: Stats): void {
  const own = process.geteuid?.();
  if (stats.isSymbolicLink()) {
    throw new StartFailure(
      `${path} is a link. Rollcall's data have to lie in their folder itself: move them there.`,
    );
  }
  if (own !== undefined && own !== 0 && stats.uid !== own) {
    throw new StartFailure(
      `${path} belongs to another user of this machine (${stats.uid}). Choose another folder, or take it over (chown).`,
    );
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Stores that are just closing remove files of theirs meanwhile. */
function tightenTree(path: string): void {
  try {
    const stats = lstatSync(path);
    requireOwn(path, stats);
    if ((stats.mode & othersMode) !== 0) chmodSync(path, stats.mode & 0o700);
    if (!stats.isDirectory()) return;
    for (const name of readdirSync(path)) tightenTree(join(path, name));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/**
 * Makes a folder that holds only what Rollcall writes, and takes away what an older version or a person gave to others.
 * @throws StartFailure when it cannot be made or written into, something in it is not ours, or leads elsewhere
 */
export function openPrivateFolder(path: string): void {
  makeWritableFolder(path);
  if (hasModes) tightenTree(path);
}

/**
 * Makes the folder that a person has named for the data. It may hold other things, which are left alone; then only what
 * is ours is made private.
 * @param ours - names in it that Rollcall writes
 * @throws StartFailure when it cannot be made or written into, others can put something into it, or something of ours in it
 *   belongs to somebody else
 */
export function openDataFolder(path: string, ours: readonly string[]): void {
  makeWritableFolder(path);
  if (!hasModes) return;
  const stats = lstatSync(path);
  const isShared = readdirSync(path).some((name) => !ours.includes(name));
  if (!isShared) {
    requireOwn(path, stats);
    if ((stats.mode & othersMode) !== 0) chmodSync(path, 0o700);
  } else if ((stats.mode & othersWrite) !== 0 && (stats.mode & stickyMode) === 0) {
    throw new StartFailure(
      `${path} holds other things, and other users of this machine can change it. Choose a folder of its own for the data.`,
    );
  }
  for (const name of ours) tightenTree(join(path, name));
}
