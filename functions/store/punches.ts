/** Stores punches under the PIN that the terminal sent, and reads them by PIN or by arrival. @module */

import { type CanonicalPin, canonicalPinOf } from '#shared/punch/pin.ts';
import type { Punch } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant, LocalDate, WallTime } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, foreignCursor, isKeyIn, isSortText, type Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { type Existing, toExisting } from './existing.ts';
import { arrivalShards, partition, shardNames, shardOf } from './keys.ts';
import {
  type ArrivalPosition,
  isArrivalPosition,
  namesGiven,
  resumeBehind,
  takeArrivals,
} from './late-arrivals.ts';
import { compareAsStored, readMerged } from './merge-shards.ts';
import {
  type CountedPunch,
  countedAttributes,
  type PunchPlace,
  type StoredPunch,
  toCountedPunch,
  toPlace,
  toPunch,
} from './stored-punch.ts';

/** How far a pass over one day's arrivals has got. */
interface ShardPosition {
  shard: number;
  key?: Record<string, unknown>;
}

const arrivalsPerPage = 1000;

/** A page of arrivals, and the cursor with which those are read that come later: there is one at the end, too. */
export interface ArrivalPage extends Page<StoredPunch> {
  resumeCursor: string;
}

/** A position in the arrivals of a day that are read backwards. */
interface BackwardsPosition {
  day: string;
  before: string;
}

function isBackwards(day: string) {
  return (value: unknown): value is BackwardsPosition => {
    const candidate = value as Partial<BackwardsPosition> | null;
    return candidate?.day === day && isSortText(candidate.before);
  };
}

/** Which page of punches is wanted, and which of its punches. */
export interface PunchPaging {
  limit: number;
  cursor?: string | undefined;
  counts?: ((punch: StoredPunch) => boolean) | undefined;
  latestFirst?: boolean | undefined;
}

/** Whether a position lies in one of some partitions. */
function isKeyInSome(partitions: readonly string[]) {
  const checks = partitions.map((pk) => isKeyIn('pk', pk));
  return (position: unknown): position is Key => checks.some((check) => check(position));
}

