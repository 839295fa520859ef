/** Keeps idempotency keys and the answers to their requests for a day. @module */

import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { mapOf, number, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** What was answered to a request that carried an Idempotency-Key. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What is known of an Idempotency-Key. */
export interface KnownRequest {
  requestHash: string;
  answer?: KeptAnswer;
  claimedAt: Instant;
}

const toRequest = readerOf(
  'idempotency key',
  object<KnownRequest>({
    requestHash: text(),
    answer: optional(object({ status: number(), headers: mapOf(text()), body: text() })),
    claimedAt: text(),
  }),
);

const keptSeconds = 86_400;
/** A request that has no answer after this time has died; its key may be used again. */
const abandonedAfterMilliseconds = 60_000;

/** Idempotency keys of one organisation, kept for a day. */
export function idempotencyStore(database: Database, organisation: string) {
  const keyOf = (caller: string, key: string) => ({
    pk: partition(organisation, 'IDEMPOTENCY', caller, key),
    sk: 'REQUEST',
  });

  return {
    /** Claims a key. @returns `null` when this request may go on, else what is known of the earlier one */
    async claim(
      caller: string,
      key: string,
      requestHash: string,
      now: Instant,
    ): Promise<KnownRequest | null> {
      const claimed = await database.operations.putIf(
        {
          ...keyOf(caller, key),
          requestHash,
          claimedAt: now,
          expiresAt: Math.floor(Date.parse(now) / 1000) + keptSeconds,
        },
        {
          ConditionExpression:
            'attribute_not_exists(pk) OR expiresAt < :now OR (requestHash = :hash AND attribute_not_exists(answer) AND claimedAt < :abandoned)',
          ExpressionAttributeValues: {
            ':now': Math.floor(Date.parse(now) / 1000),
            ':hash': requestHash,
            ':abandoned': new Date(Date.parse(now) - abandonedAfterMilliseconds).toISOString(),
          },
        },
      );
      if (claimed) return null;
      const item = await database.operations.get(keyOf(caller, key));
      return item ? toRequest(item) : { requestHash, claimedAt: now };
    },

    /** Keeps the answer for repeats of the request. */
    async keep(caller: string, key: string, answer: KeptAnswer): Promise<void> {
      await database.operations.updateIf(keyOf(caller, key), {
        UpdateExpression: 'SET answer = :answer',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':answer': answer },
      });
    },

    /** Forgets a key whose request failed, so that it can be tried again. */
    async forget(caller: string, key: string): Promise<void> {
      await database.operations.delete(keyOf(caller, key));
    },
  };
}
