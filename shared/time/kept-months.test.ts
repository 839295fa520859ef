import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dateOfDay, dayNumber, monthOf } from './calendar.ts';
import { firstKeptDay } from './kept-months.ts';
import type { LocalDate } from './wall-time.ts';

test.each([
  ['2026-11-28', 24, '2024-11-01'],
  ['2026-11-01', 24, '2024-11-01'],
  ['2026-10-31', 24, '2024-10-01'],
  ['2026-01-01', 24, '2024-01-01'],
  ['2026-03-31', 25, '2024-02-01'],
  ['2026-02-28', 120, '2016-02-01'],
] as const)('on %s and for %i months %s is the first day that is kept', (today, months, first) => {
  expect(firstKeptDay(today as LocalDate, months)).toBe(first);
});

const dates = fc.integer({
  min: dayNumber('2000-01-01' as LocalDate),
  max: dayNumber('2100-01-01' as LocalDate),
});

test('as many whole months lie between the first day that is kept and the month of today', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 240 }), (day, months) => {
      let first = monthOf(dateOfDay(day)).from;
      for (let month = 0; month < months; month += 1) first = monthOf(addDays(first, -1)).from;
      expect(firstKeptDay(dateOfDay(day), months)).toBe(first);
    }),
  );
});

test('it never moves back from one day to the next, nor for fewer months', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 240 }), (day, months) => {
      const first = firstKeptDay(dateOfDay(day), months);
      expect(firstKeptDay(dateOfDay(day + 1), months) >= first).toBe(true);
      expect(firstKeptDay(dateOfDay(day), months - 1) > first).toBe(true);
    }),
  );
});
