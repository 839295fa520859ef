import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shardOf } from './keys.ts';
import { compareAsStored, mergeShards, readMerged, type ShardPage } from './merge-shards.ts';

const item = (sort: string) => ({ pk: sort, sk: 'ROW', sort });

test('texts compare by their UTF-8 bytes', () => {
  const bytes = (text: string) => Buffer.from(text, 'utf8');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareAsStored(a, b))).toBe(Math.sign(Buffer.compare(bytes(a), bytes(b))));
    }),
  );
  expect('😀' < 'Ａ').toBe(true);
  expect(compareAsStored('😀', 'Ａ')).toBeGreaterThan(0);
});

/** Answers as a sharded index would: each shard sorted, cut to a number of rows. */
function shardPages(shards: readonly string[][], after: string, limit: number): ShardPage[] {
  return shards.map((sorts) => {
    const rest = sorts.filter((sort) => compareAsStored(sort, after) > 0);
    const items = rest.slice(0, limit).map(item);
    return { items, lastKey: items.length === limit ? { sk: items.at(-1)?.sk } : undefined };
  });
}

test('page by page, every row of every shard comes once and in order', () => {
  const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(id, fc.nat(3)), { selector: ([text]) => text, maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (rows, limit) => {
        const shards: string[][] = [[], [], [], []];
        for (const [sort, shard] of rows) shards[shard]?.push(sort);
        for (const shard of shards) shard.sort(compareAsStored);
        const seen: string[] = [];
        for (let after: string | undefined = ''; after !== undefined; ) {
          const page = mergeShards(shardPages(shards, after, limit), 'sort', limit);
          expect(page.items.length).toBeLessThanOrEqual(limit);
          seen.push(...page.items.map((row) => String(row.sort)));
          after = page.after;
        }
        expect(seen).toEqual(rows.map(([sort]) => sort).sort(compareAsStored));
      },
    ),
  );
});

describe('a page', () => {
  test('of shards that are read to their end has no next one', () => {
    const page = mergeShards(
      [
        { items: [item('b')], lastKey: undefined },
        { items: [item('a')], lastKey: undefined },
      ],
      'sort',
      5,
    );
    expect([page.items.map((row) => row.pk), page.after]).toEqual([['a', 'b'], undefined]);
  });

  test('ends where a shard that was cut short ends', () => {
    const cut = { items: [item('a'), item('b')], lastKey: { sk: 'ROW' } };
    const whole = { items: [item('c')], lastKey: undefined };
    const page = mergeShards([cut, whole], 'sort', 5);
    expect([page.items.map((row) => row.pk), page.after]).toEqual([['a', 'b'], 'b']);
  });

  test('of empty shards is empty', () => {
    expect(mergeShards([{ items: [], lastKey: undefined }], 'sort', 5)).toEqual({
      items: [],
      after: undefined,
    });
  });
});

/** Shards as an index has them, read a few rows at a time; counts what is read. */
function countedShards(shards: ReadonlyMap<string, readonly string[]>, after: string) {
  const read = { rows: 0 };
  return {
    read,
    readShard: async (
      shard: string,
      limit: number,
      startKey: Record<string, unknown> | undefined,
    ): Promise<ShardPage> => {
      const from = startKey === undefined ? after : String(startKey.sort);
      const rest = (shards.get(shard) ?? []).filter((sort) => compareAsStored(sort, from) > 0);
      const items = rest.slice(0, limit).map(item);
      read.rows += items.length;
      return { items, lastKey: items.length === limit ? { sort: items.at(-1)?.sort } : undefined };
    },
  };
}

const names = ['00', '01', '02', '03', '04', '05', '06', '07'];

test('a page that is read shard by shard is the page that they have together', async () => {
  const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(id, fc.nat(7)), { selector: ([text]) => text, maxLength: 60 }),
      fc.integer({ min: 1, max: 30 }),
      async (rows, limit) => {
        const shards = new Map(
          names.map((name, at) => [
            name,
            rows
              .filter(([, shard]) => shard === at)
              .map(([sort]) => sort)
              .sort(compareAsStored),
          ]),
        );
        const seen: string[] = [];
        for (let after: string | undefined = ''; after !== undefined; ) {
          const { items, after: next } = await readMerged(
            names,
            'sort',
            limit,
            countedShards(shards, after).readShard,
          );
          if (next !== undefined) expect(items).toHaveLength(limit);
          seen.push(...items.map((row) => String(row.sort)));
          after = next;
        }
        expect(seen).toEqual(rows.map(([sort]) => sort).sort(compareAsStored));
      },
    ),
  );
});

test.each([50, 100, 1_000])('a page of %i reads about what it returns', async (limit) => {
  const sorts = Array.from({ length: 20_000 }, (_, at) => String(at).padStart(6, '0'));
  const shards = new Map(names.map((name) => [name, sorts.filter((sort) => shardOf(sort, 8) === name)]));
  const { read, readShard } = countedShards(shards, '');
  const { items } = await readMerged(names, 'sort', limit, readShard);
  expect(items.map(({ sort }) => sort)).toEqual(sorts.slice(0, limit));
  expect(read.rows).toBeLessThanOrEqual(1.5 * limit);
});
