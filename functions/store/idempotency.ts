/** Keeps idempotency keys and the answers to their requests, of any size, for a day. @module */

import { gunzipSync, gzipSync } from 'node:zlib';
import { ulid } from 'ulid';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { keptSecondsOf } from './kept-days.ts';
import { partition } from './keys.ts';
import { flag, mapOf, number, object, optional, text } from './shape.ts';
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
  /** A ULID that all tries have in common, and when the first came; absent where an earlier version claimed the key. */
  id?: string | undefined;
  since?: Instant | undefined;
  /** The last try failed in a way that passes: the next one may begin at once. */
  isFree?: boolean | undefined;
}

/** What all tries of a request have in common. */
export interface RequestTries {
  /** A ULID. */
  id: string;
  /** When the first try came. */
  since: Instant;
  /** Whether an earlier try broke off. */
  isRepeat: boolean;
}

const toRequest = readerOf(
  'idempotency key',
  object<KnownRequest>({
    requestHash: text(),
    answer: optional(object({ status: number(), headers: mapOf(text()), body: text() })),
    claimedAt: text(),
    id: optional(text()),
    since: optional(text()),
    isFree: optional(flag()),
  }),
  ['pieces'],
);

/** Longest body in bytes that is kept with its key; a longer one is compressed and kept in items of its own. */
const longestOwnBody = 64 * 1024;
/** Bytes of one piece of a longer body: an item may have 400 KB with all its attributes. */
const pieceBytes = 350 * 1024;

const keptSeconds = keptSecondsOf('answers');
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

  /** Claims a key whose last try broke off. @returns whether it was free, or given up long enough ago */
  async function takeOver(caller: string, key: string, known: KnownRequest, now: Instant): Promise<boolean> {
    const abandoned = instantFromEpoch(Date.parse(now) - abandonedAfterMilliseconds);
    const taken = await table.updateIf(keyOf(caller, key), {
      UpdateExpression: 'SET claimedAt = :now REMOVE isFree',
      ConditionExpression:
        'claimedAt = :before AND attribute_not_exists(answer) AND (isFree = :free OR claimedAt < :abandoned)',
      ExpressionAttributeValues: {
        ':now': now,
        ':before': known.claimedAt,
        ':free': true,
        ':abandoned': abandoned,
      },
    });
    return taken !== null;
  }

  return {
    /**
     * Claims a key.
     * @param tries - as they are if this is the first; becomes what an earlier try that broke off has left
     * @returns `null` when this request may go on, else what is known of the earlier one
     */
    async claim(
      caller: string,
      key: string,
      requestHash: string,
      now: Instant,
      tries: RequestTries = { id: ulid(), since: now, isRepeat: false },
    ): Promise<KnownRequest | null> {
      const { id } = tries;
      const nowSeconds = Math.floor(Date.parse(now) / 1000);
      const fresh = await table.putIf(
        {
          ...keyOf(caller, key),
          requestHash,
          claimedAt: now,
          id,
          since: now,
          expiresAt: nowSeconds + keptSeconds,
        },
        {
          ConditionExpression:
            'attribute_not_exists(pk) OR expiresAt < :now OR (isFree = :free AND requestHash <> :hash)',
          ExpressionAttributeValues: { ':now': nowSeconds, ':free': true, ':hash': requestHash },
        },
      );
      if (fresh) return null;
      const item = await table.get(keyOf(caller, key));
      if (!item) return { requestHash, claimedAt: now };
      const known = toRequest(item);
      // The answer to this very claim got lost, and the SDK has sent it again.
      if (known.id === id) return null;
      if (known.requestHash !== requestHash) return known;
      if (known.answer) {
        if (typeof item.pieces !== 'number') return known;
        return { ...known, answer: { ...known.answer, body: await readPieces(caller, key, item.pieces) } };
      }
      const taken = await takeOver(caller, key, known, now);
      if (!taken) return known;
      Object.assign(tries, { id: known.id ?? id, since: known.since ?? known.claimedAt, isRepeat: true });
      return null;
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

    /**
     * Frees a key whose request failed half-way: the next try may begin at once, and goes on with what this one has made.
     * @param claimedAt - as for `keep`
     */
    async free(caller: string, key: string, claimedAt: Instant): Promise<void> {
      await table.updateIf(keyOf(caller, key), {
        UpdateExpression: 'SET isFree = :free',
        ConditionExpression: 'claimedAt = :claimed AND attribute_not_exists(answer)',
        ExpressionAttributeValues: { ':claimed': claimedAt, ':free': true },
      });
    },

    /** Forgets a key whose request was refused, so that it can be tried again. @param claimedAt - as for `keep` */
    async forget(caller: string, key: string, claimedAt: Instant): Promise<void> {
      await table.delete(keyOf(caller, key), {
        ConditionExpression: 'claimedAt = :claimed AND attribute_not_exists(answer)',
        ExpressionAttributeValues: { ':claimed': claimedAt },
      });
    },
  };
}
