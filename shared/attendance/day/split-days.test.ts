import { describe, expect, test } from 'vitest';
import { DutyRoster, OvertimeLayer } from '../model/index.ts';
import { plainShift } from '../testing/presets.ts';
import { codesOf, daysOf, h, type Scenario } from '../testing/scenario.ts';

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const layers = [
  OvertimeLayer.parse({ kind: 'dayType', code: 'HOL', dayTypes: ['holiday'], multiplier: 2 }),
  OvertimeLayer.parse({ kind: 'dayType', code: 'REST', dayTypes: ['restday'] }),
];
const night = plainShift('22:00', '06:00', { matching: { dayRule: 'split' }, overtime: { layers } });
const punches = [`${monday} 22:00`, `${tuesday} 06:00`];

/** Monday and Tuesday of a night that begins on Monday. */
function split(more: Scenario) {
  const days = daysOf({ schedules: [night], punches, ...more }, monday, '2026-03-04');
  return days.map((day) => ({
    dayType: day.dayType,
    expected: day.expected,
    worked: day.worked,
    regular: day.regular,
    codes: day.overtime.map(({ code, seconds }) => `${code} ${seconds / 3_600}`),
    leave: day.leave.map(({ seconds }) => seconds / 3_600),
  }));
}

/** A roster on which the night is worked on Monday, and Tuesday is of a type. */
function roster(dayType: string): Scenario {
  const free = { scheduleId: null };
  return {
    rosters: [
      DutyRoster.parse({
        id: 'one',
        name: 'One night',
        kind: 'cycle',
        anchor: monday,
        entries: [{ scheduleId: night.id }, { scheduleId: null, dayType }, free, free, free, free, free],
      }),
    ],
    assignments: [{ rosterId: 'one', from: '2026-02-02' }],
  };
}

describe('what is split at midnight follows the plan of each date', () => {
  test('a holiday begins and ends at midnight', () => {
    const [before, holiday] = split({ ...roster('workday'), holidays: [{ date: tuesday, name: 'Sample' }] });
    expect(before).toMatchObject({ dayType: 'workday', regular: h(2), codes: [] });
    expect(holiday).toMatchObject({ dayType: 'holiday', expected: h(6), regular: 0, codes: ['HOL 6'] });
    const [first, after] = split({ ...roster('workday'), holidays: [{ date: monday, name: 'Sample' }] });
    expect(first).toMatchObject({ dayType: 'holiday', expected: 0, codes: ['HOL 2'] });
    expect(after).toMatchObject({ dayType: 'workday', expected: 0, regular: h(6), codes: [] });
  });

  test('a rest day is one from midnight on, and its part of the scheduled work stays expected', () => {
    const [, rest] = split(roster('restday'));
    expect(rest).toMatchObject({ dayType: 'restday', expected: h(6), worked: h(6), codes: ['REST 6'] });
  });

  test('on a date on which nobody is to work, the shift goes on as what it was', () => {
    const [, off] = split(roster('offday'));
    expect(off).toMatchObject({ dayType: 'workday', expected: h(6), regular: h(6), codes: [] });
  });

  test('and is paid as work of a workday, by the schedule of the night', () => {
    const byType = ['workday', 'offday'].map((dayType) =>
      OvertimeLayer.parse({ kind: 'dayType', code: dayType, dayTypes: [dayType] }),
    );
    const rules = { matching: { dayRule: 'split' as const }, overtime: { layers: byType } };
    const schedules = [{ ...night, rules }];
    const days = daysOf({ schedules, punches, ...roster('offday') }, monday, '2026-03-04');
    expect(days.map(({ scheduleId }) => scheduleId)).toEqual([night.id, night.id]);
    expect(days.map(({ overtime }) => overtime.map(({ code, seconds }) => [code, seconds]))).toEqual([
      [['workday', h(2)]],
      [['workday', h(6)]],
    ]);
  });

  test('leave stands on its own date only', () => {
    const portion = { kind: 'hours', minutes: 60 };
    const leaves = [{ type: 'sample', from: monday, to: tuesday, portion }];
    const shorter = [`${monday} 22:00`, `${tuesday} 05:00`];
    const days = split({ ...roster('offday'), leaves, punches: shorter });
    expect(days.map(({ leave }) => leave)).toEqual([[1], []]);
  });

  test('with another day rule the whole night follows the day on which it stands', () => {
    const schedules = [{ ...night, rules: { overtime: { layers } } }];
    const [day] = split({ ...roster('workday'), schedules, holidays: [{ date: tuesday, name: 'Sample' }] });
    expect(day).toMatchObject({ worked: h(8), codes: [] });
  });
});

test('work on a date that the roster leaves free is unscheduled, a scheduled night that reaches into it is not', () => {
  const days = (more: string[]) =>
    daysOf({ schedules: [night], ...roster('offday'), punches: [...punches, ...more] }, monday, '2026-03-04');
  expect(days([]).map(codesOf)).toEqual([[], []]);
  const [, , wednesday] = daysOf(
    { schedules: [night], ...roster('offday'), punches: ['2026-03-04 09:00', '2026-03-04 12:00'] },
    monday,
    '2026-03-05',
  );
  expect(wednesday && codesOf(wednesday)).toEqual(['unscheduled', 'not-scheduled-day']);
});
