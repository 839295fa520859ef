import type { Item } from './database.ts';

/** What one shard answered: its first rows in order, and whether there are more. */
export interface ShardPage {
  items: Item[];
  lastKey: Record<string, unknown> | undefined;
}

/**
 * Merges the beginnings of sorted shards into one sorted page.
 * @param sortAttribute - the attribute that every shard is sorted by
 * @returns up to `limit` rows, and the sort value after which the next page begins, if there is one. A shard that was
 * cut short bounds the page: rows behind its last one might not be the next.
 */
export function mergeShards(
  shards: readonly ShardPage[],
  sortAttribute: string,
  limit: number,
): { items: Item[]; after: string | undefined } {
  const sortValue = (item: Item | undefined) => String(item?.[sortAttribute]);
  const bounds = shards.filter((shard) => shard.lastKey).map((shard) => sortValue(shard.items.at(-1)));
  const bound = bounds.toSorted()[0];
  const known = shards
    .flatMap((shard) => shard.items)
    .filter((item) => bound === undefined || sortValue(item) <= bound)
    .sort((a, b) => (sortValue(a) < sortValue(b) ? -1 : 1));
  const items = known.slice(0, limit);
  const more = known.length > limit || bound !== undefined;
  return { items, after: more && items.length > 0 ? sortValue(items.at(-1)) : undefined };
}
