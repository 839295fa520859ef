/** Merges the sorted shards of a list into one page, in DynamoDB's byte order. @module */

import type { Item } from './database.ts';

/** What one shard answered: its first rows in order, and whether there are more. */
export interface ShardPage {
  items: Item[];
  lastKey: Record<string, unknown> | undefined;
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

/**
 * Compares two texts as DynamoDB sorts them, by their UTF-8 bytes. JavaScript's own order of UTF-16 units differs where
 * a character outside the basic plane meets one near the end of that plane (`😀` and `Ａ`).
 * @returns below 0 when `a` comes first, 0 when they are equal
 */
export function compareAsStored(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    if (isSurrogate(left) !== isSurrogate(right) && Math.min(left, right) >= 0xd800) {
      return isSurrogate(left) ? 1 : -1;
    }
    return left - right;
  }
  return a.length - b.length;
}

/**
 * Merges the beginnings of sorted shards into one sorted page.
 * @param sortAttribute - the attribute that every shard is sorted by
 * @param descending - whether the shards are sorted backwards
 * @returns up to `limit` rows, and the sort value after which the next page begins, if there is one. A shard that was
 * cut short bounds the page: rows behind its last one might not be the next.
 */
export function mergeShards(
  shards: readonly ShardPage[],
  sortAttribute: string,
  limit: number,
  descending = false,
): { items: Item[]; after: string | undefined } {
  const compare = descending ? (a: string, b: string) => compareAsStored(b, a) : compareAsStored;
  const sortValue = (item: Item | undefined) => String(item?.[sortAttribute]);
  const bounds = shards.filter((shard) => shard.lastKey).map((shard) => sortValue(shard.items.at(-1)));
  const bound = bounds.toSorted(compare)[0];
  const known = shards
    .flatMap((shard) => shard.items)
    .filter((item) => bound === undefined || compare(sortValue(item), bound) <= 0)
    .sort((a, b) => compare(sortValue(a), sortValue(b)));
  const items = known.slice(0, limit);
  const more = known.length > limit || bound !== undefined;
  return { items, after: more && items.length > 0 ? sortValue(items.at(-1)) : undefined };
}

/** Reads the next rows of one shard. @param startKey - the position behind the rows before; `undefined` for the first ones */
export type ReadShard = (
  shard: string,
  limit: number,
  startKey: Record<string, unknown> | undefined,
) => Promise<ShardPage>;

/**
 * One sorted page of a list that is spread over shards. Each shard gives its part of the page first, and then, one after the
 * other, those give more without which nobody knows what comes next: a page reads about what it returns.
 */
export async function readMerged(
  shards: readonly string[],
  sortAttribute: string,
  limit: number,
  read: ReadShard,
  descending = false,
): Promise<{ items: Item[]; after: string | undefined }> {
  const share = Math.min(limit, Math.ceil(limit / shards.length) + 1);
  const pages = await Promise.all(
    shards.map(async (shard) => ({ shard, ...(await read(shard, share, undefined)) })),
  );
  for (;;) {
    const merged = mergeShards(pages, sortAttribute, limit, descending);
    const [shortest] = pages
      .filter(({ lastKey }) => lastKey !== undefined)
      .sort((a, b) => (descending ? -1 : 1) * compareAsStored(lastOf(a), lastOf(b)));
    if (merged.items.length >= limit || shortest === undefined) return merged;
    const more = Math.max(2, Math.ceil((limit - merged.items.length) / shards.length));
    const next = await read(shortest.shard, Math.min(limit, more), shortest.lastKey);
    shortest.items = [...shortest.items, ...next.items];
    shortest.lastKey = next.lastKey;
  }

  function lastOf({ items }: ShardPage): string {
    return String(items.at(-1)?.[sortAttribute] ?? '');
  }
}
