/** Gives each due time to exactly one taker, however often the tick fires. @module */

import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { expiryOf } from './expiry.ts';
import { partition } from './keys.ts';
import { object, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

const toTaken = readerOf('taken due time', object<{ ownerId: string }>({ ownerId: text() }));

/** Due times of schedules that have been taken, so that each is acted on exactly once. */
export function dueTimeStore(database: Database, organisation: string) {
  return {
    /**
     * Takes a due time, or learns who took it before.
     * @param due - names the schedule and the moment, such as `download#2026-03-29T06:30`
     * @param ownerId - id of the download or generation that this due time starts
     * @returns the id that the due time belongs to: `ownerId`, or the one of an earlier taker
     */
    async take(due: string, ownerId: string, now: Instant): Promise<string> {
      const key = { pk: partition(organisation, 'SLOT', due), sk: 'SLOT' };
      const taken = await database.operations.putIfAbsent({ ...key, ownerId, expiresAt: expiryOf(now) });
      if (taken) return ownerId;
      const item = await database.operations.get(key);
      return item ? toTaken(item).ownerId : ownerId;
    },
  };
}
