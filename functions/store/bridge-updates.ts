/** Stores from where and how soon the bridges of an organisation take releases, with a version that guards edits. @module */

import type { BridgeUpdates } from '#shared/contract/bridge-updates.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { listOf, number, object, optional, orNull, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Updates of bridges as stored. */
export interface StoredBridgeUpdates extends BridgeUpdates {
  version: number;
  savedAt?: Instant | undefined;
}

const toUpdates = readerOf(
  'updates of bridges',
  object<StoredBridgeUpdates>({
    from: orNull(text()),
    afterHours: orNull(number()),
    sites: listOf(object({ site: text(), afterHours: orNull(number()) })),
    version: number(),
    savedAt: optional(text()),
  }),
);

/** Updates of the bridges of one organisation. */
export function bridgeUpdateStore({ main }: Database, organisation: string) {
  const key = { pk: partition(organisation, 'SETTINGS'), sk: 'BRIDGE-UPDATES' };

  return {
    /** What was saved last; no updates when nothing ever was (version 0). */
    async read(): Promise<StoredBridgeUpdates> {
      const item = await main.get(key);
      return item ? toUpdates(item) : { from: null, afterHours: null, sites: [], version: 0 };
    },

    /** Replaces what still has the version `from`. @returns what is stored now, or `null` when somebody else saved first */
    async replace(body: BridgeUpdates, from: number, savedAt: Instant): Promise<StoredBridgeUpdates | null> {
      const next: StoredBridgeUpdates = { ...body, version: from + 1, savedAt };
      const saved = await main.putIf(
        { ...key, ...next },
        from === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :from',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':from': from },
            },
      );
      return saved ? next : null;
    },
  };
}
