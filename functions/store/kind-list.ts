/**
 * Lists what a table holds of one kind, in order, without a gap.
 *
 * The index `byKind` learns of a new item late. So whoever adds one also announces it, in a partition of its own that is
 * read as it is; a list is what the index and the announcements name, each item read by its key. Announcements expire
 * long after the index has caught up, and what has left a list meanwhile is left out when its item is read.
 * @module
 */

import type { Instant } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database, Item, Key } from './database.ts';
import { compareAsStored } from './merge-shards.ts';
import type { TableDefinition } from './tables.ts';

/** Which list is meant. */
export interface KindListOptions {
  table: TableDefinition['name'];
  /** The value of `kindPk` of its items. */
  partitionKey: string;
  latestFirst?: boolean;
}

/** Where an item stands in its list, and its key. */
interface Place {
  kindSk: string;
  key: Key;
}

/** No index is as late as this. */
const announcedSeconds = 3_600;
const placesAtOnce = 1_000;
/** Items that a search for those that fit reads at once, and those after which it stops. */
const lookedAtOnce = 200;
const mostLooked = 4_000;

/** Opens a list in the `byKind` index of a table. @param toValue - reads an item */
export function kindList<T>(
  database: Database,
  { table: name, partitionKey, latestFirst = false }: KindListOptions,
  toValue: (item: Item) => T,
) {
  const table = database[name];
  const announcedPk = `${partitionKey}#ANNOUNCED`;
  const isBefore = (a: string, b: string) =>
    latestFirst ? compareAsStored(a, b) > 0 : compareAsStored(a, b) < 0;

  function behind(partitionAttribute: string, sortAttribute: string, value: string, after?: string) {
    const isInside = `${partitionAttribute} = :partition`;
    return {
      KeyConditionExpression:
        after === undefined ? isInside : `${isInside} AND ${sortAttribute} ${latestFirst ? '<' : '>'} :after`,
      ExpressionAttributeValues: {
        ':partition': value,
        ...(after === undefined ? {} : { ':after': after }),
      },
      ScanIndexForward: !latestFirst,
    };
  }

  async function indexed(limit: number, after?: string) {
    const { items, lastKey } = await table.queryPage(
      {
        IndexName: 'byKind',
        ...behind('kindPk', 'kindSk', partitionKey, after),
        ProjectionExpression: 'pk, sk, kindSk',
      },
      limit,
    );
    const places = items.map(({ pk, sk, kindSk }): Place => ({ kindSk: String(kindSk), key: { pk, sk } }));
    return { places, isCut: lastKey !== undefined };
  }

  async function announced(limit: number, after?: string) {
    const { items, lastKey } = await database.operations.queryPage(
      { ...behind('pk', 'sk', announcedPk, after), ConsistentRead: true },
      limit,
    );
    const places = items.map(
      ({ sk, itemPk, itemSk }): Place => ({ kindSk: sk, key: { pk: String(itemPk), sk: String(itemSk) } }),
    );
    return { places, isCut: lastKey !== undefined };
  }

  /** The next places behind one, and whether there may be more. */
  async function nextPlaces(limit: number, after?: string): Promise<{ places: Place[]; more: boolean }> {
    const sources = await Promise.all([indexed(limit, after), announced(limit, after)]);
    // Behind the end of one that was cut short, nobody knows what comes next.
    const [bound] = sources
      .flatMap(({ places, isCut }) => (isCut ? (places.at(-1)?.kindSk ?? []) : []))
      .sort((a, b) => (isBefore(a, b) ? -1 : 1));
    const known = new Map(sources.flatMap(({ places }) => places).map((place) => [place.kindSk, place]));
    const sure = [...known.values()]
      .filter(({ kindSk }) => bound === undefined || !isBefore(bound, kindSk))
      .sort((a, b) => (isBefore(a.kindSk, b.kindSk) ? -1 : 1));
    return { places: sure.slice(0, limit), more: bound !== undefined || sure.length > limit };
  }

  /** The items at some places; those that have left them are left out. */
  async function itemsAt(places: readonly Place[]): Promise<Item[]> {
    const items = await table.batchGet(places.map(({ key }) => key));
    const byPlace = new Map(
      items.filter(({ kindPk }) => kindPk === partitionKey).map((item) => [String(item.kindSk), item]),
    );
    return places.flatMap(({ kindSk }) => byPlace.get(kindSk) ?? []);
  }

  return {
    /** The attributes by which an item is found in the list. */
    attributes: (kindSk: string) => ({ kindPk: partitionKey, kindSk }),

    /**
     * Announces items, beside the write that adds them: who has seen both succeed finds them in the list.
     * @param at - about now; without it the announcement stays
     */
    async announce(items: readonly (Key & { kindSk: string })[], at: Instant | undefined): Promise<void> {
      const expiresAt = at === undefined ? undefined : Math.floor(Date.parse(at) / 1000) + announcedSeconds;
      const refused = await database.operations.batchPut(
        items.map(({ pk, sk, kindSk }) => ({
          pk: announcedPk,
          sk: kindSk,
          itemPk: pk,
          itemSk: sk,
          expiresAt,
        })),
      );
      if (refused.length > 0) throw new Error(`${refused.length} new items could not be announced`);
    },

    /** Takes an announcement back, of an item that has left a list which is read often. */
    async withdraw(kindSk: string): Promise<void> {
      await database.operations.delete({ pk: announcedPk, sk: kindSk });
    },

    /**
     * One page of the list, strongly consistent.
     * @param fits - which items are wanted; a page may then be short although more follow
     * @throws RollcallError request.cursor
     */
    async page(limit: number, cursor?: string, fits?: (value: T) => boolean): Promise<Page<T>> {
      const position = cursor ? decodeCursor(cursor, isKeyIn('kindPk', partitionKey)) : undefined;
      const found: T[] = [];
      let after = position?.kindSk;
      let left = limit;
      for (let more = true; more && left > 0; ) {
        const next = await nextPlaces(left, after);
        const items = await itemsAt(next.places);
        found.push(...items.map(toValue));
        left -= items.length;
        after = next.places.at(-1)?.kindSk ?? after;
        if (!next.more) after = undefined;
        more = next.more;
      }
      return {
        items: fits ? found.filter(fits) : found,
        nextCursor: after === undefined ? undefined : encodeCursor({ kindPk: partitionKey, kindSk: after }),
      };
    },

    /**
     * One page of the items that fit, however many others lie between them, as long as it takes no more than some thousand
     * reads: then a page is short although more follow.
     * @throws RollcallError request.cursor
     */
    async filledPage(
      limit: number,
      cursor: string | undefined,
      fits: (value: T) => boolean,
    ): Promise<Page<T>> {
      const position = cursor ? decodeCursor(cursor, isKeyIn('kindPk', partitionKey)) : undefined;
      const found: T[] = [];
      let after = position?.kindSk;
      let looked = 0;
      for (let more = true; more && found.length < limit && looked < mostLooked; ) {
        const next = await nextPlaces(lookedAtOnce, after);
        more = next.more;
        looked += next.places.length;
        const items = new Map(
          (await itemsAt(next.places)).map((item) => [String(item.kindSk), item] as const),
        );
        for (const { kindSk } of next.places) {
          if (found.length === limit) {
            more = true;
            break;
          }
          const item = items.get(kindSk);
          const value = item && toValue(item);
          if (value !== undefined && fits(value)) found.push(value);
          after = kindSk;
        }
        if (!more) after = undefined;
      }
      return {
        items: found,
        nextCursor: after === undefined ? undefined : encodeCursor({ kindPk: partitionKey, kindSk: after }),
      };
    },

    /** Every item as the index has it, which may be late: for counting, at a fraction of the price of reading each by its key. */
    async allAsIndexed(): Promise<T[]> {
      const items = await table.queryAll({
        IndexName: 'byKind',
        ...behind('kindPk', 'kindSk', partitionKey),
      });
      return items.map(toValue);
    },

    /**
     * Every item, where there are few: as the index has it, and those that were added in the last moment as they are. What
     * was changed in the last moment may be late.
     * @returns `null` when there are more than `most`
     */
    async upTo(most: number): Promise<T[] | null> {
      const items: Item[] = [];
      const lookup = { IndexName: 'byKind', ...behind('kindPk', 'kindSk', partitionKey) };
      let startKey: Record<string, unknown> | undefined;
      do {
        const page = await table.queryPage(lookup, placesAtOnce, startKey);
        items.push(...page.items);
        startKey = page.lastKey;
        if (items.length > most) return null;
      } while (startKey);
      const known = new Set(items.map(({ kindSk }) => String(kindSk)));
      const news: Place[] = [];
      let after: string | undefined;
      for (let more = true; more; ) {
        const { places, isCut } = await announced(placesAtOnce, after);
        news.push(...places.filter(({ kindSk }) => !known.has(kindSk)));
        after = places.at(-1)?.kindSk;
        more = isCut && after !== undefined;
        if (items.length + news.length > most) return null;
      }
      return [...items, ...(await itemsAt(news))].map(toValue);
    },

    /** How many items the index has, which may be late. @param attribute - counts those only whose attribute has the value */
    async countAsIndexed(attribute?: { name: string; value: string }): Promise<number> {
      const lookup = behind('kindPk', 'kindSk', partitionKey);
      const items = await table.queryAll({
        IndexName: 'byKind',
        ...lookup,
        ProjectionExpression: 'pk',
        ...(attribute === undefined
          ? {}
          : {
              FilterExpression: '#attribute = :value',
              ExpressionAttributeNames: { '#attribute': attribute.name },
              ExpressionAttributeValues: { ...lookup.ExpressionAttributeValues, ':value': attribute.value },
            }),
      });
      return items.length;
    },

    /** Every item of the list, strongly consistent. */
    async all(): Promise<T[]> {
      const found: T[] = [];
      let after: string | undefined;
      for (let more = true; more; ) {
        const next = await nextPlaces(placesAtOnce, after);
        found.push(...(await itemsAt(next.places)).map(toValue));
        after = next.places.at(-1)?.kindSk;
        more = next.more && after !== undefined;
      }
      return found;
    },
  };
}
