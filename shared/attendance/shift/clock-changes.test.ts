import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
import { flexiHours, nightShift, plainShift } from '../testing/presets.ts';
import { dayOf, h } from '../testing/scenario.ts';

/** A day's work across every kind of change of clocks: elapsed time is paid, the wall is what is read. */

describe('a night over a change of clocks', () => {
  test.each([
    ['Europe/Berlin', '2026-03-28', 7],
    ['Europe/Berlin', '2026-10-24', 9],
    ['America/New_York', '2026-03-07', 7],
    ['America/New_York', '2026-10-31', 9],
    ['Australia/Lord_Howe', '2026-04-04', 8.5],
    ['Australia/Lord_Howe', '2026-10-03', 7.5],
  ])('%s, %s: 22:00 to 06:00 is %s hours, expected and worked', (zone, date, hours) => {
    const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    const punches = [`${date} 22:00`, `${next} 06:00`];
    expect(dayOf({ zone, schedules: [nightShift()], punches }, date)).toMatchObject({
      expected: h(hours),
      worked: h(hours),
      short: 0,
      late: 0,
      early: 0,
    });
  });
});

describe('a whole day', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Asia/Kathmandu', '2026-12-31', 24],
    ['Pacific/Kiritimati', '2028-02-29', 24],
    ['Pacific/Pago_Pago', '2026-01-01', 24],
  ])('%s, %s is %s hours long: a premium of the whole day over two shifts', (zone, date, hours) => {
    const premium = OvertimeLayer.parse({
      kind: 'window',
      code: 'DAY',
      from: '00:00',
      to: '00:00',
      maximumMinutes: 1_500,
    });
    const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    const punches = [`${date} 00:00`, `${date} 12:00`, `${date} 12:00:30`, `${next} 00:00`];
    const rules = {
      overtime: { layers: [premium] },
      matching: { doublePunchMinutes: 0, newShiftAfterMinutes: 0 },
      direction: { mode: 'alternate' as const },
      rounding: { cutSeconds: true },
    };
    const day = dayOf({ zone, schedules: [flexiHours(rules)], punches }, date);
    expect(day.worked).toBe(h(hours));
    expect(day.diffOt).toBe(h(hours));
  });
});

test('a scheduled time that does not exist is moved forward by the gap', () => {
  const punches = ['2026-03-29 03:30', '2026-03-29 10:30'];
  expect(
    dayOf({ zone: 'Europe/Berlin', schedules: [plainShift('02:30', '10:30')], punches }, '2026-03-29'),
  ).toMatchObject({ expected: h(7), worked: h(7), late: 0 });
});

test('rounding is on the wall, also in the hour that comes twice', () => {
  const rounding = { in: { mode: 'up' as const, minutes: 30, graceMinutes: 0, ranges: [] } };
  const punches = ['2026-10-25 02:10', '2026-10-25 10:00'];
  const day = dayOf({ zone: 'Europe/Berlin', schedules: [flexiHours({ rounding })], punches }, '2026-10-25');
  // The first 02:10 counts as the first 02:30: an hour passes before the second.
  expect(day.worked).toBe(h(8, 30));
  expect(day.slots.in?.rounded).toBe('2026-10-25T02:30:00');
});
