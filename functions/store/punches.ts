/** Stores punches under the PIN that the terminal sent, and reads them by PIN or by arrival. @module */

import { type CanonicalPin, canonicalPinOf } from '#shared/punch/pin.ts';
import type { Punch } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { dateOf, type Instant, type LocalDate, type WallTime } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { type Existing, toExisting } from './existing.ts';
import { arrivalShards, partition, shardNames, shardOf } from './keys.ts';
import { type ArrivalPosition, isArrivalPosition, takeArrivals } from './late-arrivals.ts';
import { readMerged } from './merge-shards.ts';
import {
  type CountedPunch,
  countedAttributes,
  type StoredPunch,
  toCountedPunch,
  toPunch,
  wallTimeOf,
} from './stored-punch.ts';

/** How far a pass over one day's arrivals has got. */
interface ShardPosition {
  shard: number;
  key?: Record<string, unknown>;
}

const arrivalsPerPage = 1000;

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

    /** A page of a PIN's punches with `from ≤ date < to`, in order of wall time. */
    async pageOfPin(
      pin: CanonicalPin,
      range: { from: LocalDate; to: LocalDate },
      limit: number,
      cursor?: string,
    ): Promise<Page<StoredPunch>> {
      const pk = partition(organisation, 'PIN', pin);
      const { items, lastKey } = await database.main.queryPage(
        {
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': pk,
            ':from': `PUNCH#${range.from}`,
            ':to': `PUNCH#${range.to}`,
          },
        },
        limit,
        cursor ? decodeCursor(cursor, isKeyIn('pk', pk)) : undefined,
      );
      return { items: items.map(toPunch), nextCursor: lastKey && encodeCursor(lastKey) };
    },

    /** The date of a PIN's first punch, if it has any. */
    async firstDateOfPin(pin: CanonicalPin): Promise<LocalDate | undefined> {
      const { items } = await database.main.queryPage(everyPunchOf(pin), 1);
      return items[0] && dateOf(wallTimeOf(items[0]));
    },

    /** The dates on which a PIN has punched, in order, each once. */
    async datesOfPin(pin: CanonicalPin): Promise<LocalDate[]> {
      const items = await database.main.queryAll({
        ...everyPunchOf(pin),
        ProjectionExpression: 'wallTime, v',
      });
      return [...new Set(items.map((item) => dateOf(wallTimeOf(item))))];
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
    async arrivals(day: LocalDate, limit: number, now: Instant, cursor?: string): Promise<Page<StoredPunch>> {
      const position = cursor
        ? decodeCursor(
            cursor,
            (value): value is ArrivalPosition => isArrivalPosition(value) && value.day === day,
          )
        : undefined;
      const { items, after } = await readMerged(
        shardNames(arrivalShards),
        'arrivalSk',
        limit + (position?.given?.length ?? 0),
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
      return {
        items: taken.flatMap((sortValue) => bySortValue.get(sortValue) ?? []).map(toPunch),
        ...(next === undefined ? {} : { nextCursor: encodeCursor(next) }),
      };
    },
  };
}