/** Punches of one organisation, under the PIN that the terminal sent. They are added and never changed. */
export function punchStore(database: Database, organisation: string) {
  const arrivalPartition = (day: string, shard: string) => partition(organisation, 'ARRIVAL', day, shard);

  function keyOf(punch: Pick<Punch, 'serial' | 'pin' | 'wallTime' | 'status'>): Key {
    return {
      pk: partition(organisation, 'PIN', canonicalPinOf(punch.pin)),
      sk: `PUNCH#${punch.wallTime}#${punch.serial}#${punch.status}`,
    };
  }

  function everyPunchOf(pin: CanonicalPin) {
    return {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :punch)',
      ExpressionAttributeValues: {
        ':pk': partition(organisation, 'PIN', pin),
        ':punch': 'PUNCH#',
      },
      ConsistentRead: true,
    };
  }

  return {
    /** The identity of a punch: terminal, PIN, wall time and status. */
    keyOf,

    /** Which of these punches are stored already, and which batch brought each. */
    async findExisting(punches: readonly Punch[]): Promise<Existing[]> {
      return (await database.main.batchGet(punches.map(keyOf), 'pk, sk, batchId')).map(toExisting);
    },

    /** Adds punches with different identities. @returns the keys of those that could not be written */
    async addAll(punches: readonly StoredPunch[]): Promise<Key[]> {
      return await database.main.batchPut(
        punches.map((punch) => {
          const key = keyOf(punch);
          return {
            ...key,
            arrivalPk: arrivalPartition(punch.receivedAt.slice(0, 10), shardOf(key.pk, arrivalShards)),
            arrivalSk: `${punch.receivedAt}#${key.pk}#${key.sk}`,
            ...punch,
          };
        }),
      );
    },

    /** What days are computed from: punches of a PIN with `from ≤ wall time < to`, in order, strongly consistent. */
    async ofPin(
      pin: CanonicalPin,
      from: WallTime | LocalDate,
      to: WallTime | LocalDate,
    ): Promise<CountedPunch[]> {
      const items = await database.main.queryAll({
        ...countedAttributes,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': partition(organisation, 'PIN', pin),
          ':from': `PUNCH#${from}`,
          ':to': `PUNCH#${to}`,
        },
        ConsistentRead: true,
      });
      return items.map(toCountedPunch);
    },

    /**
     * A page of the punches of some PINs with `from ≤ date < to`, in order of wall time or backwards. A page with `counts` may be
     * short although more follow. It reads about what it returns, and two punches of each PIN.
     * @param counts - which punches are wanted; all when it is left out
     */
    async pageOfPins(
      pins: readonly CanonicalPin[],
      range: { from: LocalDate; to: LocalDate },
      { limit, cursor, counts, latestFirst = false }: PunchPaging,
    ): Promise<Page<StoredPunch>> {
      const partitions = pins.map((pin) => partition(organisation, 'PIN', pin));
      const after = cursor ? decodeCursor(cursor, isKeyInSome(partitions)) : undefined;
      const [first, end] = [`PUNCH#${range.from}`, `PUNCH#${range.to}`];
      if (cursor && after && (after.sk < first || after.sk >= end)) throw foreignCursor(cursor);
      /** Where a partition begins on this page: of items with the same sort key some have been given. */
      function beginning(pk: string, position: Key) {
        const isOnPage = compareAsStored(pk, position.pk) * (latestFirst ? -1 : 1) > 0;
        return isOnPage ? { bound: position.sk } : { startKey: { pk, sk: position.sk } };
      }
      const { items, after: rest } = await readMerged(
        partitions,
        'merged',
        limit,
        async (pk, rows, startKey) => {
          const begins = after && beginning(pk, after);
          const page = await database.main.queryPage(
            {
              KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
              ExpressionAttributeValues: {
                ':pk': pk,
                ':from': latestFirst ? first : (begins?.bound ?? first),
                ':to': latestFirst ? (begins?.bound ?? end) : end,
              },
              ScanIndexForward: !latestFirst,
            },
            rows,
            startKey ?? begins?.startKey,
          );
          return { ...page, items: page.items.map((item) => ({ ...item, merged: `${item.sk}\u0000${pk}` })) };
        },
        latestFirst,
      );
      const last = items.at(-1);
      const punches = items.map(toPunch);
      return {
        items: counts ? punches.filter(counts) : punches,
        nextCursor: rest !== undefined && last ? encodeCursor({ pk: last.pk, sk: last.sk }) : undefined,
      };
    },

    /**
     * Where and when a PIN has punched, in order of wall time or backwards.
     * @param most - how many punches are read at most; all when it is left out
     */
    async placesOfPin(
      pin: CanonicalPin,
      { most, backwards = false }: { most?: number; backwards?: boolean } = {},
    ): Promise<PunchPlace[]> {
      const lookup = {
        ...everyPunchOf(pin),
        ProjectionExpression: 'wallTime, serial, v',
        ScanIndexForward: !backwards,
      };
      const items =
        most === undefined
          ? await database.main.queryAll(lookup)
          : (await database.main.queryPage(lookup, most)).items;
      return items.map(toPlace);
    },

    /** Every punch that arrived at one moment, of all terminals, in no order. */
    async arrivedAt(receivedAt: Instant): Promise<StoredPunch[]> {
      const shards = await Promise.all(
        shardNames(arrivalShards).map((shard) =>
          database.main.queryAll({
            IndexName: 'byArrival',
            KeyConditionExpression: 'arrivalPk = :partition AND begins_with(arrivalSk, :moment)',
            ExpressionAttributeValues: {
              ':partition': arrivalPartition(receivedAt.slice(0, 10), shard),
              ':moment': `${receivedAt}#`,
            },
          }),
        ),
      );
      return shards.flat().map(toPunch);
    },

    /**
     * A page of one terminal's punches that arrived on a UTC day, in no order. A page may be empty although more follow.
     * @param after - position that the page before gave; `null` for the beginning
     * @returns the position behind the page; `null` at the end of the day
     */
    async arrivalsOfTerminal(
      serial: Serial,
      day: LocalDate,
      after: string | null,
    ): Promise<{ items: StoredPunch[]; after: string | null }> {
      const { shard, key }: ShardPosition = after === null ? { shard: 0 } : JSON.parse(after);
      const { items, lastKey } = await database.main.queryPage(
        {
          IndexName: 'byArrival',
          KeyConditionExpression: 'arrivalPk = :partition',
          FilterExpression: 'serial = :serial',
          ExpressionAttributeValues: {
            ':partition': arrivalPartition(day, shardNames(arrivalShards)[shard] ?? ''),
            ':serial': serial,
          },
        },
        arrivalsPerPage,
        key,
      );
      const next: ShardPosition = lastKey ? { shard, key: lastKey } : { shard: shard + 1 };
      return {
        items: items.map(toPunch),
        after: next.shard < arrivalShards ? JSON.stringify(next) : null,
      };
    },

    /** Corrects the instant of a punch, which is derived from its wall time and a zone. Nothing else about a punch ever changes. */
    async setInstant(
      punch: Pick<Punch, 'serial' | 'pin' | 'wallTime' | 'status'>,
      instant: Instant,
    ): Promise<void> {
      await database.main.updateIf(keyOf(punch), {
        UpdateExpression: 'SET instant = :instant',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':instant': instant },
      });
    },

    /**
     * Punches in order of their arrival on one UTC day, merged from all shards. The index shows them a moment late; one that
     * comes between others which have been given is on the next page.
     */
    async arrivals(day: LocalDate, limit: number, now: Instant, cursor?: string): Promise<ArrivalPage> {
      const position = cursor
        ? decodeCursor(
            cursor,
            (value): value is ArrivalPosition => isArrivalPosition(value) && value.day === day,
          )
        : undefined;
      const { items, after } = await readMerged(
        shardNames(arrivalShards),
        'arrivalSk',
        limit + namesGiven(position).length,
        (shard, rows, startKey) =>
          database.main.queryPage(
            {
              IndexName: 'byArrival',
              KeyConditionExpression: 'arrivalPk = :partition AND arrivalSk > :after',
              ExpressionAttributeValues: {
                ':partition': arrivalPartition(day, shard),
                ':after': position?.from ?? position?.after ?? ' ',
              },
            },
            rows,
            startKey,
          ),
      );
      const bySortValue = new Map(items.map((item) => [String(item.arrivalSk), item]));
      const page = { day, limit, now, position };
      const { taken, next } = takeArrivals([...bySortValue.keys()], after !== undefined, page);
      const resume = next ?? resumeBehind([...bySortValue.keys()], page);
      return {
        items: taken.flatMap((sortValue) => bySortValue.get(sortValue) ?? []).map(toPunch),
        ...(next === undefined ? {} : { nextCursor: encodeCursor(next) }),
        resumeCursor: encodeCursor(resume),
      };
    },

    /**
     * The same, the latest first. `nextCursor` goes on to earlier ones; `resumeCursor` gives those that have come since, the
     * latest first as well, at most a page of them.
     * @throws RollcallError request.cursor
     */
    async latestArrivals(day: LocalDate, limit: number, now: Instant, cursor?: string): Promise<ArrivalPage> {
      const isEarlier = isBackwards(day);
      const position = cursor
        ? decodeCursor(
            cursor,
            (value): value is BackwardsPosition | ArrivalPosition =>
              isEarlier(value) || (isArrivalPosition(value) && value.day === day),
          )
        : undefined;
      if (position !== undefined && !isEarlier(position)) {
        const { items, resumeCursor } = await this.arrivals(day, limit, now, cursor);
        return { items: items.toReversed(), resumeCursor };
      }
      const { items, after } = await readMerged(
        shardNames(arrivalShards),
        'arrivalSk',
        limit,
        (shard, rows, startKey) =>
          database.main.queryPage(
            {
              IndexName: 'byArrival',
              KeyConditionExpression: 'arrivalPk = :partition AND arrivalSk < :before',
              ExpressionAttributeValues: {
                ':partition': arrivalPartition(day, shard),
                ':before': position?.before ?? '~',
              },
              ScanIndexForward: false,
            },
            rows,
            startKey,
          ),
        true,
      );
      const inOrder = items.map(({ arrivalSk }) => String(arrivalSk)).reverse();
      const [first] = inOrder;
      const resume = resumeBehind(inOrder, { day, now });
      // What came before this page is on the pages of earlier ones.
      const from =
        first !== undefined && resume.from !== undefined && resume.from < first ? first : resume.from;
      return {
        items: items.map(toPunch),
        nextCursor: after === undefined ? undefined : encodeCursor({ day, before: after }),
        resumeCursor: encodeCursor({ ...resume, from }),
      };
    },
  };
}
