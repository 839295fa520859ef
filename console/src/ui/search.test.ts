/** What can be typed into an address is read or left out, never taken as it is. @module */

import { expect, test } from 'vitest';
import { dateOf, flagOf, oneOf, textOf, textsOf } from './search.ts';

test('an id that the router has read as a number is a text again', () => {
  expect(textOf(1042)).toBe('1042');
  expect(textsOf([1042, 'A-7', null])).toEqual(['1042', 'A-7']);
});

test('what is empty or of another kind is left out', () => {
  expect(textOf('')).toBeUndefined();
  expect(textOf({ id: 1 })).toBeUndefined();
  expect(textsOf([])).toBeUndefined();
  expect(textsOf([null])).toBeUndefined();
});

test('a date has its shape', () => {
  expect(dateOf('2026-03-01')).toBe('2026-03-01');
  expect(dateOf('2026-3-1')).toBeUndefined();
  expect(dateOf('2026-03-01T00:00')).toBeUndefined();
});

test('a word is one of those that are known', () => {
  expect(oneOf('day', ['matrix', 'day'])).toBe('day');
  expect(oneOf('week', ['matrix', 'day'])).toBeUndefined();
});

test('a flag is on or absent', () => {
  expect(flagOf('true')).toBe(true);
  expect(flagOf(true)).toBe(true);
  expect(flagOf('false')).toBeUndefined();
});
