/** Reads the lists in a table's `byKind` index, page by page or whole. @module */

import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Item, Table } from './database.ts';

/** Which list of a table's `byKind` index is read, and how. */
export interface KindList {
  partitionKey: string;
  latestFirst?: boolean;
}

/** One page of a list in the `byKind` index. */
export async function listByKind<T>(
  table: Table,
  list: KindList,
  toValue: (item: Item) => T,
  limit: number,
  cursor?: string,
): Promise<Page<T>> {
  const { items, lastKey } = await table.queryPage(
    {
      IndexName: 'byKind',
      KeyConditionExpression: 'kindPk = :partition',
      ExpressionAttributeValues: { ':partition': list.partitionKey },
      ScanIndexForward: !list.latestFirst,
    },
    limit,
    cursor ? decodeCursor(cursor, isKeyIn('kindPk', list.partitionKey)) : undefined,
  );
  return { items: items.map(toValue), nextCursor: lastKey && encodeCursor(lastKey) };
}

/** Every row of a list in the `byKind` index. */
export async function allByKind<T>(
  table: Table,
  partitionKey: string,
  toValue: (item: Item) => T,
): Promise<T[]> {
  const items = await table.queryAll({
    IndexName: 'byKind',
    KeyConditionExpression: 'kindPk = :partition',
    ExpressionAttributeValues: { ':partition': partitionKey },
  });
  return items.map(toValue);
}
