import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, hashOfData, StableHash } from './stable-hash.ts';

const hashOf = (...parts: (string | number)[]): string => {
  const hash = new StableHash();
  for (const part of parts) typeof part === 'string' ? hash.text(part) : hash.number(part);
  return hash.hex();
};

test('the same sequence has the same 16 digits', () => {
  expect(hashOf('SAMPLE1', 1_772_442_000)).toBe(hashOf('SAMPLE1', 1_772_442_000));
  expect(hashOf('SAMPLE1')).toMatch(/^[0-9a-f]{16}$/);
});

test('another order, another length or a large number makes another hash', () => {
  expect(hashOf('a', 'b')).not.toBe(hashOf('b', 'a'));
  expect(hashOf('ab', 'c')).not.toBe(hashOf('a', 'bc'));
  expect(hashOf(1)).not.toBe(hashOf(1 + 4_294_967_296));
  expect(hashOf(-1)).not.toBe(hashOf(4_294_967_295));
});

test('among many different inputs no two share a hash', () => {
  const seen = new Set<string>();
  for (let second = 0; second < 50_000; second += 1) seen.add(hashOf('SAMPLE1', 1_772_442_000 + second, 255));
  expect(seen.size).toBe(50_000);
});

test('the order of keys does not matter, everything else does', () => {
  expect(hashOfData({ a: 1, b: [1, 2] })).toBe(hashOfData({ b: [1, 2], a: 1 }));
  expect(hashOfData({ a: 1 })).not.toBe(hashOfData({ a: '1' }));
  expect(canonicalText({ a: undefined, b: null })).toBe('{"b":null}');
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      if (canonicalText(a) === canonicalText(b)) expect(hashOfData(a)).toBe(hashOfData(b));
    }),
  );
});
