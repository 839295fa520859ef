import { describe, expect, test } from 'vitest';
import { HolidayCalendar } from '#shared/attendance/model/index.ts';
import { readHolidays, withHolidays } from './holiday-list.ts';

const christmas = { date: '2026-12-25', name: 'Christmas Day', half: false };

describe('a line of a pasted list', () => {
  test.each([
    '2026-12-25 Christmas Day',
    '2026-12-25\tChristmas Day',
    '25/12/2026; Christmas Day',
    '25.12.2026 – Christmas Day',
    '25.12. Christmas Day',
    '25 December 2026 Christmas Day',
    '25 Dec, Christmas Day',
    'December 25, 2026, Christmas Day',
    'Dec 25th Christmas Day',
    '"2026-12-25","Christmas Day"',
  ])('%s', (line) => {
    const read = readHolidays(line.replace('","', ' '), '2026');
    expect(read).toEqual({ holidays: [christmas], wrong: [] });
  });

  test('the month comes first where that is said', () => {
    expect(readHolidays('12/25/2026 Christmas Day', '2026', 'month-first').holidays).toEqual([christmas]);
  });

  test('months are read in the language of the page', () => {
    expect(
      readHolidays('1 Mei Hari Pekerja', '2026', 'day-first', ['Januari', 'Februari', 'Mac', 'April', 'Mei']),
    ).toEqual({ holidays: [{ date: '2026-05-01', name: 'Hari Pekerja', half: false }], wrong: [] });
  });

  test.each([
    '2026-12-24 ½ Christmas Eve',
    '2026-12-24 Christmas Eve (half day)',
    '24/12 Christmas Eve half',
  ])('half a day: %s', (line) => {
    expect(readHolidays(line, '2026').holidays).toEqual([
      { date: '2026-12-24', name: 'Christmas Eve', half: true },
    ]);
  });
});

test('lines that cannot be read are named', () => {
  const { wrong } = readHolidays(
    '\n31/2/2026 Nothing\n2026-05-01\n2026-05-02 A\n2026-05-02 B\nhello',
    '2026',
  );
  expect(wrong.map(({ line, why }) => [line, why])).toEqual([
    [2, 'no-date'],
    [3, 'no-name'],
    [5, 'twice'],
    [6, 'no-date'],
  ]);
});

test('what is added lies in order, and over what was there', () => {
  const { holidays } = readHolidays('2026-12-25 Christmas Day\n2026-01-01 New Year', '2026');
  const list = withHolidays(readHolidays('2026-12-25 Xmas', '2026').holidays, holidays);
  expect(list.map(({ name }) => name)).toEqual(['New Year', 'Christmas Day']);
  expect(HolidayCalendar.safeParse({ id: 'a', name: 'A', holidays: list }).success).toBe(true);
});
