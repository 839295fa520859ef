/** Draws values of attributes: few enough that they meet again, odd enough to be worth it. @module */

import type { Chance } from './chance.ts';
import type { KeyPart, Shape } from './shapes.ts';

/** A value as the protocol writes it; it may be wrong. */
export type Value = Record<string, unknown>;

const texts = ['a', 'b', 'ab', 'abc', 'é', 'z', 'Z', '~', '\u{1f600}', '￿', '10', '9', 'a b', 'S'] as const;
const numbers = [
  '0',
  '1',
  '-1',
  '2',
  '10',
  '9',
  '1.5',
  '-1.5',
  '1.50',
  '1e2',
  '100',
  '0.001',
  '1e-7',
  '123456789012345678901234567890',
  '-99999999999999999999999999999999999999',
  '1e125',
  '1e-130',
  '3.14159265358979323846',
  '007',
  '+5',
] as const;
const bytes = ['AA==', 'AQ==', 'AAE=', '/w==', '//8=', 'YWJj', 'YQ=='] as const;
const wrong: readonly [Value, ...Value[]] = [
  {},
  { S: 'a', N: '1' },
  { N: 'abc' },
  { N: '' },
  { N: '1e126' },
  { N: '1e-131' },
  { N: '123456789012345678901234567890123456789' },
  { N: '1_000' },
  { SS: [] },
  { NS: [] },
  { BS: [] },
  { SS: ['a', 'a'] },
  { NS: ['1', '1.0'] },
  { NS: ['1', 'x'] },
  { BS: ['AA==', 'AA=='] },
  { NULL: false },
  { L: [{}] },
  { M: { a: {} } },
  { M: { a: { N: 'x' } } },
];
/** Names of attributes, keys of the shapes among them. */
export const names = ['x', 'y', 'z', 'm', 'l', 'g', 'n', 'b', 'pk', 'sk', 'w'] as const;
const inner = ['a', 'b', 'c'] as const;

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** A value of a type for a key. */
export function keyValue(chance: Chance, type: KeyPart[1]): Value {
  if (type === 'S') return { S: chance.of(texts) };
  return type === 'N' ? { N: chance.of(numbers) } : { B: chance.of(bytes) };
}

/** A value, right with high odds. */
export function anyValue(chance: Chance, depth = 0): Value {
  if (chance.odds(0.006)) return chance.of(wrong);
  switch (chance.below(depth > 2 ? 8 : 11)) {
    case 0:
    case 1:
      return { S: chance.odds(0.05) ? '' : chance.of(texts) };
    case 2:
    case 3:
      return { N: chance.of(numbers) };
    case 4:
      return { B: chance.odds(0.05) ? '' : chance.of(bytes) };
    case 5:
      return chance.odds(0.5) ? { BOOL: chance.odds(0.5) } : { NULL: true };
    case 6:
      return { SS: distinct(chance.list(1, 3, () => chance.of(texts))) };
    case 7:
      return chance.odds(0.5)
        ? { NS: distinct(chance.list(1, 3, () => chance.of(['1', '2', '10', '-3', '0.5']))) }
        : { BS: distinct(chance.list(1, 3, () => chance.of(bytes))) };
    case 8:
      return { L: chance.list(0, 3, () => anyValue(chance, depth + 1)) };
    default:
      return {
        M: Object.fromEntries(chance.list(0, 3, () => [chance.of(inner), anyValue(chance, depth + 1)])),
      };
  }
}

/** A key of a table, right with high odds. */
export function keyOf(chance: Chance, { keys }: Shape): Record<string, Value> {
  const key: Record<string, Value> = {};
  for (const [name, type] of keys) {
    if (chance.odds(0.006)) continue;
    key[name] = chance.odds(0.006) ? anyValue(chance) : keyValue(chance, type);
    if (chance.odds(0.003)) key[name] = type === 'B' ? { B: '' } : { S: '' };
  }
  if (chance.odds(0.006)) key.extra = { S: 'a' };
  return key;
}

/** An item of a table, right with high odds. */
export function itemOf(chance: Chance, shape: Shape): Record<string, Value> {
  const item: Record<string, Value> = {};
  const types = new Map(shape.indexes.flatMap(({ keys }) => keys));
  for (const name of names) {
    if (chance.odds(0.5)) continue;
    const type = types.get(name);
    item[name] = type !== undefined && chance.odds(0.985) ? keyValue(chance, type) : anyValue(chance);
  }
  if (chance.odds(0.02))
    item.large = { S: 'x'.repeat(chance.of([900, 3000, 60_000, 300_000, 409_500, 420_000])) };
  for (const name of ['pk', 'sk']) delete item[name];
  return { ...item, ...keyOf(chance, { ...shape, keys: shape.keys }) };
}
