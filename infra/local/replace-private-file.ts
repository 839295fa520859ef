/** Replaces a file of the program's own, also in a folder that is not there yet. @module */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { replacePrivateFile as replaceFile } from '#bridge/outbox/index.ts';

/** Replaces a file that is for its owner only, so that a power cut leaves the old or the new content whole. */
export function replacePrivateFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(path, text);
}
