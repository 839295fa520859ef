import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathText, textOfPath } from './path-text.ts';

test.each([
  ['701', '701'],
  ['TEST:0.1_a-b', 'TEST:0.1_a-b'],
  ['A/7', 'A~2F7'],
  ['50%', '50~25'],
  ['who?', 'who~3F'],
  ['#1', '~231'],
  ['Jürgen', 'J~C3~BCrgen'],
  ['~2F', '~7E2F'],
  ['a b', 'a~20b'],
  ['..', '~2E~2E'],
])('%s is written %s', (text, segment) => {
  expect(pathText(text)).toBe(segment);
  expect(textOfPath(segment)).toBe(text);
});

test('every text comes back, whether the way decodes it or not, and needs no percent-encoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const segment = pathText(text);
      expect(segment).toMatch(/^[A-Za-z0-9._:~-]*$/);
      expect(encodeURIComponent(segment).replaceAll('%3A', ':')).toBe(segment);
      expect(textOfPath(segment)).toBe(text);
    }),
  );
});

test.each(['Jürgen', 'a~', 'a~2', '~zz', '~FF', 'x~C3'])('%s is no escape and stands for itself', (text) => {
  expect(textOfPath(text)).toBe(text);
});
