import fc from 'fast-check';
import { expect, test } from 'vitest';
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
import { lawOptions } from './testing/laws.ts';

const spansArbitrary = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 10 })), { maxLength: 6 })
  .map((pairs) => unite(pairs.flatMap(([from, length]) => [from, from + length])));

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
    }),
    lawOptions,
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
      },
    ),
    lawOptions,
  );
});

test('stretches that touch become one', () => {
  expect(unite([5, 9, 0, 5, 20, 20])).toEqual([0, 9]);
});
