import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { rangesAround } from './sheet-work.ts';

const dates = (...texts: string[]) => texts as LocalDate[];
const tomorrow = '2027-01-01' as LocalDate;

test('a day is computed with its neighbours', () => {
  expect(rangesAround(dates('2026-03-02'), tomorrow)).toEqual([{ from: '2026-03-01', to: '2026-03-04' }]);
});

test('days near each other are one range, in whatever order they come', () => {
  expect(rangesAround(dates('2026-03-09', '2026-03-02', '2026-03-05', '2026-03-02'), tomorrow)).toEqual([
    { from: '2026-03-01', to: '2026-03-07' },
    { from: '2026-03-08', to: '2026-03-11' },
  ]);
  expect(rangesAround(dates('2026-03-02', '2026-03-05'), tomorrow)).toEqual([
    { from: '2026-03-01', to: '2026-03-07' },
  ]);
});

test('a day that has not begun is computed only where it is touched itself', () => {
  const begun = '2026-03-03' as LocalDate;
  expect(rangesAround(dates('2026-03-02'), begun)).toEqual([{ from: '2026-03-01', to: '2026-03-03' }]);
  expect(rangesAround(dates('2026-03-03'), begun)).toEqual([{ from: '2026-03-02', to: '2026-03-04' }]);
  expect(rangesAround(dates('2026-03-01', '2026-03-02'), begun)).toEqual([
    { from: '2026-02-28', to: '2026-03-03' },
  ]);
});

test('no days make no range', () => {
  expect(rangesAround([], tomorrow)).toEqual([]);
});

test('ranges hold exactly the days and their neighbours, in order, apart from each other', () => {
  const first = '2026-01-01' as LocalDate;
  fc.assert(
    fc.property(fc.array(fc.nat(60)), (days) => {
      const touched = days.map((day) => addDays(first, day));
      const ranges = rangesAround(touched, tomorrow);
      const held = new Set<string>();
      for (const { from, to } of ranges) {
        for (let date = from; date < to; date = addDays(date, 1)) held.add(date);
      }
      expect(held).toEqual(new Set(touched.flatMap((date) => [-1, 0, 1].map((day) => addDays(date, day)))));
      for (const [index, { from }] of ranges.entries()) {
        const before = ranges[index - 1];
        if (before) expect(before.to < from).toBe(true);
      }
    }),
  );
});
