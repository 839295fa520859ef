import { expect, test } from 'vitest';
import { RecentDays } from './recent-days.ts';

test('what is remembered of a day is found, and nothing of others', () => {
  const days = new RecentDays<string>();
  days.set(20_000, 'one');
  days.set(20_001, 'other');
  days.set(-3, 'before 1970');
  expect([20_000, 20_001, -3, 20_002, 0, -4].map((day) => days.get(day))).toEqual([
    'one',
    'other',
    'before 1970',
    undefined,
    undefined,
    undefined,
  ]);
});

test('a day may have to leave its place, and never stands for another', () => {
  const days = new RecentDays<number>();
  for (let day = -2_000; day <= 2_000; day += 1) days.set(day, day);
  for (let day = -2_000; day <= 2_000; day += 1) expect([undefined, day]).toContain(days.get(day));
  expect(days.get(2_000)).toBe(2_000);
  expect(days.get(-2_000)).toBeUndefined();
});

test('a year and a month have their places at once', () => {
  const days = new RecentDays<number>();
  for (let day = 20_000; day < 20_400; day += 1) days.set(day, day);
  expect(days.get(20_000)).toBe(20_000);
});
