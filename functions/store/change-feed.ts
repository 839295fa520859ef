/** Reads the log of changes in order, from any position on, and finds what it names as it is now. @module */

import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import {
  abandonedMilliseconds,
  changeShardNames,
  keptMilliseconds,
  logPartition,
  sortKeyOf,
} from './change-log.ts';
import { type ChangedThing, keyOfName, readThing } from './changed-things.ts';
import type { Database, Item } from './database.ts';
import { damaged, isNumber, isText } from './stored-kind.ts';

/** How far a reader has got in the log. */
export interface FeedPosition {
  /** When it was read up to here. */
  at: Instant;
  /** Number of the last entry that was given whole, by shard; a shard that is left out is at its beginning. */
  after: Record<string, number>;
  /** An entry of which a part was given: how many of its items. */
  part?: { shard: string; number: number; taken: number };
}

/** One change: what was written, as it is now, and in which order. */
export interface StoredChange {
  /** The same whenever and by whomever the change is read. */
  id: string;
  /** When it was begun to be written. */
  at: Instant;
  /** What it was written to. */
  thing: ChangedThing;
}

/** A page of changes. */
export interface ChangePage {
  changes: StoredChange[];
  /** Behind the last of them. */
  position: FeedPosition;
  /** Whether more can be read at once. */
  more: boolean;
}

interface Entry {
  shard: string;
  number: number;
  at: Instant;
  isOpen: boolean;
  subjects: string[];
}

/** The clocks of writers differ by less. */
const clockMilliseconds = 5_000;

function toEntry(shard: string, item: Item): Entry {
  const { sk, at, open, subjects } = item;
  const kind = 'entry of the log of changes';
  if (!isText<Instant>(at)) throw damaged(kind, item, '/at');
  if (!Array.isArray(subjects) || !subjects.every(isText)) throw damaged(kind, item, '/subjects');
  return { shard, number: Number(sk), at, isOpen: open === true, subjects };
}

/** Whether a value from a cursor is a position in the log. */
export function isFeedPosition(value: unknown): value is FeedPosition {
  if (typeof value !== 'object' || value === null) return false;
  const { at, after, part } = value as Partial<FeedPosition>;
  if (!isText(at) || Number.isNaN(Date.parse(at)) || typeof after !== 'object' || after === null)
    return false;
  const isShard = (shard: unknown) => changeShardNames.some((name) => name === shard);
  const isPart = part === undefined || (isShard(part.shard) && isNumber(part.number) && isNumber(part.taken));
  return isPart && Object.entries(after).every(([shard, number]) => isShard(shard) && isNumber(number));
}

/** Whether everything behind a position is still kept. */
export function isStillKept({ at }: FeedPosition, now: Instant): boolean {
  return epochOf(now) - epochOf(at) < keptMilliseconds;
}

