import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import { aUserId } from '#test/support/ids.ts';
import { openDatabase, openStores } from './index.ts';
import { partition, shardNames, shardOf, sortableId } from './keys.ts';

describe('a partition key', () => {
  test('begins with its organisation', () => {
    expect(partition('acme', 'USER', '701')).toBe('acme#USER#701');
  });

  test.each([
    ['without an organisation', ['', 'USER', '701']],
    ['with an organisation that holds the separator', ['acme#USER', '701']],
    ['without parts', ['acme']],
    ['with an empty part', ['acme', 'USER', '']],
  ])('%s is never made', (_, [organisation = '', ...parts]) => {
    expect(() => partition(organisation, ...parts)).toThrow(/a key needs/);
  });

  test('of one organisation is never that of another', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('#'));
    const parts = fc.array(fc.string({ minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(name, parts, name, parts, (a, ofA, b, ofB) => {
        fc.pre(a !== b);
        expect(partition(a, ...ofA)).not.toBe(partition(b, ...ofB));
      }),
    );
  });
});

test('no stores open under the name that credentials are kept under', () => {
  const database = openDatabase({ main: 'main', operations: 'operations' }, Date.now);
  expect(() => openStores(database, '~')).toThrow('not an organisation');
});

test('shards of stored keys are the same for ever', () => {
  expect(['701', '1001', 'A-12', 'Zoë'].map((id) => shardOf(id, 8))).toEqual(['01', '07', '04', '07']);
  expect(shardNames(3)).toEqual(['00', '01', '02']);
});

test('ids spread over every shard, none far above its share', () => {
  const counts = new Map(shardNames(16).map((shard) => [shard, 0]));
  for (let id = 1; id <= 16_000; id += 1) {
    const shard = shardOf(`default#PIN#${id}`, 16);
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect(counts.size).toBe(16);
  expect(Math.max(...counts.values())).toBeLessThan(1_500);
  expect(Math.min(...counts.values())).toBeGreaterThan(500);
});

test('ids that are numbers sort as numbers, and before letters', () => {
  const ids = ['10', '9', 'A1', '701', '0', 'a'].map((id) => canonicalUserId(aUserId(id)));
  expect(ids.toSorted((a, b) => (sortableId(a) < sortableId(b) ? -1 : 1))).toEqual([
    '0',
    '9',
    '10',
    '701',
    'A1',
    'a',
  ]);
});
