import { expect, test } from 'vitest';
import { cutTo, labelEvery, ticksFrom0 } from './scales.ts';

test('ticks begin at zero, are round, and reach the highest value', () => {
  expect(ticksFrom0(7)).toEqual([0, 2, 4, 6, 8]);
  expect(ticksFrom0(100)).toEqual([0, 50, 100]);
  expect(ticksFrom0(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(ticksFrom0(0)).toEqual([0]);
});

test('ticks of durations are round hours', () => {
  expect(ticksFrom0(8 * 3600, { unit: 3600 })).toEqual([0, 7200, 14_400, 21_600, 28_800]);
});

test('ticks of counts are whole', () => {
  expect(ticksFrom0(1, { isWhole: true })).toEqual([0, 1]);
  expect(ticksFrom0(3, { isWhole: true })).toEqual([0, 1, 2, 3]);
});

test('labels stand as far apart as they need', () => {
  expect(labelEvery(40, 36)).toBe(1);
  expect(labelEvery(12, 36)).toBe(3);
  expect(labelEvery(0, 36)).toBe(1);
});

test('a long name is cut, a short one is not', () => {
  expect(cutTo('Stores', 100)).toBe('Stores');
  expect(cutTo('A department with a very long name', 70)).toBe('A departm…');
});
