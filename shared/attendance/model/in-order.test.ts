import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawOptions } from '../testing/laws.ts';
import { isInOrder } from './in-order.ts';

const byRank = (a: { rank: number }, b: { rank: number }): number => a.rank - b.rank;

test('a list is in order where a sort leaves it as it is', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ rank: fc.integer({ min: 0, max: 4 }) }), { maxLength: 6 }), (list) => {
      const sorted = list.toSorted(byRank);
      expect(isInOrder(list, byRank)).toBe(sorted.every((entry, place) => entry === list[place]));
    }),
    lawOptions,
  );
});
