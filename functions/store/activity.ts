import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';

const keptSeconds = 3600;

/** When people last used the API of one organisation. */
export function activityStore(database: Database, organisation: string) {
  const key = { pk: partition(organisation, 'ACTIVITY'), sk: 'ACTIVITY' };

  return {
    async note(at: Instant): Promise<void> {
      await database.operations.put({ ...key, at, expiresAt: Math.floor(epochOf(at) / 1000) + keptSeconds });
    },

    /** To about half a minute; `undefined` when it was long ago. */
    async lastAt(): Promise<Instant | undefined> {
      const item = await database.operations.get(key, { consistent: false });
      return item?.at as Instant | undefined;
    },
  };
}
