import { expect, test } from 'vitest';
import {
  dateOf,
  epochOf,
  type Instant,
  instantFromEpoch,
  isCalendarDate,
  parseLocalDate,
  parseWallTime,
  type WallTime,
} from './wall-time.ts';

test('a wall time is read with T or with a space, and written with T', () => {
  expect(parseWallTime('2026-03-02T09:03:07')).toBe('2026-03-02T09:03:07');
  expect(parseWallTime('2026-03-02 09:03:07')).toBe('2026-03-02T09:03:07');
  expect(parseWallTime('2026-03-02 23:59:59')).toBe('2026-03-02T23:59:59');
  expect(parseWallTime('0001-01-01 00:00:00')).toBe('0001-01-01T00:00:00');
});

test.each([
  '',
  '2026-03-02',
  '2026-03-02T09:03',
  '2026-03-02T09:03:07Z',
  ' 2026-03-02T09:03:07',
  '26-03-02T09:03:07',
  '2026-3-02T09:03:07',
  '2026-03-02_09:03:07',
  '2026-03-02T24:00:00',
  '2026-03-02T09:60:00',
  '2026-03-02T09:03:60',
  '2026-02-29T09:03:07',
  '0000-01-01T00:00:00',
])('"%s" is not a wall time', (text) => {
  expect(parseWallTime(text)).toBeNull();
});

test('a date exists when the calendar has it', () => {
  const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  for (const [index, length] of lengths.entries()) {
    expect(isCalendarDate(2026, index + 1, length)).toBe(true);
    expect(isCalendarDate(2026, index + 1, length + 1)).toBe(false);
  }
  expect([2024, 2000, 2026, 1900].map((year) => isCalendarDate(year, 2, 29))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isCalendarDate(1, 1, 1)).toBe(true);
  expect(isCalendarDate(0, 1, 1)).toBe(false);
  expect(isCalendarDate(2026, 0, 1)).toBe(false);
  expect(isCalendarDate(2026, 13, 1)).toBe(false);
  expect(isCalendarDate(2026, 1, 0)).toBe(false);
});

test('a calendar date is YYYY-MM-DD and exists', () => {
  expect(parseLocalDate('2028-02-29')).toBe('2028-02-29');
  for (const text of ['', '2026-02-29', '2026-2-01', '2026-02-1', '2026-02-01T', 'x2026-02-01']) {
    expect(parseLocalDate(text)).toBeNull();
  }
});

test('a wall time has a date, an instant its milliseconds', () => {
  expect(dateOf('2026-03-02T09:03:07' as WallTime)).toBe('2026-03-02');
  expect(instantFromEpoch(1_772_442_187_250)).toBe('2026-03-02T09:03:07.250Z');
  expect(epochOf('2026-03-02T09:03:07.250Z' as Instant)).toBe(1_772_442_187_250);
});
