import { expect, test } from 'vitest';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { readTypedTime, wallTimeOfTyped } from './typed-time.ts';

const day = '2026-03-03' as LocalDate;

test.each([
  ['1803', '18:03'],
  ['803', '08:03'],
  ['18:03', '18:03'],
  ['18.03', '18:03'],
  ['6:03 pm', '18:03'],
  ['6:03PM', '18:03'],
  ['6p', '18:00'],
  ['12:10 am', '00:10'],
  ['12 pm', '12:00'],
  ['9', '09:00'],
  ['091241', '09:12:41'],
  ['09:12:41', '09:12:41'],
  [' 0000 ', '00:00'],
])('%s is %s', (typed, time) => {
  expect(readTypedTime(typed)).toEqual({ time, days: undefined });
});

test('the day after is said with +1', () => {
  expect(readTypedTime('0612+1')).toEqual({ time: '06:12', days: 1 });
});

test.each(['', '24:00', '2460', '13 pm', '0 am', '1:2:3:4', 'noon', '99', '12:60', '6:03 xm'])(
  '%s is no time of day',
  (typed) => {
    expect(readTypedTime(typed)).toBeUndefined();
  },
);

test('a time before what precedes it is on the next day, unless the day is said', () => {
  const typed = { time: '06:12', days: undefined };
  expect(wallTimeOfTyped(typed, day)).toBe('2026-03-03T06:12:00');
  expect(wallTimeOfTyped(typed, day, '2026-03-03T21:58:10')).toBe('2026-03-04T06:12:00');
  expect(wallTimeOfTyped({ time: '06:12', days: 0 }, day, '2026-03-03T21:58:10')).toBe('2026-03-03T06:12:00');
});
