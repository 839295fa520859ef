/** Lets one conditional write decide between things that must not happen at once. @module */

import type { Instant } from '#shared/time/wall-time.ts';
import type { Key, Table } from './database.ts';
import { type Check, listOf, number, object } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Something that somebody is about to do: it has been decided, and may not be visible elsewhere yet. */
export interface Intention {
  id: string;
  at: Instant;
}

/** All intentions of one kind, as they were at one moment. */
export interface InFlight<T extends Intention> {
  version: number;
  entries: T[];
}

/**
 * The intentions of one kind. Whoever wants to do something reads them, checks that nothing stands in the way, and writes them
 * with its own: of several that read the same version one writes, and the others begin anew. An entry may be left out
 * once what it announced can be seen, or when it is so old that whoever made it has failed.
 */
export function inFlightBook<T extends Intention>(table: Table, key: Key, entry: Check<T>) {
  const toBook = readerOf('intentions', object<InFlight<T>>({ version: number(), entries: listOf(entry) }));

  return {
    async read(): Promise<InFlight<T>> {
      const item = await table.get(key);
      return item ? toBook(item) : { version: 0, entries: [] };
    },

    /** Replaces the entries. @returns false when somebody else has written since `before` was read */
    async write(before: InFlight<T>, entries: readonly T[]): Promise<boolean> {
      return await table.putIf(
        { ...key, version: before.version + 1, entries },
        before.version === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :before',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':before': before.version },
            },
      );
    },
  };
}
