import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { plainShift } from '../testing/presets.ts';
import { codesOf, dayOf, daysOf, h } from '../testing/scenario.ts';

const first = '2026-03-02';
const nth = (index: number) => addDays(first as LocalDate, index);

describe('late and early are forgiven n times a month', () => {
  const schedules = [plainShift('09:00', '17:00', { thresholds: { forgiveLatePerMonth: 2 } })];
  const lateOn = (...days: number[]) =>
    [0, 1, 2, 3, 30].flatMap((day) => [
      `${nth(day)} ${days.includes(day) ? '09:12' : '09:00'}`,
      `${nth(day)} 17:00`,
    ]);

  test('the first late days of the month are not late, the next one is', () => {
    const days = daysOf({ schedules, punches: lateOn(0, 1, 2, 3) }, first, nth(4));
    expect(days.map((day) => day.late)).toEqual([0, 0, h(0, 12), h(0, 12)]);
    expect(codesOf(days[0] ?? dayOf({}, first))).not.toContain('late-in');
    expect(days[1]?.reasons.map(textOf)).toContain('0:12 late is forgiven: the first 2 days of the month');
  });

  test('a day in time uses nothing up', () => {
    const days = daysOf({ schedules, punches: lateOn(0, 2, 3) }, first, nth(4));
    expect(days.map((day) => day.late)).toEqual([0, 0, 0, h(0, 12)]);
  });

  test('a new month forgives anew', () => {
    const days = daysOf({ schedules, punches: lateOn(0, 1, 2, 30) }, first, nth(31));
    expect(days[2]?.late).toBe(h(0, 12));
    expect(days[30]).toMatchObject({ date: '2026-04-01', late: 0 });
  });

  test('what is missing of the expected time stays short', () => {
    expect(daysOf({ schedules, punches: lateOn(0) }, first, nth(1))[0]).toMatchObject({
      late: 0,
      short: h(0, 12),
    });
  });

  test('a day computed alone counts the late days before it', () => {
    expect(dayOf({ schedules, punches: lateOn(0, 1, 2) }, nth(2)).late).toBe(h(0, 12));
  });

  test('early is forgiven by its own number', () => {
    const early = [plainShift('09:00', '17:00', { thresholds: { forgiveEarlyPerMonth: 1 } })];
    const punches = [0, 1].flatMap((day) => [`${nth(day)} 09:05`, `${nth(day)} 16:40`]);
    const days = daysOf({ schedules: early, punches }, first, nth(2));
    expect(days.map((day) => day.early)).toEqual([0, h(0, 20)]);
    expect(days.map((day) => day.late)).toEqual([h(0, 5), h(0, 5)]);
    expect(days[0]?.reasons.map(textOf)).toContain('0:20 early is forgiven: the first day of the month');
  });
});

describe('undertime', () => {
  const undertime = (toleranceMinutes: number) => [
    plainShift('09:00', '17:00', {
      overtime: { undertime: true, undertimeToleranceMinutes: toleranceMinutes },
    }),
  ];
  const punches = [`${first} 09:20`, `${first} 17:00`];

  test('is kept as a negative balance only where the rules say so', () => {
    expect(dayOf({ schedules: [plainShift('09:00', '17:00')], punches }, first).undertime).toBe(0);
    expect(dayOf({ schedules: undertime(0), punches }, first)).toMatchObject({
      undertime: -h(0, 20),
      short: h(0, 20),
    });
  });

  test('has its own tolerance: up to it nothing, beyond it all', () => {
    expect(dayOf({ schedules: undertime(20), punches }, first)).toMatchObject({
      undertime: 0,
      short: h(0, 20),
    });
    expect(dayOf({ schedules: undertime(19), punches }, first).undertime).toBe(-h(0, 20));
  });

  test('of an absent day is the whole expected time, of a pending day nothing', () => {
    expect(dayOf({ schedules: undertime(0) }, first)).toMatchObject({ status: 'absent', undertime: -h(8) });
    expect(dayOf({ schedules: undertime(0), completeThrough: null }, first)).toMatchObject({
      status: 'pending',
      undertime: 0,
    });
  });

  test('is never positive', () => {
    const long = [`${first} 08:00`, `${first} 18:00`];
    expect(dayOf({ schedules: undertime(0), punches: long }, first).undertime).toBe(0);
  });
});
