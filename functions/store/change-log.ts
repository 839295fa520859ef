/**
 * Writes the log of changes, from which the feed is read, around the writes themselves; decision 0025 says why it has no gap.
 *
 * An entry names the items of one write. It is put into the log, open, before the write begins, and closed once it has ended.
 * The entries of a shard are numbered without a gap: number n + 1 is put, if it is not there, by somebody who knows that n is.
 * So whoever has read up to n has missed nothing before n, whatever the clocks say. What an entry names stays as it was put:
 * a write that was refused, or has failed, may have taken effect in a try whose answer was lost.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { isPassingAwsFailure } from './aws-failure.ts';
import { kindOfName, nameOfKey } from './change-subjects.ts';
import { isFeedKept } from './change-switch.ts';
import type { Database, Key, WriteWatch } from './database.ts';
import { keptDays } from './kept-days.ts';
import { partition, shardNames, shardOf } from './keys.ts';

/** How many partitions the log is spread over. Part of stored cursors: it must not change. */
const changeShards = 16;
/** How long an entry is kept, in milliseconds. */
export const keptMilliseconds = keptDays.changes * 86_400_000;
const keptLongerSeconds = 2 * 86_400;
/**
 * An entry that is open for longer than this may be read before it is closed, as one that nobody will close. The clocks of
 * readers and writers differ by less than what lies between this and {@link abandonedMilliseconds}.
 */
const lateMilliseconds = 10 * 60_000;
/** After this an entry that is still open counts as left by a writer that was killed, in milliseconds: no function runs for so long. */
export const abandonedMilliseconds = 11 * 60_000;
/** Items that one entry names at most: a tenth of what an item of DynamoDB may hold. */
const mostSubjects = 500;
const appendTries = 40;
const rememberedMilliseconds = 3_600_000;
const numberDigits = 16;

/** Every shard of a log. */
export const changeShardNames = shardNames(changeShards);

/** The partition of a shard. */
export function logPartition(organisation: string, shard: string): string {
  return partition(organisation, 'CHANGES', shard);
}

/** The sort key of a number, by which entries are in order. */
export function sortKeyOf(number: number): string {
  return String(number).padStart(numberDigits, '0');
}

/** What this process knows of a shard: the number of the last entry, if any, and the entry that is being put. */
interface KnownShard {
  last?: { number: number; putAt: number } | undefined;
  line: Promise<unknown>;
}

/** An entry that this process has put. */
interface Entry {
  key: Key;
  names: readonly string[];
  /** Epoch milliseconds. */
  putAt: number;
}

const knownShards = new WeakMap<Database, Map<string, KnownShard>>();

function knownShard(database: Database, pk: string): KnownShard {
  const shards = knownShards.get(database) ?? new Map<string, KnownShard>();
  knownShards.set(database, shards);
  const known = shards.get(pk) ?? { line: Promise.resolve() };
  shards.set(pk, known);
  return known;
}

function aMoment(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(400, 5 * 2 ** attempt)));
}

/** The log of one organisation: what stands around the writes of the main table. */
export function changeLog(database: Database, organisation: string): WriteWatch {
  const { operations } = database;

  /** The number of the next entry of a shard, as far as can be read. */
  async function nextOf(shard: string): Promise<number | undefined> {
    const { items } = await operations.queryPage(
      {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': logPartition(organisation, shard) },
        ProjectionExpression: 'sk, #at',
        ExpressionAttributeNames: { '#at': 'at' },
        ScanIndexForward: false,
        ConsistentRead: true,
      },
      1,
    );
    const now = database.now();
    const [last] = items;
    // Old ones expire in any order: the last that is left need not be the last that was read.
    if (last && now - epochOf(last.at as Instant) < keptMilliseconds) return Number(last.sk) + 1;
    // All have expired, or there never were any. Numbers go on from the time in milliseconds, which is beyond any that was used,
    // because no partition takes a thousand writes a second. Those who begin at the same moment agree on it here.
    const key = { pk: partition(organisation, 'CHANGES-BEGIN', shard), sk: 'BEGIN' };
    const begun = await operations.get(key);
    const seen = typeof begun?.number === 'number' ? begun.number : undefined;
    if (seen !== undefined && now - seen < keptMilliseconds) return seen;
    const began = await operations.updateIf(key, {
      UpdateExpression: 'SET #number = :now',
      ConditionExpression: seen === undefined ? 'attribute_not_exists(pk)' : '#number = :seen',
      ExpressionAttributeNames: { '#number': 'number' },
      ExpressionAttributeValues: { ':now': now, ...(seen === undefined ? {} : { ':seen': seen }) },
    });
    return began === null ? undefined : now;
  }

  async function put(
    shard: string,
    known: KnownShard,
    names: readonly string[],
    open: boolean,
  ): Promise<Entry> {
    const token = randomUUID();
    const pk = logPartition(organisation, shard);
    for (let attempt = 0; attempt < appendTries; attempt += 1) {
      if (attempt > 0) await aMoment(attempt);
      const now = database.now();
      // What was put long ago may have expired, and others may have begun anew.
      const isKnown = known.last !== undefined && Math.abs(now - known.last.putAt) < rememberedMilliseconds;
      const number = isKnown && known.last ? known.last.number + 1 : await nextOf(shard);
      if (number === undefined) continue;
      const key = { pk, sk: sortKeyOf(number) };
      const isPut = await operations.putIfAbsent({
        ...key,
        at: instantFromEpoch(now),
        ...(open ? { open } : {}),
        subjects: names,
        token,
        expiresAt: Math.floor((now + keptMilliseconds) / 1000) + keptLongerSeconds,
      });
      // Where it is there, it may be of a try of this very request whose answer was lost.
      if (isPut || (await operations.get(key))?.token === token) {
        known.last = { number, putAt: now };
        return { key, names, putAt: now };
      }
      known.last = undefined;
    }
    throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
  }

  /** Puts an entry behind all others of its shard; those of this process one after another. */
  async function append(names: readonly string[], open: boolean): Promise<Entry> {
    const [owner = ''] = (names[0] ?? '').split('\n');
    const shard = shardOf(owner, changeShards);
    const known = knownShard(database, logPartition(organisation, shard));
    const turn = known.line.then(() => put(shard, known, names, open));
    known.line = turn.catch(() => undefined);
    return await turn;
  }

  async function close({ key, names, putAt }: Entry): Promise<void> {
    // Somebody may have read it meanwhile as one that nobody closes, and what it names from before the write.
    if (database.now() - putAt > lateMilliseconds) await append(names, false);
    try {
      await operations.updateIf(key, {
        UpdateExpression: 'REMOVE #open',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#open': 'open' },
      });
    } catch (error) {
      // What was to be written is written. An entry that stays open is read as if it were closed, only later.
      if (!isPassingAwsFailure(error)) throw error;
    }
  }

  return {
    concerns: ({ pk, sk }) => kindOfName(nameOfKey(pk, sk)) !== undefined,

    async around(keys, write) {
      if (!(await isFeedKept(database, organisation))) return await write();
      const names = keys.map(({ pk, sk }) => nameOfKey(pk, sk));
      const entries: Entry[] = [];
      try {
        for (let start = 0; start < names.length; start += mostSubjects) {
          entries.push(await append(names.slice(start, start + mostSubjects), true));
        }
        return await write();
      } finally {
        // Also those of a write that never began, because there was no place for all of its entries.
        await Promise.all(entries.map(close));
      }
    },
  };
}
