/** Replaces a file of the program's own, also in a folder that is not there yet. @module */

import { dirname } from 'node:path';
import { replacePrivateFile as replaceFile } from '#bridge/outbox/index.ts';
import { makeWritableFolder } from './make-folder.ts';

/** Replaces a file that is for its owner only, so that a power cut leaves the old or the new content whole. */
export function replacePrivateFile(path: string, text: string): void {
  makeWritableFolder(dirname(path));
  replaceFile(path, text);
}
