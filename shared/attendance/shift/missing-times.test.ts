import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { ClockingSchedule } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift, sixColumns } from '../testing/presets.ts';
import { codesOf, columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 3 of the rules: what a missing half does, and how it is closed. */

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);

describe('of IN 9:00, BREAK 12:00, RESUME 13:00 and OUT 18:00', () => {
  const time = { in: '09:00', break: '12:00', resume: '13:00', out: '18:00' } as const;

  test.each<[(keyof typeof time)[], number, string[]]>([
    [['in'], 0, ['missing-out', 'under-schedule']],
    [['break'], 0, ['early-out', 'missing-in', 'under-schedule']],
    [['resume'], 0, ['late-in', 'missing-out', 'under-schedule']],
    [['out'], 0, ['missing-in', 'under-schedule']],
    [['in', 'break'], h(3), ['early-out', 'under-schedule']],
    [['in', 'out'], h(9), ['missing-break']],
    [['resume', 'out'], h(5), ['late-in', 'under-schedule']],
    [['in', 'break', 'resume'], h(3), ['missing-out', 'under-schedule']],
    [['in', 'break', 'out'], h(3), ['missing-break', 'under-schedule']],
    [['in', 'resume', 'out'], h(5), ['missing-break', 'under-schedule']],
    [['break', 'resume', 'out'], h(5), ['missing-in', 'under-schedule']],
    [['in', 'break', 'resume', 'out'], h(8), []],
  ])('%s work and say', (there, worked, codes) => {
    const day = dayOf(
      { schedules: [officeWeek()], punches: on(...there.map((column) => time[column])) },
      monday,
    );
    expect(columnsOf(day)).toEqual(Object.fromEntries(there.map((column) => [column, time[column]])));
    expect([day.worked, codesOf(day)]).toEqual([worked, codes]);
  });

  test.each([
    ['09:00', '13:00', h(4), { in: '09:00', break: '13:00' }, ['early-out', 'under-schedule']],
    ['12:00', '13:00', h(1), { resume: '12:00', out: '13:00' }, ['late-in', 'early-out', 'under-schedule']],
    ['12:00', '18:00', h(6), { resume: '12:00', out: '18:00' }, ['late-in', 'under-schedule']],
  ])('%s and %s are a pair, wherever its halves are nearest', (arrived, left, worked, columns, codes) => {
    const day = dayOf({ schedules: [officeWeek()], punches: on(arrived, left) }, monday);
    expect([day.worked, columnsOf(day), codesOf(day)]).toEqual([worked, columns, codes]);
  });

  test.each(['scheduled', 'auto-deduct', 'auto-add', 'none'] as const)(
    'no break is missed where breaks are %s',
    (mode) => {
      expect(
        codesOf(
          dayOf({ schedules: [officeWeek({ breaks: { mode } })], punches: on('09:00', '18:00') }, monday),
        ),
      ).toEqual([]);
    },
  );
});

describe('with OT 18:30 and DONE 21:00', () => {
  const six = (...times: string[]) => dayOf({ schedules: [sixColumns()], punches: on(...times) }, monday);

  test('OT and DONE are a pair of their own, also where OUT is missing', () => {
    const day = six('09:00', '12:00', '13:00', '18:30', '21:00');
    expect(day).toMatchObject({ worked: h(5, 30), status: 'incomplete' });
    expect(codesOf(day)).toContain('missing-out');
  });

  test('OT after OUT without DONE is open', () => {
    const day = six('09:00', '12:00', '13:00', '18:00', '18:30');
    expect(day).toMatchObject({ worked: h(8), status: 'incomplete' });
  });

  test('a last punch nearest to OT has left, with or without a break', () => {
    expect(six('09:00', '18:20')).toMatchObject({ worked: h(9, 20), status: 'present', early: 0 });
    expect(six('13:00', '18:20')).toMatchObject({ worked: h(5, 20), status: 'present', early: 0 });
    expect(six('18:20')).toMatchObject({ worked: 0, status: 'incomplete' });
  });
});

