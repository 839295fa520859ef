import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
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

  test('are not called forgiven where no rule forgives them', () => {
    const days = night(plainShift('22:00', '06:00', split), [`${monday} 22:10`, `${tuesday} 05:40`]);
    expect(days.map(({ late, early }) => [late, early])).toEqual([
      [h(0, 10), 0],
      [0, h(0, 20)],
    ]);
    expect(forgiven(days)).toEqual([[], []]);
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

describe('time that rounding adds', () => {
  const up = { mode: 'up' as const, minutes: 15, graceMinutes: 0 };
  const figures = (days: DayResult[]) =>
    days.map(({ worked, regular, overtime }) => [worked, regular, overtime[0]?.seconds ?? 0]);
  /** Monday and Tuesday; a shift from midnight on is planned for Tuesday only. */
  const fromMidnight = (rules: AttendanceRulesPatch) =>
    daysOf(
      {
        schedules: [plainShift('00:00', '08:00', { ...rules, ...split })],
        overrides: [monday, wednesday].map((date) => ({ date, scheduleId: null })),
        punches: [`${monday} 23:50`, `${tuesday} 08:00`],
      },
      monday,
      wednesday,
    );

  test('to overtime stays on the date of the overtime, while that date has work', () => {
    const rules = { ...layered({ kind: 'beforeIn' }), rounding: { overtimeTotal: up } };
    const days = night(plainShift('22:00', '06:00', rules), [`${monday} 21:50`, `${tuesday} 06:00`]);
    expect(figures(days)).toEqual([
      [h(2, 10), h(1, 55), h(0, 15)],
      [h(6), h(6), 0],
    ]);
  });

  test('to overtime goes to the other date where all work of its own is overtime', () => {
    const { overtime } = layered({ kind: 'beforeIn' });
    expect(
      figures(fromMidnight({ ...(overtime ? { overtime } : {}), rounding: { overtimeTotal: up } })),
    ).toEqual([
      [h(0, 10), 0, h(0, 10)],
      [h(8), h(7, 55), h(0, 5)],
    ]);
  });

  test('to the work is on the last date on which somebody worked', () => {
    const days = fromMidnight({ rounding: { workTotal: up } });
    expect(figures(days)).toEqual([
      [h(0, 10), h(0, 10), 0],
      [h(8, 5), h(8, 5), 0],
    ]);
    expect(days[1]?.reasons.map(textOf)).toContain('23:50–08:00 make 8:05, rounded from 8:00');
    const rules = { ...split, rounding: { workTotal: up } };
    const left = night(plainShift('22:00', '06:00', rules), [`${monday} 22:00`, `${monday} 23:40`]);
    expect(figures(left)).toEqual([
      [h(1, 45), h(1, 45), 0],
      [0, 0, 0],
    ]);
  });
});

test('a day keeps its own overtime beside the end of the night before it', () => {
  const rules = (code: string) => layered({ kind: 'afterOut', code });
  const night = plainShift('22:00', '06:00', rules('NIGHT'), 'sch_night');
  const day = plainShift('10:00', '18:00', rules('DAY'), 'sch_day');
  const overrides = [
    { date: '2026-03-01', scheduleId: null },
    { date: tuesday, scheduleId: 'sch_day' },
    { date: wednesday, scheduleId: null },
  ];
  const punches = [`${monday} 22:00`, `${tuesday} 06:30`, `${tuesday} 10:00`, `${tuesday} 19:00`];
  const days = daysOf({ schedules: [night, day], overrides, punches }, monday, '2026-03-05');
  expect(
    days.map(({ scheduleId, worked, overtime }) => [
      scheduleId,
      worked,
      overtime.map(({ code, seconds }) => `${code} ${seconds / 60}`),
    ]),
  ).toEqual([
    ['sch_night', h(2), []],
    ['sch_day', h(15, 30), ['DAY 60', 'NIGHT 30']],
    [null, 0, []],
  ]);
});

test('the first shift of a day in time says from when on it is half a day, whichever is split', () => {
  const shift = (id: string, start: string, end: string, dayRule: 'split' | 'start', halfDay: number) =>
    ClockingSchedule.parse({
      id,
      name: id,
      kind: 'daily',
      rules: { matching: { dayRule } },
      day: {
        shifts: [{ slots: { in: start, out: end }, rules: { thresholds: { halfDayBelowMinutes: halfDay } } }],
      },
    });
  const status = (first: 'split' | 'start', second: 'split' | 'start') => {
    const schedules = [
      shift('sch_early', '06:00', '10:00', first, 420),
      shift('sch_late', '14:00', '18:00', second, 60),
    ];
    const overrides = [{ date: monday, scheduleId: 'sch_early', furtherScheduleIds: ['sch_late'] }];
    const punches = ['06:00', '10:00', '14:00', '16:00'].map((time) => `${monday} ${time}`);
    return daysOf({ schedules, overrides, punches }, monday, tuesday)[0]?.status;
  };
  expect(status('split', 'start')).toBe('half-day');
  expect(status('start', 'split')).toBe('half-day');
  expect(status('start', 'start')).toBe('half-day');
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
