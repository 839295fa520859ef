import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawOptions } from '../testing/laws.ts';
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

const anyNumber = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -1, 2_147_483_647, -2_147_483_648, 2_147_483_648, 4_294_967_295, 0.5),
);

test('a number added as a large one is the same number', () => {
  fc.assert(
    fc.property(anyNumber, (value) => {
      const hash = new StableHash();
      hash.largeNumber(value);
      expect(hash.hex()).toBe(hashOf(value));
    }),
    lawOptions,
  );
});

test('four numbers at once are the same as one after the other', () => {
  fc.assert(
    fc.property(fc.tuple(anyNumber, anyNumber, anyNumber, anyNumber), fc.string(), (numbers, text) => {
      const hash = new StableHash();
      hash.text(text);
      hash.fourNumbers(...numbers);
      hash.text(text);
      expect(hash.hex()).toBe(hashOf(text, ...numbers, text));
    }),
    lawOptions,
  );
});

test('a text is its length and then its characters, four to a number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 14 }), (text) => {
      const numbers = [text.length];
      for (let at = 0; at < text.length; at += 4) {
        const characters = text.slice(at, at + 4).split('');
        numbers.push(characters.reduce((word, character) => (word << 8) ^ character.charCodeAt(0), 0));
      }
      expect(hashOf(text)).toBe(hashOf(...numbers));
    }),
    lawOptions,
  );
});

test('a hash stays what it was: rows that are stored know theirs', () => {
  expect(hashOf('1042', 'SAMPLE1', 1_772_442_000, -1, 255, 48 * 2 ** 32)).toBe('b300406247150083');
  expect(hashOf('', 'abc', 'abcd', 'abcde')).toBe('89f9c5fb2cd9bad8');
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
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, field]) => [key, turned(field)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(hashOfData(turned(value))).toBe(hashOfData(value));
    }),
    lawOptions,
  );
});

test('texts are written as JSON writes them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(canonicalText(text)).toBe(JSON.stringify(text));
      expect(canonicalText({ [text]: [text, true, null, 1.5] })).toBe(
        `{${JSON.stringify(text)}:${JSON.stringify([text, true, null, 1.5])}}`,
      );
    }),
    lawOptions,
  );
});

test('a hash is the same on every machine and in every version', () => {
  expect(hashOf()).toBe('ab3e7c0b67a2a8ee');
  expect(hashOf('SAMPLE1', 1_772_442_000, 255)).toBe('c6274f5a7bd261e7');
  expect(hashOf('abcd', 'abcde', '')).toBe('b974b1acb7af103a');
  expect(hashOf(-1, 0, 4_294_967_296, -4_294_967_297)).toBe('5d58f9821adc78dc');
  expect(hashOfData({ list: [1, 'a', null, true], empty: {}, none: [] })).toBe('9c9715ee5eac6188');
});

test('a canonical text is JSON with its keys in order', () => {
  expect(canonicalText({ b: [2, { d: 1, c: undefined }], a: 'x"y' })).toBe('{"a":"x\\"y","b":[2,{"d":1}]}');
  expect(canonicalText(undefined)).toBe('null');
});