describe('autoClose', () => {
  const scheduled: AttendanceRulesPatch = { columns: { autoClose: { kind: 'scheduled' } } };
  const fixed = (minutes: number): AttendanceRulesPatch => ({
    columns: { autoClose: { kind: 'fixed', minutes } },
  });
  const remaining: AttendanceRulesPatch = {
    columns: { autoClose: { kind: 'remaining', toleranceMinutes: 0 } },
  };
  const byKey: AttendanceRulesPatch = { direction: { mode: 'status' } };

  test('fixed and remaining never end a break that was begun without a punch, scheduled does', () => {
    const office = (rules: AttendanceRulesPatch) =>
      dayOf({ schedules: [officeWeek(rules)], punches: on('09:00', '13:00', '18:00') }, monday);
    for (const rules of [fixed(180), remaining])
      expect(office(rules)).toMatchObject({ worked: h(5), status: 'incomplete' });
    expect(office(scheduled)).toMatchObject({ worked: h(8), status: 'present' });
  });

  test('scheduled closes nothing that begins at its time or after it', () => {
    const plain = (time: string) =>
      dayOf(
        { schedules: [plainShift('09:00', '17:00', { ...scheduled, ...byKey })], punches: on(`${time} in`) },
        monday,
      );
    expect(plain('16:59')).toMatchObject({ worked: h(0, 1), status: 'present' });
    expect(plain('17:00')).toMatchObject({ worked: 0, status: 'incomplete' });
    expect(plain('17:30')).toMatchObject({ worked: 0, status: 'incomplete' });
  });

  test('scheduled closes nothing later than the longest shift', () => {
    const plain = (maxShiftMinutes: number) =>
      dayOf(
        {
          schedules: [plainShift('09:00', '17:00', { ...scheduled, matching: { maxShiftMinutes } })],
          punches: on('09:00'),
        },
        monday,
      );
    expect(plain(480)).toMatchObject({ worked: h(8), status: 'present' });
    expect(plain(479)).toMatchObject({ worked: 0, status: 'incomplete' });
  });

  test('fixed counts from the rounded arrival, and is cut by the longest shift', () => {
    const rounding = { in: { mode: 'up' as const, minutes: 15, graceMinutes: 0, ranges: [] } };
    const day = dayOf({ schedules: [flexiHours({ ...fixed(60), rounding })], punches: on('09:05') }, monday);
    expect(columnsOf(day)).toEqual({ in: '09:05', out: '10:15' });
    const cut = dayOf(
      {
        schedules: [flexiHours({ ...fixed(600), matching: { maxShiftMinutes: 240 } })],
        punches: on('09:00'),
      },
      monday,
    );
    expect(columnsOf(cut)).toEqual({ in: '09:00', out: '13:00' });
  });

  test('remaining takes off what earlier shifts of the day have worked', () => {
    const shifts = [{ slots: { in: '08:00', out: '12:00' } }, { slots: { in: '13:00', out: '17:00' } }];
    const schedule = ClockingSchedule.parse({
      id: 'sch',
      name: 'Two',
      kind: 'daily',
      rules: remaining,
      day: { shifts },
    });
    const day = dayOf({ schedules: [schedule], punches: on('08:30', '12:00', '13:00') }, monday);
    expect(day).toMatchObject({ worked: h(8), status: 'present' });
    expect(day.furtherShifts[0]?.slots.out?.wall).toBe(`${monday}T17:30:00`);
  });

  test('none closes nothing', () => {
    expect(dayOf({ schedules: [plainShift('09:00', '17:00')], punches: on('09:00') }, monday)).toMatchObject({
      worked: 0,
      status: 'incomplete',
    });
  });
});

test('work that rounding turns around does not count', () => {
  const quarter = (mode: 'up' | 'down') => ({ mode, minutes: 15, graceMinutes: 0, ranges: [] });
  const rounding = { in: quarter('up'), out: quarter('down') };
  const day = dayOf(
    { schedules: [flexiHours({ rounding })], punches: on('09:01', '09:10', '10:00', '12:00') },
    monday,
  );
  expect(day).toMatchObject({ worked: h(2), status: 'present' });
});

test('without fixed times partial rounding follows who comes and who leaves, in every column', () => {
  const partial = { mode: 'partial' as const, minutes: 15, graceMinutes: 0, ranges: [] };
  const rounding = { in: partial, out: partial, break: partial, resume: partial, ot: partial, done: partial };
  const punches = on('08:04', '10:04', '11:04', '13:04', '14:04', '16:04');
  const day = dayOf({ schedules: [flexiHours({ rounding })], punches }, monday);
  expect(Object.values(columnsOf(day, 'rounded')).sort()).toEqual([
    '08:15',
    '10:00',
    '11:15',
    '13:00',
    '14:15',
    '16:00',
  ]);
  expect(day.worked).toBe(h(5, 15));
});

test('work of several pairs has the day of its end with `end`, an open one that of its last punch', () => {
  const schedules = [flexiHours({ matching: { dayRule: 'end' } })];
  const worked = (...punches: string[]) =>
    daysOf({ schedules, punches }, monday, '2026-03-04').map((day) => [day.worked, day.status]);
  expect(worked(...on('20:00', '22:00', '23:00'), '2026-03-03 03:00')).toEqual([
    [0, 'off-day'],
    [h(6), 'present'],
  ]);
  expect(worked(...on('20:00', '23:00'), '2026-03-03 01:00')).toEqual([
    [0, 'off-day'],
    [h(3), 'incomplete'],
  ]);
});

test("columns that HR set on a day without work are not work outside a shift's times", () => {
  const set = (column: string, time: string) => ({
    kind: 'set-slot',
    date: '2026-03-07',
    column,
    wallTime: `2026-03-07T${time}:00`,
  });
  const day = dayOf(
    { schedules: [officeWeek()], corrections: [set('in', '10:00'), set('out', '12:00')] },
    '2026-03-07',
  );
  expect(codesOf(day)).toEqual(['not-scheduled-day']);
});
