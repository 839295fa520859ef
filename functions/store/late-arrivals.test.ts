import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import {
  type ArrivalPosition,
  isArrivalPosition,
  namesGiven,
  resumeBehind,
  takeArrivals,
} from './late-arrivals.ts';

const now = '2026-03-20T12:00:00.000Z' as Instant;
const day = '2026-03-20';
const at = (secondsAgo: number, name = '') =>
  `${instantFromEpoch(Date.parse(now) - secondsAgo * 1000)}#${name}`;

/** A page as a store gives it that has these arrivals. */
function pageOf(stored: readonly string[], limit: number, position?: ArrivalPosition) {
  const behind = position?.from ?? position?.after ?? ' ';
  const all = stored.filter((sortValue) => sortValue > behind).toSorted();
  const read = all.slice(0, limit + namesGiven(position).length);
  return takeArrivals(read, read.length < all.length, { day, limit, now, position });
}

/** The same for whoever asks again and again what has come since: the page, and the position behind it. */
function newsOf(stored: readonly string[], limit: number, position?: ArrivalPosition) {
  const behind = position?.from ?? position?.after ?? ' ';
  const all = stored.filter((sortValue) => sortValue > behind).toSorted();
  const read = all.slice(0, limit + namesGiven(position).length);
  const page = { day, limit, now, position };
  const { taken, next } = takeArrivals(read, read.length < all.length, page);
  return { taken, position: next ?? resumeBehind(read, page) };
}

test('an arrival that the index shows late is on the next page, and no other is given again', () => {
  const stored = [at(9), at(7), at(5), at(3)];
  const first = pageOf(stored, 2);
  expect(first.taken).toEqual([at(9), at(7)]);
  const second = pageOf([...stored, at(8)], 2, first.next);
  expect(second.taken).toEqual([at(8), at(5)]);
  expect(pageOf([...stored, at(8)], 2, second.next)).toEqual({ taken: [at(3)], next: undefined });
});

test('several that come late at once do not have others given again that lie behind them', () => {
  const first = pageOf([at(2), at(0)], 1);
  const stored = [at(9), at(8), at(7), at(2), at(0)];
  const given: string[] = [];
  let position = first.next;
  while (position) {
    const { taken, next } = pageOf(stored, 1, position);
    given.push(...taken);
    position = next;
  }
  expect(given).toEqual([at(9), at(8), at(7), at(0)]);
});

test('what arrived long ago is not looked through again', () => {
  const { next } = pageOf([at(900), at(800), at(700)], 2);
  expect(next).toEqual({ day, after: at(800) });
});

test('a position stays short however many arrive at once', () => {
  const stored = Array.from({ length: 900 }, (_, index) => at(5, String(index).padStart(4, '0')));
  const { taken, next } = pageOf(stored, 500);
  expect(taken).toEqual(stored.slice(0, 500));
  expect(namesGiven(next)).toHaveLength(100);
  expect(next?.given).toHaveLength(600);
  expect(pageOf(stored, 500, next)).toEqual({ taken: stored.slice(500), next: undefined });
});

test('whoever asks again is given nothing twice, however many have arrived in the last moment', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(400), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 0, max: 60 }),
      (bursts, limit, secondsAgo) => {
        const stored: string[] = [];
        const given: string[] = [];
        let position: ArrivalPosition | undefined;
        const read = () => {
          const page = newsOf(stored, limit, position);
          given.push(...page.taken);
          position = page.position;
          return page.taken.length;
        };
        for (const [burst, size] of bursts.entries()) {
          const name = (index: number) =>
            `${String(burst).padStart(2, '0')}-${String(index).padStart(4, '0')}`;
          stored.push(...Array.from({ length: size }, (_, index) => at(secondsAgo, name(index))));
          while (read() === limit);
          expect(read()).toBe(0);
        }
        expect(given).toEqual(stored);
      },
    ),
    { numRuns: 30 },
  );
});

test('whatever comes late, and however long pages are, each arrival is given once', () => {
  const arrival = fc.record({
    secondsAgo: fc.integer({ min: 0, max: 90 }),
    lateBy: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (arrivals, limit) => {
      // Only what is recent may come late.
      const all = arrivals.map(({ secondsAgo, lateBy }, index) => ({
        sortValue: at(secondsAgo, String(index)),
        lateBy: secondsAgo < 25 ? lateBy : 0,
      }));
      const seen: string[] = [];
      let position: ArrivalPosition | undefined;
      for (let page = 0; page < 200; page += 1) {
        const stored = all.filter(({ lateBy }) => lateBy <= page).map(({ sortValue }) => sortValue);
        const { taken, next } = pageOf(stored, limit, position);
        seen.push(...taken);
        // A reader that is at the end asks again with the position that it had.
        if (next === undefined && page >= 3) break;
        if (next !== undefined) position = next;
        else seen.length -= taken.length;
      }
      expect(seen.toSorted()).toEqual(all.map(({ sortValue }) => sortValue).toSorted());
    }),
  );
});

test('a position that somebody made up is not one', () => {
  for (const value of [
    null,
    7,
    {},
    { day },
    { day, after: '' },
    { day, after: 'x', given: ['aaaaaa'] },
    { day, after: 'x', given: 'aaaaaaa' },
    { day, after: 'x', from: 1 },
  ]) {
    expect(isArrivalPosition(value)).toBe(false);
  }
});
