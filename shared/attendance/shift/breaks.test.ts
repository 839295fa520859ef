import { expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { ClockingSchedule } from '../model/index.ts';
import { flexiHours, officeWeek, plainShift } from '../testing/presets.ts';
import { codesOf, dayOf, h } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
type Breaks = NonNullable<AttendanceRulesPatch['breaks']>;
const office = (breaks: Breaks, ...times: string[]) =>
  dayOf({ schedules: [officeWeek({ breaks })], punches: on(...times) }, monday);

test('punched: the time between BREAK and RESUME is not worked', () => {
  expect(office({}, '09:00', '12:10', '12:50', '18:00')).toMatchObject({
    worked: h(8, 20),
    breakTaken: h(0, 40),
  });
});

test('scheduled: what the work overlaps with the scheduled break is taken off', () => {
  expect(office({ mode: 'scheduled' }, '09:00', '18:00')).toMatchObject({ worked: h(8), breakTaken: h(1) });
  expect(office({ mode: 'scheduled' }, '12:20', '18:00')).toMatchObject({
    worked: h(5),
    breakTaken: h(0, 40),
  });
  // Half of the break was punched: the other half comes off.
  expect(office({ mode: 'scheduled' }, '09:00', '12:00', '12:30', '18:00')).toMatchObject({ worked: h(8) });
});

test('scheduled: a break that is over before somebody comes is not taken off', () => {
  const shifts = [
    { slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00' }, rangeUntil: { in: '15:00' } },
  ];
  const rules = { breaks: { mode: 'scheduled' as const } };
  const schedules = [
    ClockingSchedule.parse({ id: 'sch', name: 'Sample', kind: 'daily', rules, day: { shifts } }),
  ];
  expect(dayOf({ schedules, punches: on('14:00', '18:00') }, monday).worked).toBe(h(4));
  expect(dayOf({ schedules, punches: on('12:30', '18:00') }, monday).worked).toBe(h(5));
});

test('auto-deduct: after more than N worked minutes M are deducted', () => {
  const deduct = (last: string, more: Breaks = {}) =>
    dayOf(
      {
        schedules: [
          plainShift('09:00', '17:00', {
            breaks: { mode: 'auto-deduct', deductAfterMinutes: 360, deductMinutes: 30, ...more },
          }),
        ],
        punches: on('09:00', last),
      },
      monday,
    );
  expect(deduct('15:00').worked).toBe(h(6));
  expect(deduct('15:01').worked).toBe(h(5, 31));
  expect(deduct('17:00')).toMatchObject({ worked: h(7, 30), expected: h(7, 30), breakTaken: h(0, 30) });
  expect(deduct('21:00', { deductRepeatedly: true, deductAfterMinutes: 240 }).worked).toBe(h(11));
});

test('auto-deduct in steps: the highest step that is exceeded counts, altogether', () => {
  const deductSteps = [
    { afterMinutes: 360, minutes: 30 },
    { afterMinutes: 540, minutes: 45 },
  ];
  const worked = (last: string, more: Breaks = {}) => {
    const breaks: Breaks = { mode: 'auto-deduct', deductSteps, ...more };
    return dayOf({ schedules: [flexiHours({ breaks })], punches: on('08:00', last) }, monday).worked;
  };
  expect(['14:00', '14:01', '17:00', '17:01'].map((last) => worked(last))).toEqual([
    h(6),
    h(5, 31),
    h(8, 30),
    h(8, 16),
  ]);
  const gently = { deductOnlyBeyond: true };
  expect(['14:10', '14:40', '17:30', '17:40', '17:50'].map((last) => worked(last, gently))).toEqual([
    h(6),
    h(6, 10),
    h(9),
    h(9),
    h(9, 5),
  ]);
});

test('auto-deduct in steps: less what was punched, and still only what lies beyond', () => {
  const breaks: Breaks = {
    mode: 'auto-deduct',
    countPunched: true,
    deductOnlyBeyond: true,
    deductSteps: [
      { afterMinutes: 360, minutes: 30 },
      { afterMinutes: 540, minutes: 45 },
    ],
  };
  const worked = (...times: string[]) =>
    dayOf({ schedules: [flexiHours({ breaks })], punches: on(...times) }, monday).worked;
  expect(worked('08:00', '12:00', '12:20', '14:25')).toBe(h(6));
  expect(worked('08:00', '12:00', '12:30', '17:31')).toBe(h(9));
  expect(worked('08:00', '12:00', '12:30', '18:00')).toBe(h(9, 15));
  expect(worked('08:00', '12:00', '13:00', '19:00')).toBe(h(10));
});

test('auto-deduct: what a full day expects is what remains of it after every deduction', () => {
  const breaks: Breaks = {
    mode: 'auto-deduct',
    deductAfterMinutes: 240,
    deductMinutes: 15,
    deductRepeatedly: true,
  };
  const day = dayOf(
    { schedules: [plainShift('06:00', '20:00', { breaks })], punches: on('06:00', '20:00') },
    monday,
  );
  expect(day).toMatchObject({ expected: h(13, 15), worked: h(13, 15), short: 0 });
});

test('auto-deduct: less what was punched already, when that counts', () => {
  const flexi = (countPunched: boolean) =>
    dayOf(
      {
        schedules: [flexiHours({ breaks: { mode: 'auto-deduct', deductMinutes: 45, countPunched } })],
        punches: on('08:00', '12:00', '12:20', '16:20'),
      },
      monday,
    ).worked;
  expect(flexi(true)).toBe(h(7, 35));
  expect(flexi(false)).toBe(h(7, 15));
});

test('auto-add: up to M of the punched break are given back', () => {
  const add = (giveBackMinutes: number) =>
    office({ mode: 'auto-add', giveBackMinutes }, '09:00', '12:00', '13:00', '18:00').worked;
  expect(add(15)).toBe(h(8, 15));
  expect(add(90)).toBe(h(9));
});

test('auto-add: nothing is given back where less was worked than giveBackAfterMinutes', () => {
  const breaks = { mode: 'auto-add' as const, giveBackMinutes: 60, giveBackAfterMinutes: 360 };
  expect(office(breaks, '09:00', '12:00', '13:00', '16:00').worked).toBe(h(7));
  expect(office(breaks, '09:00', '12:00', '13:00', '15:59').worked).toBe(h(5, 59));
});

test('auto-add: giveBackBreaks gives back the first breaks of a shift only', () => {
  const worked = (giveBackBreaks: number | null) =>
    dayOf(
      {
        schedules: [flexiHours({ breaks: { mode: 'auto-add', giveBackMinutes: 20, giveBackBreaks } })],
        punches: on('08:00', '10:00', '10:05', '12:00', '12:30', '16:00'),
      },
      monday,
    ).worked;
  expect(worked(1)).toBe(h(7, 30));
  expect(worked(2)).toBe(h(7, 45));
  expect(worked(null)).toBe(h(7, 45));
});

test('none: breaks take nothing', () => {
  expect(office({ mode: 'none' }, '09:00', '12:00', '13:00', '18:00')).toMatchObject({
    worked: h(9),
    expected: h(9),
  });
});

test('a paid break counts as worked, its overrun does not', () => {
  const shifts = [{ slots: { in: '09:00', break: '12:00', resume: '12:15', out: '17:00' }, paidBreak: true }];
  const schedules = [ClockingSchedule.parse({ id: 'sch', name: 'Sample', kind: 'daily', day: { shifts } })];
  expect(dayOf({ schedules, punches: on('09:00', '12:00', '12:15', '17:00') }, monday)).toMatchObject({
    expected: h(8),
    worked: h(8),
  });
  expect(dayOf({ schedules, punches: on('09:00', '12:00', '12:35', '17:00') }, monday).worked).toBe(h(7, 40));
});

test('a break shorter than the minimum counts as the minimum and is reported', () => {
  const day = office({ minimumMinutes: 45 }, '09:00', '12:10', '12:30', '18:00');
  expect(day).toMatchObject({ worked: h(8, 15), breakTaken: h(0, 45) });
  expect(codesOf(day)).toContain('short-break');
});

test('an overrun beyond the grace is an extended break, against the maximum or the scheduled length', () => {
  const codes = (breaks: Breaks, resume: string, breakGraceMinutes = 0) =>
    codesOf(
      dayOf(
        {
          schedules: [officeWeek({ breaks, thresholds: { breakGraceMinutes } })],
          punches: on('09:00', '12:00', resume, '18:00'),
        },
        monday,
      ),
    );
  expect(codes({}, '13:01')).toContain('extended-break');
  expect(codes({}, '13:05', 5)).not.toContain('extended-break');
  expect(codes({}, '13:06', 5)).toContain('extended-break');
  expect(codes({ maximumMinutes: 30 }, '12:31')).toContain('extended-break');
});

test('a break that was not taken is work, overtime or nothing', () => {
  const unused = (value: 'work' | 'overtime' | 'deduct') =>
    office({ unused: value, unusedCode: 'LUNCH', unusedMultiplier: 1 }, '09:00', '12:10', '12:30', '18:00');
  expect(unused('work')).toMatchObject({ worked: h(8, 40), regular: h(8, 40), overtime: [] });
  expect(unused('deduct')).toMatchObject({ worked: h(8), regular: h(8) });
  expect(unused('overtime')).toMatchObject({
    worked: h(8, 40),
    regular: h(8),
    overtime: [{ code: 'LUNCH', seconds: h(0, 40), multiplier: 1 }],
  });
});

test('without a schedule no break is paid, whatever its longest length', () => {
  const schedules = [flexiHours({ breaks: { maximumMinutes: 30 } })];
  expect(dayOf({ schedules, punches: on('08:00', '12:00', '13:00', '17:00') }, monday).worked).toBe(h(8));
});
