import { expect, test } from 'vitest';
import { decimalHours, hoursAndMinutes } from './duration-text.ts';

test.each([
  [0, '0:00'],
  [59, '0:00'],
  [60, '0:01'],
  [3_599, '0:59'],
  [3_600, '1:00'],
  [29_700, '8:15'],
  [86_399, '23:59'],
  [86_400, '24:00'],
  [360_540, '100:09'],
  [360_600, '100:10'],
  [-59, '0:00'],
  [-60, '-0:01'],
  [-29_700, '-8:15'],
  [-86_400, '-24:00'],
])('%s seconds are %s in hours and minutes', (seconds, text) => {
  expect(hoursAndMinutes(seconds)).toBe(text);
});

test.each([
  [0, 2, '0.00'],
  [3_600, 2, '1.00'],
  [29_700, 2, '8.25'],
  [1_200, 2, '0.33'],
  [2_400, 2, '0.67'],
  [18, 2, '0.01'],
  [17, 2, '0.00'],
  [-17, 2, '0.00'],
  [-18, 2, '-0.01'],
  [-29_700, 2, '-8.25'],
  [29_700, 1, '8.3'],
  [29_700, 0, '8'],
  [29_700, 3, '8.250'],
])('%s seconds with %s places are %s hours', (seconds, places, text) => {
  expect(decimalHours(seconds, places)).toBe(text);
});

test('decimal hours have two places where nothing else is said', () => {
  expect(decimalHours(29_700)).toBe('8.25');
});
