/** Gives each due time to exactly one taker, however often the tick fires. @module */

import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { expiryOf } from './expiry.ts';
import { partition } from './keys.ts';
import { flag, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Who has taken a due time. */
export interface TakenDueTime {
  ownerId: string;
  /** Whether all has been done for it, although nothing has the owner's id. */
  settled?: boolean | undefined;
}

const toTaken = readerOf(
  'taken due time',
  object<TakenDueTime>({ ownerId: text(), settled: optional(flag()) }),
);

/** Due times of schedules that have been taken, so that each is acted on exactly once. */
export function dueTimeStore(database: Database, organisation: string) {
  const keyOf = (due: string) => ({ pk: partition(organisation, 'SLOT', due), sk: 'SLOT' });

  return {
    /** Who has taken a due time, if anybody has. */
    async find(due: string): Promise<TakenDueTime | undefined> {
      const item = await database.operations.get(keyOf(due));
      return item && toTaken(item);
    },

    /** Notes that a due time that has been taken needs nothing more: there was nothing to start. */
    async settle(due: string): Promise<void> {
      await database.operations.updateIf(keyOf(due), {
        UpdateExpression: 'SET settled = :settled',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':settled': true },
      });
    },

    /**
     * Takes a due time, or learns who took it before.
     * @param due - names the schedule and the moment, such as `download#2026-03-29T06:30`
     * @param ownerId - id of the download or generation that this due time starts
     * @returns the id that the due time belongs to: `ownerId`, or the one of an earlier taker
     */
    async take(due: string, ownerId: string, now: Instant): Promise<string> {
      // A tick comes every minute, a due time less often: reading first costs less than a write that is refused.
      const before = await this.find(due);
      if (before !== undefined) return before.ownerId;
      const taken = await database.operations.putIfAbsent({
        ...keyOf(due),
        ownerId,
        expiresAt: expiryOf(now),
      });
      return taken ? ownerId : ((await this.find(due))?.ownerId ?? ownerId);
    },
  };
}
