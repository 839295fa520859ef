import { describe, expect, test } from 'vitest';
import {
  type AttendanceRulesPatch,
  ClockingSchedule,
  type DayResult,
  OvertimeLayer,
} from '../model/index.ts';
import { flexiHours, plainShift } from '../testing/presets.ts';
import { daysOf, h, type Scenario } from '../testing/scenario.ts';

/** Section 2 of the rules, split days: what each date shows of a shift that is paid as a whole. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const wednesday = '2026-03-04';
const split = { matching: { dayRule: 'split' as const } };
const layered = (...layers: object[]): AttendanceRulesPatch => ({
  ...split,
  overtime: { layers: layers.map((layer) => OvertimeLayer.parse({ code: 'OT', ...layer })) },
});

/** Monday and Tuesday with one night between them. */
function night(schedule: ClockingSchedule, punches: string[], more: Scenario = {}): DayResult[] {
  const overrides = ['2026-03-01', tuesday].map((date) => ({ date, scheduleId: null }));
  return daysOf({ schedules: [schedule], overrides, punches, ...more }, monday, wednesday);
}

const paid = (days: DayResult[], list: 'overtime' | 'premiums') =>
  days.map((day) =>
    day[list].map(({ seconds, approved }) => `${seconds / 3_600} ${approved ? 'yes' : 'no'}`),
  );

describe('late and early that are forgiven', () => {
  const thresholds = { forgiveLatePerMonth: 1, forgiveEarlyPerMonth: 1 };
  const forgiven = (days: DayResult[]) =>
    days.map((day) => day.reasons.filter(({ rule }) => rule.includes('forgive')).map(({ rule }) => rule));

  test('are forgiven on the date on which they lie', () => {
    const punches = [`${monday} 22:10`, `${tuesday} 05:40`];
    const days = night(plainShift('22:00', '06:00', { ...split, thresholds }), punches);
    expect(days.map(({ late, early, short }) => [late, early, short])).toEqual([
      [0, 0, h(0, 10)],
      [0, 0, h(0, 20)],
    ]);
    expect(forgiven(days)).toEqual([['thresholds.forgiveLatePerMonth'], ['thresholds.forgiveEarlyPerMonth']]);
  });
});

test('a further shift of the day that is not split stands on the day as a whole', () => {
  const schedule = ClockingSchedule.parse({
    id: 'sch_two',
    name: 'Morning and night',
    kind: 'daily',
    rules: split,
    day: { shifts: [{ slots: { in: '08:00', out: '12:00' } }, { slots: { in: '20:00', out: '04:00' } }] },
  });
  const punches = [`${monday} 08:10`, `${monday} 11:55`, `${monday} 20:00`, `${tuesday} 03:00`];
  const days = night(schedule, punches);
  expect(
    days.map(({ expected, worked, late, early, short }) => [expected, worked, late, early, short]),
  ).toEqual([
    [h(8), h(7, 45), h(0, 10), h(0, 5), h(0, 15)],
    [h(4), h(3), 0, h(1), h(1)],
  ]);
});

test('a shift of another schedule that is not split stands on its day as a whole', () => {
  const morning = plainShift('08:00', '12:00', { matching: { dayRule: 'start' } }, 'sch_morning');
  const late = plainShift('20:00', '04:00', split, 'sch_night');
  const overrides = [
    { date: '2026-03-01', scheduleId: null },
    { date: monday, scheduleId: 'sch_night', furtherScheduleIds: ['sch_morning'] },
    { date: tuesday, scheduleId: null },
  ];
  const punches = [`${monday} 08:10`, `${monday} 11:55`, `${monday} 20:00`, `${tuesday} 03:00`];
  const days = daysOf({ schedules: [late, morning], overrides, punches }, monday, wednesday);
  expect(days.map(({ expected, worked, late: came, early }) => [expected, worked, came, early])).toEqual([
    [h(8), h(7, 45), h(0, 10), h(0, 5)],
    [h(4), h(3), 0, h(1)],
  ]);
});

