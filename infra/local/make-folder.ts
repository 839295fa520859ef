/** Makes the folders in which one machine keeps its data, and says what is wrong where that cannot be. @module */

import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileTrouble } from '#shared/file-trouble.ts';
import { StartFailure } from './start-failure.ts';

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function make(path: string): void {
  if (isFolder(path)) return;
  // Step by step: Node's own recursion never ends where the system has no such place, as below /proc.
  if (dirname(path) !== path) make(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!isFolder(path)) throw error;
  }
}

/**
 * Makes a folder with the parents that it lacks, each for its owner only, unless it is there already.
 * @throws StartFailure when it cannot be made or written into
 */
export function makeWritableFolder(path: string): void {
  try {
    make(path);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartFailure(
      `Nothing can be kept in ${path}: ${fileTrouble(error)}. Name a folder that this user may write into (--data).`,
      { cause: error },
    );
  }
}