/** The log of one organisation, for its readers. */
export function changeFeedStore(database: Database, organisation: string) {
  /** The next entries of a shard that have settled, in order: none behind one that is still being written. */
  async function settled(
    shard: string,
    after: number,
    limit: number,
    now: number,
  ): Promise<{ entries: Entry[]; isCut: boolean }> {
    const { items, lastKey } = await database.operations.queryPage(
      {
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        ExpressionAttributeValues: { ':pk': logPartition(organisation, shard), ':after': sortKeyOf(after) },
        ConsistentRead: true,
      },
      limit,
    );
    const entries = items.map((item) => toEntry(shard, item));
    const open = entries.findIndex(({ isOpen, at }) => isOpen && now - epochOf(at) < abandonedMilliseconds);
    return open < 0
      ? { entries, isCut: lastKey !== undefined }
      : { entries: entries.slice(0, open), isCut: false };
  }

  /** The first entry of a shard that is kept, or the last. */
  async function edgeOf(shard: string, isFirst: boolean): Promise<Entry | undefined> {
    const { items } = await database.operations.queryPage(
      {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': logPartition(organisation, shard) },
        ScanIndexForward: isFirst,
        ConsistentRead: true,
      },
      1,
    );
    return items[0] && toEntry(shard, items[0]);
  }

  /** The things that some names name, as they are now, strongly consistent. */
  async function thingsOf(names: readonly string[]): Promise<(name: string) => ChangedThing> {
    const items = await database.main.batchGet(names.map((name) => keyOfName(organisation, name)));
    const byKey = new Map(items.map((item) => [`${item.pk}\n${item.sk}`, item]));
    return (name) => readThing(name, byKey.get(`${organisation}#${name}`));
  }

  return {
    /**
     * A page of changes in the order of their shards, and among shards by the time at which they were begun. Each comes with
     * its thing as it is now: never older than the change.
     * @param position - where the last page ended; without it from the oldest change on that is kept
     */
    async page(limit: number, now: Instant, position?: FeedPosition): Promise<ChangePage> {
      const after: Record<string, number> = { ...position?.after };
      let part = position?.part;
      // Each shard is asked for a bit more than its share, so that a busy one does not need many pages.
      const share = Math.max(4, Math.ceil((2 * limit) / changeShardNames.length));
      const shards = await Promise.all(
        changeShardNames.map((shard) => settled(shard, after[shard] ?? 0, share, epochOf(now))),
      );
      const lines = shards.map(({ entries }) => [...entries]);
      const taken: { id: string; at: Instant; name: string }[] = [];
      const isBegun = (line: readonly Entry[]) =>
        part !== undefined && line[0]?.shard === part.shard && line[0].number === part.number;
      // A position has room for one entry of which a part was given: it is given whole before any other, also an older one.
      const nextLine = () =>
        lines.find(isBegun) ??
        lines
          .filter((line) => line[0] !== undefined)
          .sort(([a], [b]) =>
            (a?.at ?? '') < (b?.at ?? '') ? -1 : (a?.at ?? '') > (b?.at ?? '') ? 1 : 0,
          )[0];
      for (let line = nextLine(); line?.[0] && taken.length < limit; line = nextLine()) {
        const { shard, number, at, subjects } = line[0];
        const given = part !== undefined && isBegun(line) ? part.taken : 0;
        const rest = subjects.slice(given, given + limit - taken.length);
        taken.push(
          ...rest.map((name, index) => ({ id: `chg_${shard}_${number}_${given + index}`, at, name })),
        );
        if (given + rest.length < subjects.length) {
          part = { shard, number, taken: given + rest.length };
          break;
        }
        if (part?.shard === shard) part = undefined;
        after[shard] = number;
        line.shift();
      }
      const thingOf = await thingsOf(taken.map(({ name }) => name));
      return {
        changes: taken.map(({ id, at, name }) => ({ id, at, thing: thingOf(name) })),
        position: { at: now, after, ...(part === undefined ? {} : { part }) },
        more: lines.some((line) => line.length > 0) || shards.some(({ isCut }) => isCut),
      };
    },

    /** The position behind every change that has been begun to be written: what is read from here on is new. */
    async end(now: Instant): Promise<FeedPosition> {
      const lasts = await Promise.all(
        changeShardNames.map(async (shard) => {
          const { items } = await database.operations.queryPage(
            {
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': logPartition(organisation, shard) },
              ScanIndexForward: false,
              ConsistentRead: true,
            },
            50,
          );
          // An open entry may be of a write whose outcome nobody sees yet: it is given to whoever begins here.
          const entries = items.map((item) => toEntry(shard, item));
          const oldestOpen = entries.filter(({ isOpen }) => isOpen).at(-1)?.number;
          const last = oldestOpen === undefined ? entries[0]?.number : oldestOpen - 1;
          return [shard, last ?? 0] as const;
        }),
      );
      return { at: now, after: Object.fromEntries(lasts.filter(([, last]) => last > 0)) };
    },

    /** The position before the changes that were begun at an instant or later. */
    async since(instant: Instant, now: Instant): Promise<FeedPosition> {
      const wanted = instantFromEpoch(epochOf(instant) - clockMilliseconds);
      const firsts = await Promise.all(
        changeShardNames.map(async (shard) => {
          const [first, last] = await Promise.all([edgeOf(shard, true), edgeOf(shard, false)]);
          if (first === undefined || last === undefined) return [shard, 0] as const;
          // Numbers have no gap, and times go up with them: halving finds the place with few reads.
          let low = first.number;
          let high = last.number + 1;
          while (low < high) {
            const middle = Math.floor((low + high) / 2);
            const item = await database.operations.get({
              pk: logPartition(organisation, shard),
              sk: sortKeyOf(middle),
            });
            // One that has expired in between is older.
            if (item === undefined || toEntry(shard, item).at < wanted) low = middle + 1;
            else high = middle;
          }
          return [shard, low - 1] as const;
        }),
      );
      return { at: now, after: Object.fromEntries(firsts.filter(([, number]) => number > 0)) };
    },
  };
}
