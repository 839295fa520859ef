/** Appends a log to a file that never outgrows its limit: a full one becomes the one before. @module */

import { appendFileSync, renameSync, statSync } from 'node:fs';
import type { LogTarget } from './log-output.ts';

const mebibyte = 1024 * 1024;

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * A log file. Of what is full, one is kept, with `.1` at its end; a disk that takes nothing loses lines, and stops nobody.
 * @param mostBytes - of each of the two
 */
export function logFile(file: string, mostBytes = 10 * mebibyte): LogTarget {
  let bytes = sizeOf(file);
  return {
    write(text) {
      try {
        if (bytes > 0 && bytes + Buffer.byteLength(text) > mostBytes) {
          renameSync(file, `${file}.1`);
          bytes = 0;
        }
        appendFileSync(file, text, { mode: 0o600 });
        bytes += Buffer.byteLength(text);
      } catch {
        // Whatever the file system says: the bridge has more to do than to write its log.
      }
    },
  };
}
