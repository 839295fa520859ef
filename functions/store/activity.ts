/** Remembers for an hour when people last used an organisation's API. @module */

import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { object, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

const keptSeconds = 3600;

const toActivity = readerOf('activity', object<{ at: Instant }>({ at: text() }));

/** When people last used the API of one organisation. */
export function activityStore(database: Database, organisation: string) {
  const key = { pk: partition(organisation, 'ACTIVITY'), sk: 'ACTIVITY' };

  return {
    async note(at: Instant): Promise<void> {
      await database.operations.put({ ...key, at, expiresAt: Math.floor(epochOf(at) / 1000) + keptSeconds });
    },

    /** Exact to about half a minute; `undefined` once the note has expired, after an hour or more. */
    async lastAt(): Promise<Instant | undefined> {
      const item = await database.operations.get(key, { consistent: false });
      return item && toActivity(item).at;
    },
  };
}
