import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromAttributes, toAttribute, toAttributes } from './attribute-values.ts';

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.array(fc.string(), { minLength: 1 }).map((members) => new Set(members)),
    fc.array(fc.integer(), { minLength: 1 }).map((members) => new Set(members)),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')).map((fields) => ({ ...fields })),
  ),
})).value;

test('any item comes back from DynamoDB’s JSON as it went there', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), plain), (fields) => {
      const item = { ...fields };
      expect(fromAttributes(JSON.parse(JSON.stringify(toAttributes(item))))).toEqual(item);
    }),
  );
});

test('a field named __proto__ is a field like any other, at any depth', () => {
  const item = JSON.parse('{"__proto__": "a", "b": {"__proto__": {"c": 1}}}');
  expect(JSON.stringify(fromAttributes(JSON.parse(JSON.stringify(toAttributes(item)))))).toBe(
    JSON.stringify(item),
  );
});

test('the types are those of the API reference', () => {
  expect(
    toAttributes({
      s: 'a',
      n: 1.5,
      yes: true,
      none: null,
      b: Uint8Array.of(1, 2),
      l: ['a', 1],
      m: { x: 'y' },
    }),
  ).toEqual({
    s: { S: 'a' },
    n: { N: '1.5' },
    yes: { BOOL: true },
    none: { NULL: true },
    b: { B: 'AQI=' },
    l: { L: [{ S: 'a' }, { N: '1' }] },
    m: { M: { x: { S: 'y' } } },
  });
  expect(toAttribute(new Set(['a', 'b']))).toEqual({ SS: ['a', 'b'] });
  expect(toAttribute(new Set([1, 2]))).toEqual({ NS: ['1', '2'] });
});

test('what is undefined is left out, at any depth', () => {
  expect(toAttributes({ a: undefined, b: { c: undefined, d: 1 }, e: [undefined, 'x'] })).toEqual({
    b: { M: { d: { N: '1' } } },
    e: { L: [{ S: 'x' }] },
  });
});

test.each([
  ['a number that is none', { n: Number.NaN }],
  ['an endless number', { n: Number.POSITIVE_INFINITY }],
  ['an empty set', { s: new Set() }],
  ['a mixed set', { s: new Set(['a', 1]) }],
  ['a function', { f: () => 1 }],
])('%s is refused before it is sent', (_, item) => {
  expect(() => toAttributes(item)).toThrow(TypeError);
});
