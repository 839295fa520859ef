/** Reads the log of changes in order, from any position on, and finds what it names as it is now. @module */

import type { ChangeKind } from '#shared/contract/changes.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import {
  abandonedMilliseconds,
  changeShardNames,
  keptMilliseconds,
  logPartition,
  sortKeyOf,
} from './change-log.ts';
import { kindOfName } from './change-subjects.ts';
import { type ChangedThing, keyOfName, readThing } from './changed-things.ts';
import type { Database, Item } from './database.ts';
import { damaged, isNumber, isText } from './stored-kind.ts';

/** How far a reader has got in the log. */
export interface FeedPosition {
  /** When it was read up to here. */
  at: Instant;
  /** When the oldest entry was begun that had not been given by then, if there was one: it may expire before it is read. */
  oldest?: Instant;
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

/** Entries stay for two days more than they are kept. In one of these, who has begun at the oldest gets through. */
const graceMilliseconds = 86_400_000;

const entriesAtOnce = 1_000;

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
  const { at, oldest, after, part } = value as Partial<FeedPosition>;
  const isInstant = (text: unknown) => isText(text) && !Number.isNaN(Date.parse(text));
  if (!isInstant(at) || !(oldest === undefined || isInstant(oldest))) return false;
  if (typeof after !== 'object' || after === null) return false;
  const isShard = (shard: unknown) => changeShardNames.some((name) => name === shard);
  const isPart = part === undefined || (isShard(part.shard) && isNumber(part.number) && isNumber(part.taken));
  return isPart && Object.entries(after).every(([shard, number]) => isShard(shard) && isNumber(number));
}

/** Whether everything behind a position is still kept. */
export function isStillKept({ at, oldest }: FeedPosition, now: Instant): boolean {
  const age = (instant: Instant) => epochOf(now) - epochOf(instant);
  return age(at) < keptMilliseconds && age(oldest ?? at) < keptMilliseconds + graceMilliseconds;
}

/** The log of one organisation, for its readers. */
export function changeFeedStore(database: Database, organisation: string) {
  /** Whether an entry may be of a write that is still under way. */
  const isUnsettled = ({ isOpen, at }: Entry, now: number) =>
    isOpen && now - epochOf(at) < abandonedMilliseconds;

  /**
   * The next entries of a shard that have settled, in order: none behind one that is still being written.
   * @returns also from when on there may be others behind them
   */
  async function settled(
    shard: string,
    after: number,
    limit: number,
    now: number,
  ): Promise<{ entries: Entry[]; isCut: boolean; behind: Instant | undefined }> {
    const { items, lastKey } = await database.operations.queryPage(
      {
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        ExpressionAttributeValues: { ':pk': logPartition(organisation, shard), ':after': sortKeyOf(after) },
        ConsistentRead: true,
      },
      limit,
    );
    const entries = items.map((item) => toEntry(shard, item));
    const open = entries.findIndex((entry) => isUnsettled(entry, now));
    const isCut = lastKey !== undefined;
    return open < 0
      ? { entries, isCut, behind: isCut ? entries.at(-1)?.at : undefined }
      : { entries: entries.slice(0, open), isCut: false, behind: entries[open]?.at };
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

  /** The number of the last entry of a shard that was begun before an instant, whatever the clocks of writers; 0 without one. */
  async function numberBefore(shard: string, instant: Instant): Promise<number> {
    const wanted = epochOf(instant) - clockMilliseconds;
    const isBefore = ({ at }: Entry) => epochOf(at) < wanted;
    const first = await edgeOf(shard, true);
    if (first === undefined || !isBefore(first)) return first === undefined ? 0 : first.number - 1;
    const last = await edgeOf(shard, false);
    if (last === undefined || isBefore(last)) return last?.number ?? first.number;
    // Times go up with numbers: halving finds the place with few reads.
    let low = first.number + 1;
    let high = last.number;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const item = await database.operations.get({
        pk: logPartition(organisation, shard),
        sk: sortKeyOf(middle),
      });
      // Numbers have gaps only where they begin anew: there all before has expired, or will before anything behind.
      if (item === undefined || isBefore(toEntry(shard, item))) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  const positionAt = (at: Instant, lasts: readonly (readonly [string, number])[]): FeedPosition => ({
    at,
    after: Object.fromEntries(lasts.filter(([, last]) => last > 0)),
  });

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
     * @param position - where the last page ended
     * @param kinds - which changes are wanted; nothing is read of others
     */
    async page(
      limit: number,
      now: Instant,
      position: FeedPosition,
      kinds?: readonly ChangeKind[],
    ): Promise<ChangePage> {
      const isWanted = (name: string) => kinds?.some((kind) => kind === kindOfName(name)) ?? true;
      const after: Record<string, number> = { ...position.after };
      let part = position.part;
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
        let given = part !== undefined && isBegun(line) ? part.taken : 0;
        for (; given < subjects.length && taken.length < limit; given += 1) {
          const name = subjects[given] ?? '';
          if (isWanted(name)) taken.push({ id: `chg_${shard}_${number}_${given}`, at, name });
        }
        if (given < subjects.length) {
          part = { shard, number, taken: given };
          break;
        }
        if (part?.shard === shard) part = undefined;
        after[shard] = number;
        line.shift();
      }
      const thingOf = await thingsOf(taken.map(({ name }) => name));
      const [oldest] = lines.flatMap((line, index) => line[0]?.at ?? shards[index]?.behind ?? []).sort();
      return {
        changes: taken.map(({ id, at, name }) => ({ id, at, thing: thingOf(name) })),
        position: {
          at: now,
          ...(oldest === undefined ? {} : { oldest }),
          after,
          ...(part === undefined ? {} : { part }),
        },
        more: lines.some((line) => line.length > 0) || shards.some(({ isCut }) => isCut),
      };
    },

    /**
     * The position behind every change that has settled by now: what is read from here on is new, or of a write that was under
     * way, whose outcome nobody may have seen.
     */
    async end(now: Instant): Promise<FeedPosition> {
      const before = instantFromEpoch(epochOf(now) - abandonedMilliseconds);
      const lasts = await Promise.all(
        changeShardNames.map(async (shard) => {
          let last = await numberBefore(shard, before);
          for (let isCut = true; isCut; ) {
            const page = await settled(shard, last, entriesAtOnce, epochOf(now));
            last = page.entries.at(-1)?.number ?? last;
            isCut = page.isCut;
          }
          return [shard, last] as const;
        }),
      );
      return positionAt(now, lasts);
    },

    /** The position before the changes that were begun at an instant or later. */
    async since(instant: Instant, now: Instant): Promise<FeedPosition> {
      const lasts = await Promise.all(
        changeShardNames.map(async (shard) => [shard, await numberBefore(shard, instant)] as const),
      );
      return positionAt(now, lasts);
    },
  };
}
