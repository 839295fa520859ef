/** Stores the organisations of a deployment. @module */

import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { everybody, partition } from './keys.ts';
import { kindList } from './kind-list.ts';

/** The organisations of a deployment. */
export function organisationStore(database: Database) {
  const list = kindList(
    database,
    { table: 'main', partitionKey: partition(everybody, 'ORGANISATIONS') },
    (item) => String(item.kindSk),
  );

  return {
    /** Adds an organisation unless it is there. @returns whether this call added it */
    async add(organisation: string, at: Instant): Promise<boolean> {
      const item = {
        pk: partition(everybody, 'ORGANISATION', organisation),
        sk: 'ORGANISATION',
        ...list.attributes(organisation),
        createdAt: at,
      };
      const [added] = await Promise.all([database.main.putIfAbsent(item), list.announce([item], at)]);
      return added;
    },

    async all(): Promise<string[]> {
      return await list.all();
    },
  };
}
