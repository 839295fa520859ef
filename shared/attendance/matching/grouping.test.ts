import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { ClockingSchedule } from '../model/index.ts';
import { computeDays } from '../sheet/index.ts';
import { flexiHours, nightShift, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h, prepare, type Scenario } from '../testing/scenario.ts';

/** Section 2 of the rules: which punches belong to which shift. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const wednesday = '2026-03-04';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const marks = (day: ReturnType<typeof dayOf>) =>
  day.ignored.map(({ punch, reason }) => `${punch.wallTime.slice(11)} ${reason}`);

describe('double punches', () => {
  const flexi = (...times: string[]) => dayOf({ schedules: [flexiHours()], punches: on(...times) }, monday);

  test('are counted from the kept punch: the third of three, 50 seconds apart, is kept', () => {
    const day = flexi('09:00:00', '09:00:50', '09:01:40');
    expect(marks(day)).toEqual(['09:00:50 double']);
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '09:01' });
  });

  test('of the same key within the time are one, of another key two', () => {
    expect(marks(flexi('09:00:00 in', '09:01:00 in', '17:00 out'))).toEqual(['09:01:00 double']);
    expect(marks(flexi('09:00:00 in', '09:01:00 out'))).toEqual([]);
    expect(marks(flexi('09:00:00 in', '09:00:20 out', '09:00:40 in'))).toEqual(['09:00:40 double']);
  });

  test('have the time that the schedule of the day names', () => {
    const five = { schedules: [flexiHours({ matching: { doublePunchMinutes: 5 } })] };
    expect(marks(dayOf({ ...five, punches: on('09:00', '09:05', '09:10') }, monday))).toEqual([
      '09:05:00 double',
    ]);
  });

  test('a time that HR adds is never one', () => {
    const corrections = [{ kind: 'add-time', date: monday, wallTime: `${monday}T09:00:30` }];
    const day = dayOf({ schedules: [flexiHours()], punches: on('09:00:00'), corrections }, monday);
    expect(marks(day)).toEqual([]);
    expect(columnsOf(day)).toEqual({ in: '09:00', out: '09:00' });
  });
});

describe('windows', () => {
  test('reach from two hours before the shift to four hours after it', () => {
    const takes = (time: string) =>
      !codesOf(dayOf({ schedules: [officeWeek()], punches: on(time) }, monday)).includes('unscheduled');
    expect(['06:59:59', '07:00:00', '22:00:00', '22:00:01'].map(takes)).toEqual([false, true, true, false]);
  });

  test('have the minutes that the schedule names', () => {
    const matching = { windowBeforeMinutes: 30, windowAfterMinutes: 15 };
    const schedules = [plainShift('09:00', '17:00', { matching })];
    const takes = (time: string) =>
      !codesOf(dayOf({ schedules, punches: on(time) }, monday)).includes('unscheduled');
    expect(['08:29', '08:30', '17:15', '17:16'].map(takes)).toEqual([false, true, true, false]);
  });

  const split = ClockingSchedule.parse({
    id: 'sch',
    name: 'Split',
    kind: 'daily',
    day: { shifts: [{ slots: { in: '06:00', out: '10:00' } }, { slots: { in: '13:00', out: '17:00' } }] },
  });

  test('of neighbours meet where the later one begins, and that very moment is of the earlier: after 11:00 a punch is of the shift at 13:00', () => {
    const second = (time: string) =>
      dayOf({ schedules: [split], punches: on('06:00 in', '10:00 out', `${time} in`, '17:00 out') }, monday);
    expect(second('11:01').furtherShifts[0]?.slots.in?.wall).toBe('2026-03-02T11:01:00');
    expect(columnsOf(second('11:00'))).toEqual({ in: '06:00', out: '17:00' });
  });

  test('the last second of one shift is not of the next, which begins a second later', () => {
    const matching = { windowBeforeMinutes: 180 };
    const schedules = [{ ...split, rules: { matching } }];
    const day = dayOf(
      { schedules, punches: on('06:00 in', '10:00 out', '10:00:01 in', '17:00 out') },
      monday,
    );
    expect(columnsOf(day)).toEqual({ in: '06:00', out: '10:00' });
    expect(day.furtherShifts[0]?.slots.in?.wall).toBe('2026-03-02T10:00:01');
    expect(day.worked).toBe(h(11));
  });
});

describe('a late leaver', () => {
  const schedules = [nightShift(), plainShift('09:00', '17:00')];
  const overrides = [{ date: tuesday, scheduleId: 'sch_09_17' }];
  const night = (rules: AttendanceRulesPatch, ...punches: string[]) =>
    daysOf({ schedules, overrides, rules, punches }, monday, wednesday).map((day) => columnsOf(day));

  test('somebody who leaves by key within the window of the next shift closes the shift that is open', () => {
    expect(night({}, '2026-03-02 22:00 in', '2026-03-03 08:30 out')).toEqual([
      { in: '22:00', out: '08:30' },
      {},
    ]);
  });

  test('somebody who leaves after the longest shift, counted from the first punch, does not', () => {
    const rules = { matching: { maxShiftMinutes: 630 } };
    expect(night(rules, '2026-03-02 22:00 in', '2026-03-03 08:30 out')[0]).toEqual({
      in: '22:00',
      out: '08:30',
    });
    expect(night(rules, '2026-03-02 21:59 in', '2026-03-03 08:30 out')).toEqual([
      { in: '21:59' },
      { in: '08:30' },
    ]);
  });

  test('somebody who has left already leaves nothing open: the next punch is of the next shift', () => {
    expect(
      night({}, '2026-03-02 22:00 in', '2026-03-03 06:00 out', '2026-03-03 08:30 in', '2026-03-03 17:00 out'),
    ).toEqual([
      { in: '22:00', out: '06:00' },
      { in: '08:30', out: '17:00' },
    ]);
  });

  test('by mode status only a departure closes', () => {
    const rules = { direction: { mode: 'status' as const } };
    const punches = ['2026-03-02 22:00 in', '2026-03-03 08:30 255', '2026-03-03 08:40 out'];
    expect(night(rules, ...punches)).toEqual([{ in: '22:00', out: '08:40' }, {}]);
    const within = ['2026-03-02 22:00 in', '2026-03-02 23:00 255', '2026-03-03 08:40 out'];
    expect(night(rules, ...within)).toEqual([{ in: '22:00', out: '08:40' }, {}]);
  });
});

describe('work outside every shift', () => {
  const flexi = (rules: AttendanceRulesPatch, ...punches: string[]) =>
    daysOf({ schedules: [flexiHours(rules)], punches }, monday, wednesday).map((day) => day.worked);

  test('begins anew at midnight where the day rule splits, and goes on without it', () => {
    const punches = ['2026-03-02 20:00', '2026-03-02 23:00', '2026-03-03 00:30', '2026-03-03 04:30'];
    expect(flexi({}, ...punches)).toEqual([h(7), 0]);
    expect(flexi({ matching: { dayRule: 'split' } }, ...punches)).toEqual([h(3), h(4)]);
  });

  test('is cut at midnight where somebody stays over it and the day rule splits', () => {
    const punches = ['2026-03-02 20:00', '2026-03-03 02:30'];
    expect(flexi({ matching: { dayRule: 'split' } }, ...punches)).toEqual([h(4), h(2, 30)]);
  });

  test('has the gap and the longest shift that the rules name', () => {
    const gap = (newShiftAfterMinutes: number) =>
      dayOf(
        {
          schedules: [flexiHours({ matching: { newShiftAfterMinutes } })],
          punches: on('06:00', '10:00', '11:00', '15:00'),
        },
        monday,
      ).furtherShifts.length;
    expect([gap(60), gap(61)]).toEqual([1, 0]);
    expect(flexi({ matching: { maxShiftMinutes: 480 } }, '2026-03-02 09:00', '2026-03-02 17:01')).toEqual([
      0, 0,
    ]);
    expect(flexi({ matching: { maxShiftMinutes: 481 } }, '2026-03-02 09:00', '2026-03-02 17:01')).toEqual([
      h(8, 1),
      0,
    ]);
  });

  test('is told by key: an IN four hours after an OUT is a new shift, an OUT is not', () => {
    const punches = on('06:00 in', '08:00 out', '12:00 in', '14:00 out');
    expect(dayOf({ schedules: [flexiHours()], punches }, monday).furtherShifts).toHaveLength(1);
    const late = on('06:00 in', '08:00 out', '12:00 out');
    const day = dayOf({ schedules: [flexiHours()], punches: late }, monday);
    expect(day).toMatchObject({ worked: h(6), furtherShifts: [] });
    expect(marks(day)).toEqual(['08:00:00 replaced']);
  });
});

describe('the day of a shift', () => {
  const night = (dayRule: 'start' | 'end' | 'most' | 'split', from: string, to: string) =>
    daysOf(
      {
        schedules: [flexiHours({ matching: { dayRule } })],
        punches: [`${monday} ${from}`, `${tuesday} ${to}`],
      },
      monday,
      wednesday,
    ).map((day) => day.worked);

  test('of work without fixed times: where it began, ended, was longest, or both', () => {
    expect(night('start', '21:00', '05:00')).toEqual([h(8), 0]);
    expect(night('end', '21:00', '05:00')).toEqual([0, h(8)]);
    expect(night('most', '21:00', '05:00')).toEqual([0, h(8)]);
    expect(night('most', '19:00', '03:00')).toEqual([h(8), 0]);
    expect(night('split', '21:00', '05:00')).toEqual([h(3), h(5)]);
  });

  test('split: late is on the date of arrival, early on the date of departure', () => {
    const schedules = [nightShift({ matching: { dayRule: 'split' } })];
    const overrides = [
      { date: tuesday, scheduleId: null },
      { date: '2026-03-01', scheduleId: null },
    ];
    const punches = [`${monday} 22:10`, `${tuesday} 05:40`];
    const days = daysOf({ schedules, overrides, punches }, monday, wednesday);
    expect(days.map(({ late, early, short }) => [late, early, short])).toEqual([
      [h(0, 10), 0, h(0, 10)],
      [0, h(0, 20), h(0, 20)],
    ]);
  });

  test('most: an absent shift stands where most of it was planned', () => {
    const schedules = [nightShift({ matching: { dayRule: 'most' } })];
    const overrides = ['2026-03-01', tuesday, wednesday].map((date) => ({ date, scheduleId: null }));
    const days = daysOf({ schedules, overrides }, monday, wednesday);
    expect(days.map(({ status, expected }) => [status, expected])).toEqual([
      ['off-day', 0],
      ['absent', h(8)],
    ]);
  });
});

describe('the grouping', () => {
  const scenario: Scenario = {
    schedules: [officeWeek()],
    punches: [
      `${monday} 09:00`,
      `${monday} 12:00`,
      `${monday} 13:00`,
      `${monday} 18:00`,
      `${tuesday} 09:10`,
      `${tuesday} 17:00`,
    ],
  };

  test('is the same for any order of arrival', () => {
    const { input, book } = prepare(scenario, monday, wednesday);
    const [a, b, c, d, e, f] = input.punches;
    const turned = [f, b, e, a, d, c].flatMap((punch) => (punch ? [punch] : []));
    expect(turned).toHaveLength(6);
    expect(computeDays({ ...input, punches: turned }, book)).toEqual(computeDays(input, book));
  });

  test('is stable: a punch that comes late to Tuesday moves nothing of Monday', () => {
    const before = daysOf(scenario, monday, wednesday);
    const punches = [...(scenario.punches ?? []), `${tuesday} 12:00`];
    const after = daysOf({ ...scenario, punches }, monday, wednesday);
    expect(after[0]).toEqual(before[0]);
    expect([before[1]?.worked, after[1]?.worked]).toEqual([h(7, 50), h(2, 50)]);
  });
});
