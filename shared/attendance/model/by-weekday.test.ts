import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { weekdays } from '#shared/time/calendar.ts';
import { allowWeekdayRanges, byWeekday, weekdayRangePattern } from './by-weekday.ts';
import { ClockingSchedule } from './clocking-schedule.ts';
import { DutyRoster } from './duty-roster.ts';

const Week = byWeekday(z.string().default('-'));
const read = (written: object) => Object.values(Week.parse(written)).join('');
const messages = (written: unknown) =>
  Week.safeParse(written).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('what is said by weekday', () => {
  test.each([
    ['mon-fri', 'xxxxx--'],
    ['monday-friday', 'xxxxx--'],
    ['Mon-Fri', 'xxxxx--'],
    ['MON – FRI', 'xxxxx--'],
    ['mon..thu', 'xxxx---'],
    ['tuesday to thurs', '-xxx---'],
    ['sat-sun', '-----xx'],
    ['sat-mon', 'x----xx'],
    ['fri-thu', 'xxxxxxx'],
    ['wed-wed', '--x----'],
    ['mon', 'x------'],
    ['mon,wed,fri', 'x-x-x--'],
    ['mon-tue, sat', 'xx---x-'],
    ['weekdays', 'xxxxx--'],
    ['weekend', '-----xx'],
    ['sunday', '------x'],
  ])('%s is %s', (key, week) => {
    expect(read({ [key]: 'x' })).toBe(week);
    expect(weekdays.some((day) => day === key) || new RegExp(weekdayRangePattern).test(key)).toBe(true);
  });

  test('may be said for several ranges, and for the days between them', () => {
    expect(read({ 'mon-tue': 'a', wednesday: 'b', thu: 'c', 'fri-sun': 'd' })).toBe('aabcddd');
  });

  test('is refused where two keys name one weekday, with both named', () => {
    expect(messages({ 'mon-fri': 'a', wednesday: 'b' })).toEqual([
      'wednesday: "mon-fri" and "wednesday" both say what wednesday is',
    ]);
    expect(messages({ mon: 'a', monday: 'b' })).toEqual([
      'monday: "mon" and "monday" both say what monday is',
    ]);
    expect(messages({ 'sat-mon': 'a', weekend: 'b' })).toEqual([
      'weekend: "sat-mon" and "weekend" both say what saturday is',
      'weekend: "sat-mon" and "weekend" both say what sunday is',
    ]);
    expect(messages({ 'mon, mon-tue': 'a' })).toEqual(['mon, mon-tue: "mon, mon-tue" names monday twice']);
  });

  test.each(['mon-xyz', 'mo', 'mondays', 'mon-', '-fri', 'mon fri', 'mon-wed-fri', '', '__proto__'])(
    'is refused for "%s", which names no weekdays',
    (key) => {
      expect(messages(Object.fromEntries([[key, 'x']]))[0]).toContain(`"${key}"`);
      expect(new RegExp(weekdayRangePattern).test(key)).toBe(false);
    },
  );

  test('is an object', () => {
    for (const other of [null, 'mon-fri', ['mon-fri'], 5]) expect(messages(other)).toHaveLength(1);
  });

  test('has the place of what is wrong with a value by its weekday', () => {
    expect(messages({ 'sat-sun': 5 })).toEqual([
      expect.stringContaining('saturday: '),
      expect.stringContaining('sunday: '),
    ]);
  });
});

test('schedules and rosters by the week are read so, and flexible hours', () => {
  const shifts = [{ slots: { in: '09:00', out: '18:00' } }];
  const common = { id: 's', name: 'Sample' };
  const ranges = ClockingSchedule.parse({
    ...common,
    kind: 'weekly',
    days: { 'mon-fri': { shifts }, 'sat-sun': { dayType: 'restday' } },
  });
  const rest = { dayType: 'restday' };
  const single = ClockingSchedule.parse({
    ...common,
    kind: 'weekly',
    days: {
      monday: { shifts },
      tuesday: { shifts },
      wednesday: { shifts },
      thursday: { shifts },
      friday: { shifts },
      saturday: rest,
      sunday: rest,
    },
  });
  expect(ranges).toEqual(single);
  expect(
    ClockingSchedule.parse({ ...common, kind: 'flexi', dayTypes: { weekend: 'restday' } }),
  ).toMatchObject({ dayTypes: { friday: 'workday', saturday: 'restday', sunday: 'restday' } });
  expect(
    DutyRoster.parse({ ...common, kind: 'weekly', days: { 'mon-wed': { scheduleId: 'early' } } }),
  ).toMatchObject({
    days: {
      monday: { scheduleId: 'early' },
      wednesday: { scheduleId: 'early' },
      thursday: { scheduleId: null },
    },
  });
});

test('a JSON Schema says it where somebody writes, and not where everything is there', () => {
  const written = z.toJSONSchema(z.object({ week: Week }), { io: 'input' });
  allowWeekdayRanges(written);
  expect(written).toHaveProperty('properties.week.patternProperties', {
    [weekdayRangePattern]: { type: 'string' },
  });
  expect(written).toHaveProperty('properties.week.additionalProperties', false);
  const readForm = z.toJSONSchema(Week);
  allowWeekdayRanges(readForm);
  expect(readForm).not.toHaveProperty('patternProperties');
});
