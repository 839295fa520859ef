import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawOptions } from '../testing/laws.ts';
import {
  firstOf,
  intersect,
  lastOf,
  subtract,
  totalOf,
  unite,
  withoutFirst,
  withoutMiddle,
} from './spans.ts';

const spansArbitrary = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 10 })), { maxLength: 6 })
  .map((pairs) => unite(pairs.flatMap(([from, length]) => [from, from + length])));

/** These laws cost next to nothing. */
const often = { ...lawOptions, numRuns: 400 };

/** A list in order, its stretches apart and none empty. */
const isList = (spans: readonly number[]): boolean =>
  spans.length % 2 === 0 && spans.every((moment, index) => index === 0 || moment > (spans[index - 1] ?? 0));

const secondsOf = (spans: readonly number[]): Set<number> => {
  const seconds = new Set<number>();
  for (let i = 0; i < spans.length; i += 2) {
    for (let second = spans[i] ?? 0; second < (spans[i + 1] ?? 0); second += 1) seconds.add(second);
  }
  return seconds;
};

test('common and remaining stretches hold exactly the seconds that they should', () => {
  fc.assert(
    fc.property(spansArbitrary, spansArbitrary, (a, b) => {
      const [inA, inB] = [secondsOf(a), secondsOf(b)];
      const which = (holds: (second: number) => boolean) => new Set([...inA, ...inB].filter(holds));
      expect(secondsOf(intersect(a, b))).toEqual(which((second) => inA.has(second) && inB.has(second)));
      expect(secondsOf(subtract(a, b))).toEqual(which((second) => inA.has(second) && !inB.has(second)));
      expect(secondsOf(unite([...b, ...a]))).toEqual(which(() => true));
      expect(totalOf(a)).toBe(secondsOf(a).size);
      for (const spans of [intersect(a, b), subtract(a, b), unite([...b, ...a])])
        expect(isList(spans)).toBe(true);
    }),
    often,
  );
});

test('first, last and middle parts have the length that was asked for', () => {
  fc.assert(
    fc.property(
      spansArbitrary,
      fc.integer({ min: 0, max: 80 }),
      fc.integer({ min: 0, max: 80 }),
      (a, n, at) => {
        const part = Math.min(n, totalOf(a));
        expect(totalOf(firstOf(a, n))).toBe(part);
        expect(totalOf(lastOf(a, n))).toBe(part);
        expect(totalOf(withoutFirst(a, n))).toBe(totalOf(a) - part);
        expect(totalOf(withoutMiddle(a, at, n))).toBe(totalOf(a) - part);
        for (const spans of [firstOf(a, n), lastOf(a, n), withoutFirst(a, n), withoutMiddle(a, at, n)]) {
          expect(isList(spans)).toBe(true);
        }
      },
    ),
    often,
  );
});

test('stretches that touch become one', () => {
  expect(unite([5, 9, 0, 5, 20, 20])).toEqual([0, 9]);
});

test('a list that is in order already is given back as it is', () => {
  for (const list of [[], [5, 9], [0, 5, 6, 9, 20, 21], [-5, 0]]) expect(unite(list)).toBe(list);
});

test('what overlaps, touches, is empty or out of order becomes a list', () => {
  expect(unite([0, 5, 5, 9])).toEqual([0, 9]);
  expect(unite([0, 9, 3, 5])).toEqual([0, 9]);
  expect(unite([0, 5, 7, 7])).toEqual([0, 5]);
  expect(unite([7, 7])).toEqual([]);
  expect(unite([9, 8])).toEqual([]);
  expect(unite([6, 8, 0, 5])).toEqual([0, 5, 6, 8]);
});

test('a part of the whole is the whole itself', () => {
  const spans = [0, 5, 6, 9];
  expect(subtract(spans, [])).toBe(spans);
  expect(lastOf(spans, 8)).toBe(spans);
  expect(lastOf(spans, 9)).toBe(spans);
  expect(withoutMiddle(spans, 3, 0)).toBe(spans);
});

test('parts are taken from the side that was asked for', () => {
  const spans = [0, 5, 10, 15];
  expect(firstOf(spans, 7)).toEqual([0, 5, 10, 12]);
  expect(firstOf(spans, 5)).toEqual([0, 5]);
  expect(firstOf(spans, 0)).toEqual([]);
  expect(lastOf(spans, 7)).toEqual([3, 5, 10, 15]);
  expect(lastOf(spans, 0)).toEqual([]);
  expect(withoutFirst(spans, 5)).toEqual([10, 15]);
  expect(withoutMiddle(spans, 2, 4)).toEqual([0, 2, 11, 15]);
  expect(withoutMiddle(spans, 20, 4)).toEqual([0, 5, 10, 11]);
  expect(totalOf([0, 5, 10, 15, 20])).toBe(10);
});
