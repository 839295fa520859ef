/** Deletes expired items now and then, as DynamoDB does: late, and unasked. @module */

import type { Tables } from './tables.ts';
import type { Writer } from './writer.ts';

const everyMilliseconds = 60_000;
/** Deleting must not hold requests up: the rest goes the next time. */
const mostAtOnce = 500;

/** Starts the deletion. @param now - epoch milliseconds by the clock of the callers @returns stops it */
export function startExpiry(tables: Tables, writer: Writer, now: () => Promise<number>): () => void {
  const sweep = async () => {
    const seconds = Math.floor((await now()) / 1000);
    for (const table of tables.all()) {
      if (table.definition.expiryAttribute === undefined) continue;
      for (const key of table.expired(seconds, mostAtOnce)) writer.remove(table, key);
    }
  };
  const timer = setInterval(() => {
    // A store that is closing, or a disk that is full: the next sweep is in a minute.
    sweep().catch(() => undefined);
  }, everyMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
