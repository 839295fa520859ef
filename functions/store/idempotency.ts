/** Keeps idempotency keys and the answers to their requests, of any size, for a day. @module */

import { gunzipSync, gzipSync } from 'node:zlib';

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
  ['pieces'],
);

/** Longest body in bytes that is kept with its key; a longer one is compressed and kept in items of its own. */
const longestOwnBody = 64 * 1024;
/** Bytes of one piece of a longer body: an item may have 400 KB with all its attributes. */
const pieceBytes = 350 * 1024;

const keptSeconds = 86_400;
/** A request that has no answer after this time has died; its key may be used again. */
const abandonedAfterMilliseconds = 60_000;

/** Idempotency keys of one organisation, kept for a day. */
export function idempotencyStore(database: Database, organisation: string) {
  const table = database.operations;
  const keyOf = (caller: string, key: string, sk = 'REQUEST') => ({
    pk: partition(organisation, 'IDEMPOTENCY', caller, key),
    sk,
  });
  const pieceOf = (caller: string, key: string, index: number) =>
    keyOf(caller, key, `ANSWER#${String(index).padStart(4, '0')}`);

  /** Keeps a long body apart from its key. @returns how many pieces it has */
  async function keepPieces(caller: string, key: string, body: string, expiresAt: number): Promise<number> {
    const packed = gzipSync(body);
    const pieces = Math.ceil(packed.length / pieceBytes);
    for (let index = 0; index < pieces; index += 1) {
      const piece = packed.subarray(index * pieceBytes, (index + 1) * pieceBytes);
      await table.put({ ...pieceOf(caller, key, index), piece, expiresAt });
    }
    return pieces;
  }

  async function readPieces(caller: string, key: string, pieces: number): Promise<string> {
    const packed: Uint8Array[] = [];
    for (let index = 0; index < pieces; index += 1) {
      const piece = (await table.get(pieceOf(caller, key, index)))?.piece;
      if (!(piece instanceof Uint8Array)) throw new Error('a piece of a kept answer is missing');
      packed.push(piece);
    }
    return gunzipSync(Buffer.concat(packed)).toString('utf8');
  }

  return {
    /** Claims a key. @returns `null` when this request may go on, else what is known of the earlier one */
    async claim(
      caller: string,
      key: string,
      requestHash: string,
      now: Instant,
    ): Promise<KnownRequest | null> {
      const claimed = await table.putIf(
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
      const item = await table.get(keyOf(caller, key));
      if (!item) return { requestHash, claimedAt: now };
      const known = toRequest(item);
      if (!known.answer || typeof item.pieces !== 'number') return known;
      return { ...known, answer: { ...known.answer, body: await readPieces(caller, key, item.pieces) } };
    },

    /**
     * Keeps the answer for repeats of the request.
     * @param claimedAt - when the key was claimed: a claim that somebody else has taken over meanwhile stays as it is
     */
    async keep(caller: string, key: string, claimedAt: Instant, answer: KeptAnswer): Promise<void> {
      const isLong = Buffer.byteLength(answer.body) > longestOwnBody;
      const expiresAt = Math.floor(Date.parse(claimedAt) / 1000) + keptSeconds;
      const pieces = isLong ? await keepPieces(caller, key, answer.body, expiresAt) : undefined;
      await table.updateIf(keyOf(caller, key), {
        UpdateExpression: `SET answer = :answer${pieces === undefined ? '' : ', pieces = :pieces'}`,
        ConditionExpression: 'claimedAt = :claimed AND attribute_not_exists(answer)',
        ExpressionAttributeValues: {
          ':answer': isLong ? { ...answer, body: '' } : answer,
          ':claimed': claimedAt,
          ...(pieces === undefined ? {} : { ':pieces': pieces }),
        },
      });
    },

    /** Forgets a key whose request failed, so that it can be tried again. @param claimedAt - as for `keep` */
    async forget(caller: string, key: string, claimedAt: Instant): Promise<void> {
      await table.delete(keyOf(caller, key), {
        ConditionExpression: 'claimedAt = :claimed AND attribute_not_exists(answer)',
        ExpressionAttributeValues: { ':claimed': claimedAt },
      });
    },
  };
}
