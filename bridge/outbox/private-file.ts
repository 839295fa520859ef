/** Replaces a file that only its owner may read, so that a power cut leaves the old or the new content whole. @module */

import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { shareWithFolderOwner } from '#bridge/config/index.ts';

function flushFolder(path: string): void {
  // Windows has no handle on a folder to flush; its file system keeps the order of a rename anyway.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Replaces a file that only its owner can read (mode 0600): after a power cut it has the old or the new content, whole.
 * @param file - in a folder on the same volume, where `file.new` may be written
 */
export function replacePrivateFile(file: string, text: string): void {
  const fresh = `${file}.new`;
  const descriptor = openSync(fresh, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  shareWithFolderOwner(fresh);
  renameSync(fresh, file);
  flushFolder(dirname(file));
}
