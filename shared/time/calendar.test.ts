import { expect, test } from 'vitest';
import {
  addDays,
  compareDates,
  dateOfDay,
  dayNumber,
  daysBetween,
  monthOf,
  weekdayOf,
  weekdays,
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
  expect(weekOf(date('2026-03-07'), 'sunday')).toEqual({ from: '2026-03-01', to: '2026-03-08' });
  expect(weekOf(date('2026-03-01'), 'thursday')).toEqual({ from: '2026-02-26', to: '2026-03-05' });
});

test('a month is half open', () => {
  expect(monthOf(date('2028-02-15'))).toEqual({ from: '2028-02-01', to: '2028-03-01' });
  expect(monthOf(date('2026-12-31'))).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  // The last year whose months are kept ready.
  expect(monthOf(date('2119-12-31'))).toEqual({ from: '2119-12-01', to: '2120-01-01' });
});

test('dates compare in time', () => {
  expect(compareDates(date('2026-03-02'), date('2026-03-10'))).toBe(-1);
  expect(compareDates(date('2026-03-10'), date('2026-03-10'))).toBe(0);
  expect(compareDates(date('2027-01-01'), date('2026-12-31'))).toBe(1);
});

test('days are numbered from 1 January 1970, inside the years that are kept ready and outside them', () => {
  const numbers = [
    '1970-01-01',
    '1969-12-31',
    '1600-02-29',
    '2119-12-31',
    '2120-01-01',
    '2400-02-29',
    '0001-01-01',
  ];
  expect(numbers.map((text) => dayNumber(date(text)))).toEqual([
    0, -1, -135_081, 54_785, 54_786, 157_113, -719_162,
  ]);
});

test('every weekday comes once a week', () => {
  const week = [
    '2026-03-02',
    '2026-03-03',
    '2026-03-04',
    '2026-03-05',
    '2026-03-06',
    '2026-03-07',
    '2026-03-08',
  ];
  expect(week.map((text) => weekdayOf(date(text)))).toEqual([...weekdays]);
});

test('every month of a year begins where the one before it ends', () => {
  const months = Array.from({ length: 12 }, (_, index) =>
    monthOf(date(`2026-${String(index + 1).padStart(2, '0')}-28`)),
  );
  for (const [index, month] of months.entries()) {
    expect(month.from).toBe(`2026-${String(index + 1).padStart(2, '0')}-01`);
    expect(month.to).toBe(months[index + 1]?.from ?? '2027-01-01');
  }
});
