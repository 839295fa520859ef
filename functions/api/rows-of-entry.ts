/** Adds the rows that come of an entry of HR to the answer of the request that has stored it. @module */

import type { Actor } from '../domain/actor.ts';
import type { Days } from '../domain/ranges.ts';
import { type RowsOfEntry, rowsAfterEntry } from '../domain/sheets/index.ts';
import { log } from '../observe/log.ts';
import type { Entered } from '../store/stored-entry.ts';

/**
 * The rows of the days that an entry touches, or why there are none. The entry is stored by now, and the queue computes its days:
 * whatever fails here must not look like a failure of the entry, which the caller would make once more.
 */
export async function rowsOfEntry(
  actor: Actor,
  { id, userId }: Pick<Entered, 'id' | 'userId'>,
  days: Days,
): Promise<RowsOfEntry | { noRows: 'failed' }> {
  try {
    return await rowsAfterEntry(actor, userId, days);
  } catch (error) {
    const { organisation } = actor.stores;
    log({ level: 'error', message: 'rows of an entry not computed', organisation, entry: id, error });
    return { noRows: 'failed' };
  }
}
