/** Stores the organisations of a deployment. @module */

import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { everybody, partition } from './keys.ts';
import { allByKind } from './kind-list.ts';

/** The organisations of a deployment. */
export function organisationStore(database: Database) {
  const listPartition = partition(everybody, 'ORGANISATIONS');

  return {
    /** Adds an organisation unless it is there. @returns whether this call added it */
    async add(organisation: string, at: Instant): Promise<boolean> {
      return await database.main.putIfAbsent({
        pk: partition(everybody, 'ORGANISATION', organisation),
        sk: 'ORGANISATION',
        kindPk: listPartition,
        kindSk: organisation,
        createdAt: at,
      });
    },

    async all(): Promise<string[]> {
      return await allByKind(database.main, listPartition, (item) => String(item.kindSk));
    },
  };
}