test('work without fixed times is expected on the day on which it began', () => {
  const schedule = ClockingSchedule.parse({
    ...flexiHours(split, 480),
    dayTypes: { tuesday: 'offday' },
  });
  const days = daysOf(
    { schedules: [schedule], punches: [`${monday} 20:00`, `${tuesday} 02:00`] },
    monday,
    wednesday,
  );
  expect(days.map(({ expected, worked, short }) => [expected, worked, short])).toEqual([
    [h(8), h(4), h(2)],
    [0, h(2), 0],
  ]);
});

test('overtime that is rounded up beyond its time is on the date on which it lies', () => {
  const overtimeTotal = { mode: 'up' as const, minutes: 15, graceMinutes: 0 };
  const rules = { ...layered({ kind: 'afterOut' }), rounding: { overtimeTotal } };
  const days = night(plainShift('18:00', '02:00', rules), [`${monday} 18:00`, `${tuesday} 02:10`]);
  expect(days.map(({ worked, regular, overtime }) => [worked, regular, overtime[0]?.seconds])).toEqual([
    [h(6), h(6), undefined],
    [h(2, 10), h(1, 55), h(0, 15)],
  ]);
});

test('what is missing to the least that being called in pays is on the last date', () => {
  const days = daysOf(
    {
      rules: layered({ kind: 'callIn', atLeastMinutes: 180 }),
      punches: [`${monday} 23:00`, `${tuesday} 00:30`],
    },
    monday,
    wednesday,
  );
  expect(paid(days, 'overtime')).toEqual([['1 yes'], ['0.5 yes']]);
  expect(paid(days, 'premiums')).toEqual([[], ['1.5 yes']]);
});

test('a layer of a day type begins beyond its minutes of what lies on dates of that type', () => {
  const beyond = (dayTypes: string[], minutes: number, more: Scenario = {}) =>
    night(
      plainShift('22:00', '06:00', layered({ kind: 'dayType', dayTypes, beyond: minutes })),
      [`${monday} 22:00`, `${tuesday} 06:00`],
      { overrides: [{ date: '2026-03-01', scheduleId: null }], ...more },
    ).map(({ overtime }) => overtime.map(({ seconds }) => seconds / 3_600));
  expect(beyond(['workday'], 420)).toEqual([[], [1]]);
  expect(beyond(['holiday'], 120, { holidays: [{ date: tuesday, name: 'Sample' }] })).toEqual([[], [4]]);
});

describe('an approval', () => {
  const rules = layered({ code: 'NIGHT', kind: 'window', from: '22:00', to: '06:00', needsApproval: true });
  const approve = (...given: [string, number | null][]) =>
    paid(
      night(plainShift('22:00', '06:00', rules), [`${monday} 22:00`, `${tuesday} 06:00`], {
        corrections: given.map(([date, minutes]) => ({
          kind: 'approve-overtime',
          date,
          code: 'NIGHT',
          minutes,
        })),
      }),
      'premiums',
    );

  test('of the day of the shift approves from its beginning on, and goes on after midnight', () => {
    expect(approve()).toEqual([['2 no'], ['6 no']]);
    expect(approve([monday, 60])).toEqual([['1 yes', '1 no'], ['6 no']]);
    expect(approve([monday, 180])).toEqual([['2 yes'], ['1 yes', '5 no']]);
  });

  test('of the day of the shift changes the hash of the date that it reaches', () => {
    const hashes = (minutes: number) =>
      night(plainShift('22:00', '06:00', rules), [`${monday} 22:00`, `${tuesday} 06:00`], {
        corrections: [{ kind: 'approve-overtime', date: monday, code: 'NIGHT', minutes }],
      }).map(({ inputHash }) => inputHash);
    const [[, two], [, three], [, four]] = [hashes(120), hashes(180), hashes(240)];
    expect(new Set([two, three, four]).size).toBe(3);
  });

  test('of the date approves what that one has left open, and no more', () => {
    expect(approve([tuesday, 30])).toEqual([['2 no'], ['0.5 yes', '5.5 no']]);
    expect(approve([monday, 180], [tuesday, null])).toEqual([['2 yes'], ['6 yes']]);
  });
});
