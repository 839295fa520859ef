import { expect, test } from 'vitest';
import { isProblem } from '#shared/errors.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database, Item, Table } from './database.ts';
import { kindList } from './kind-list.ts';

const at = '2026-03-20T12:00:00.000Z' as Instant;
const partitionKey = 'acme#THINGS';

interface Asked {
  IndexName?: string;
  ExpressionAttributeValues: Record<string, string>;
  ScanIndexForward: boolean;
}

/** A table whose index knows only what it is told, as long as the test wants. */
function aTable() {
  const items = new Map<string, Item>();
  let indexed: Item[] = [];
  const nameOf = ({ pk, sk }: Pick<Item, 'pk' | 'sk'>) => `${pk} ${sk}`;
  const table = {
    queryPage: async (asked: Asked, limit: number) => {
      const { ':partition': partition, ':after': after } = asked.ExpressionAttributeValues;
      const sort = asked.IndexName === undefined ? 'sk' : 'kindSk';
      const from = asked.IndexName === undefined ? [...items.values()] : indexed;
      const isBehind = (place: string) =>
        after === undefined || (asked.ScanIndexForward ? place > after : place < after);
      const found = from
        .filter((item) => item[asked.IndexName === undefined ? 'pk' : 'kindPk'] === partition)
        .filter((item) => isBehind(String(item[sort])))
        .toSorted((a, b) => (String(a[sort]) < String(b[sort]) === asked.ScanIndexForward ? -1 : 1));
      return { items: found.slice(0, limit), lastKey: found.length > limit ? { pk: 'more' } : undefined };
    },
    batchGet: async (keys: Item[]) => keys.flatMap((key) => items.get(nameOf(key)) ?? []),
    batchPut: async (wanted: Item[]) => {
      for (const item of wanted) items.set(nameOf(item), item);
      return [];
    },
    delete: async (key: Item) => items.delete(nameOf(key)),
  };
  return {
    table: table as unknown as Table,
    put: (item: Item) => items.set(nameOf(item), item),
    remove: (item: Item) => items.delete(nameOf(item)),
    catchUp: () => {
      indexed = [...items.values()].filter(({ kindPk }) => kindPk !== undefined);
    },
  };
}

function aList(latestFirst = false) {
  const store = aTable();
  const database = { main: store.table, operations: store.table, now: Date.now } satisfies Database;
  const list = kindList(database, { table: 'main', partitionKey, latestFirst }, (item) => String(item.name));
  const itemOf = (name: string) => ({
    pk: `acme#THING#${name}`,
    sk: 'THING',
    ...list.attributes(name),
    name,
  });
  return {
    ...store,
    list,
    itemOf,
    add: async (...names: string[]) => {
      for (const name of names) {
        store.put(itemOf(name));
        await list.announce([itemOf(name)], at);
      }
    },
  };
}

async function everyPage(list: ReturnType<typeof aList>['list'], limit: number) {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await list.page(limit, cursor);
    pages.push(page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

test('what the index does not know yet stands in its place, on whatever page that is', async () => {
  const { list, add, catchUp } = aList();
  await add('b', 'd', 'f', 'h');
  catchUp();
  await add('a', 'e', 'i');
  expect(await everyPage(list, 3)).toEqual([['a', 'b', 'd'], ['e', 'f', 'h'], ['i']]);
  expect(await list.all()).toEqual(['a', 'b', 'd', 'e', 'f', 'h', 'i']);
});

test('the latest come first where a list says so', async () => {
  const { list, add, catchUp } = aList(true);
  await add('1', '3');
  catchUp();
  await add('2', '4');
  expect(await everyPage(list, 2)).toEqual([
    ['4', '3'],
    ['2', '1'],
  ]);
});

test('what has gone, left the list or been replaced is read as it is now, and pages stay full', async () => {
  const { list, add, catchUp, remove, put, itemOf } = aList();
  await add('a', 'b', 'c', 'd');
  catchUp();
  remove(itemOf('a'));
  const { kindPk: _kindPk, kindSk: _kindSk, ...left } = itemOf('b');
  put(left);
  put({ ...itemOf('c'), name: 'C' });
  expect(await list.page(1)).toMatchObject({ items: ['C'] });
  expect(await list.all()).toEqual(['C', 'd']);
});

test('an announcement that was taken back, or of what was never added, lists nothing', async () => {
  const { list, add, itemOf } = aList();
  await add('a', 'b');
  await list.withdraw('a');
  await list.announce([itemOf('c')], at);
  expect(await list.all()).toEqual(['b']);
});

test('a cursor of another list is refused', async () => {
  const { list, add } = aList();
  await add('a', 'b');
  const other = Buffer.from(JSON.stringify({ kindPk: 'other#THINGS', kindSk: 'a' })).toString('base64url');
  await expect(list.page(1, other)).rejects.toSatisfy((error: unknown) => isProblem(error, 'request.cursor'));
});
