import { expect, test } from 'vitest';
import {
  addDays,
  compareDates,
  dateOfDay,
  dayNumber,
  daysBetween,
  monthOf,
  weekdayOf,
  weekOf,
} from './calendar.ts';
import type { LocalDate } from './wall-time.ts';

const date = (text: string): LocalDate => text as LocalDate;

test('dates are counted across leap days, years and centuries', () => {
  expect(addDays(date('2028-02-28'), 1)).toBe('2028-02-29');
  expect(addDays(date('2100-02-28'), 1)).toBe('2100-03-01');
  expect(addDays(date('2026-12-31'), 1)).toBe('2027-01-01');
  expect(daysBetween(date('2024-01-01'), date('2025-01-01'))).toBe(366);
  expect(daysBetween(date('2026-03-02'), date('2026-02-27'))).toBe(-3);
});

test('every day of 800 years comes back from its number', () => {
  for (let day = dayNumber(date('1700-01-01')); day < dayNumber(date('2500-01-01')); day += 1) {
    if (dayNumber(dateOfDay(day)) !== day) expect.fail(`day ${day}`);
  }
});

test('weekdays are known before and after 1970', () => {
  expect(weekdayOf(date('1970-01-01'))).toBe('thursday');
  expect(weekdayOf(date('1969-12-28'))).toBe('sunday');
  expect(weekdayOf(date('2026-03-02'))).toBe('monday');
});

test('a week starts on the day that the rules name', () => {
  expect(weekOf(date('2026-03-01'))).toEqual({ from: '2026-02-23', to: '2026-03-02' });
  expect(weekOf(date('2026-03-01'), 'sunday')).toEqual({ from: '2026-03-01', to: '2026-03-08' });
});

test('a month is half open', () => {
  expect(monthOf(date('2028-02-15'))).toEqual({ from: '2028-02-01', to: '2028-03-01' });
  expect(monthOf(date('2026-12-31'))).toEqual({ from: '2026-12-01', to: '2027-01-01' });
});

test('dates compare in time', () => {
  expect(compareDates(date('2026-03-02'), date('2026-03-10'))).toBeLessThan(0);
  expect(compareDates(date('2026-03-10'), date('2026-03-10'))).toBe(0);
  expect(compareDates(date('2027-01-01'), date('2026-12-31'))).toBeGreaterThan(0);
});
