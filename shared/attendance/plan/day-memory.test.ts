import { expect, test } from 'vitest';
import { zoneNamed } from '#shared/time/zone.ts';
import { compiled, dayOn } from '../testing/planned.ts';
import { nightShift, officeWeek } from '../testing/presets.ts';
import { DayMemory } from './day-memory.ts';

/** What is remembered is found again by schedule, zone and date: all three, in whatever order the questions come. */

const monday = dayOn('2026-03-02');
const [office, night] = [compiled(officeWeek()), compiled(nightShift())];
const [utc, kolkata] = [zoneNamed('UTC'), zoneNamed('Asia/Kolkata')];

test('nothing is known of a date before it is remembered, and then the very same thing', () => {
  const memory = new DayMemory<object>();
  expect(memory.find(office, utc, monday)).toBeUndefined();
  const value = {};
  expect(memory.remember(office, utc, monday, value)).toBe(value);
  expect(memory.find(office, utc, monday)).toBe(value);
  expect(memory.find(office, utc, monday + 1)).toBeUndefined();
});

test('another schedule and another zone have memories of their own, also when the questions alternate', () => {
  const memory = new DayMemory<string>();
  const places = [
    [office, utc],
    [office, kolkata],
    [night, kolkata],
    [night, utc],
  ] as const;
  for (const [schedule, zone] of places) {
    expect(memory.find(schedule, zone, monday)).toBeUndefined();
    memory.remember(schedule, zone, monday, `${schedule.name} in ${zone.name}`);
  }
  for (const [schedule, zone] of [...places, ...places.toReversed()]) {
    expect(memory.find(schedule, zone, monday)).toBe(`${schedule.name} in ${zone.name}`);
  }
});

test('what is remembered later of a date takes the place of what was', () => {
  const memory = new DayMemory<string>();
  memory.remember(office, utc, monday, 'before');
  memory.remember(office, utc, monday, 'after');
  expect(memory.find(office, utc, monday)).toBe('after');
});
