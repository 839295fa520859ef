/** Lets one request at a time decide whose ids some users are: it holds them until it has ended, or must have died. @module */

import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';

/** Longer than any function that holds a user runs: whoever has held one for longer has died. */
const abandonedMilliseconds = 60_000;
const keptSeconds = 86_400;

/** Holds on users of one organisation. */
export function userHoldStore(database: Database, organisation: string) {
  const keyOf = (userId: UserId) => ({
    pk: partition(organisation, 'HOLD', canonicalUserId(userId)),
    sk: 'HOLD',
  });

  return {
    /**
     * Holds a user.
     * @param holder - who asks; all tries of one request are the same one
     * @returns false while somebody else holds it
     */
    async take(userId: UserId, holder: string, now: Instant): Promise<boolean> {
      const at = Date.parse(now);
      return await database.operations.putIf(
        { ...keyOf(userId), holder, heldAt: now, expiresAt: Math.floor(at / 1000) + keptSeconds },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR holder = :holder OR heldAt < :abandoned',
          ExpressionAttributeValues: {
            ':holder': holder,
            ':abandoned': instantFromEpoch(at - abandonedMilliseconds),
          },
        },
      );
    },

    /** Lets go of a user, unless somebody else holds it by now. */
    async letGo(userId: UserId, holder: string): Promise<void> {
      await database.operations.delete(keyOf(userId), {
        ConditionExpression: 'holder = :holder',
        ExpressionAttributeValues: { ':holder': holder },
      });
    },
  };
}
