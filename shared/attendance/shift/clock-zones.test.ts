import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
import { flexiHours, nightShift, plainShift } from '../testing/presets.ts';
import { columnsOf, dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 9 of the rules: every length of a day and every odd offset, with figures. */

const nightPremium = {
  layers: [
    OvertimeLayer.parse({ kind: 'window', code: 'NIGHT', from: '22:00', to: '06:00', multiplier: 0.25 }),
  ],
};

describe('a working day is that of the wall', () => {
  test.each([
    ['Asia/Kolkata', '+05:30', '2026-03-02T03:30:00Z', '2026-03-02T11:30:00Z'],
    ['Asia/Kathmandu', '+05:45', '2026-03-02T03:15:00Z', '2026-03-02T11:15:00Z'],
    ['Pacific/Kiritimati', '+14:00', '2026-03-01T19:00:00Z', '2026-03-02T03:00:00Z'],
    ['Pacific/Pago_Pago', '-11:00', '2026-03-02T20:00:00Z', '2026-03-03T04:00:00Z'],
    ['Australia/Lord_Howe', '+11:00', '2026-03-01T22:00:00Z', '2026-03-02T06:00:00Z'],
    ['Europe/Berlin', '+01:00', '2026-03-02T08:00:00Z', '2026-03-02T16:00:00Z'],
  ])('%s (%s): 9:00 to 17:00 is %s to %s', (zone, _offset, arrived, left) => {
    const punches = ['2026-03-02 09:00', '2026-03-02 17:00'];
    const day = dayOf({ zone, schedules: [plainShift('09:00', '17:00')], punches }, '2026-03-02');
    expect(day).toMatchObject({ worked: h(8), expected: h(8), late: 0, early: 0, status: 'present' });
    expect([day.slots.in?.instant, day.slots.out?.instant]).toEqual([arrived, left]);
  });
});

describe('a night shift over the edge of a day, a month and a year', () => {
  test.each([
    ['Asia/Kolkata', '2026-12-31', '2027-01-01', 8],
    ['Asia/Kathmandu', '2026-12-31', '2027-01-01', 8],
    ['Pacific/Kiritimati', '2028-02-28', '2028-02-29', 8],
    ['Pacific/Pago_Pago', '2028-02-29', '2028-03-01', 8],
    ['Asia/Kathmandu', '2027-02-28', '2027-03-01', 8],
    ['Europe/Berlin', '2028-02-29', '2028-03-01', 8],
    ['Europe/Berlin', '2026-03-28', '2026-03-29', 7],
    ['Europe/Berlin', '2026-10-24', '2026-10-25', 9],
    ['Australia/Lord_Howe', '2026-04-04', '2026-04-05', 8.5],
    ['Australia/Lord_Howe', '2026-10-03', '2026-10-04', 7.5],
  ])('%s: 22:00 on %s to 06:00 on %s is %s hours of work and of night', (zone, date, next, hours) => {
    const punches = [`${date} 22:00`, `${next} 06:00`];
    const day = dayOf({ zone, schedules: [nightShift({ overtime: nightPremium })], punches }, date);
    expect(day).toMatchObject({ date, worked: h(hours), diffOt: h(hours), regular: h(hours), short: 0 });
    expect(columnsOf(day)).toEqual({ in: '22:00', out: '06:00' });
  });

  test.each([
    ['Europe/Berlin', '2026-03-28', '2026-03-29', 2, 5],
    ['Europe/Berlin', '2026-10-24', '2026-10-25', 2, 7],
    ['Australia/Lord_Howe', '2026-04-04', '2026-04-05', 2, 6.5],
    ['Australia/Lord_Howe', '2026-10-03', '2026-10-04', 2, 5.5],
    ['Asia/Kathmandu', '2026-12-31', '2027-01-01', 2, 6],
    ['Pacific/Kiritimati', '2028-02-28', '2028-02-29', 2, 6],
    ['Pacific/Pago_Pago', '2028-02-28', '2028-02-29', 2, 6],
    ['Asia/Kolkata', '2028-02-29', '2028-03-01', 2, 6],
  ])('%s: cut at the midnight of %s / %s it is %s and %s hours', (zone, date, next, before, after) => {
    const schedules = [flexiHours({ matching: { dayRule: 'split' } })];
    const end = new Date(Date.parse(next) + 86_400_000).toISOString().slice(0, 10);
    const days = daysOf({ zone, schedules, punches: [`${date} 22:00`, `${next} 06:00`] }, date, end);
    expect(days.map((day) => [day.date, day.worked])).toEqual([
      [date, h(before)],
      [next, h(after)],
    ]);
  });
});

describe('grids of 30 and 60 minutes lie on the wall', () => {
  test.each([
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Australia/Lord_Howe',
  ])('%s: 8:31 up to the hour is 9:00, 17:29 down to the half hour 17:00', (zone) => {
    const rounding = {
      in: { mode: 'up' as const, minutes: 60, graceMinutes: 0, ranges: [] },
      out: { mode: 'down' as const, minutes: 30, graceMinutes: 0, ranges: [] },
    };
    const punches = ['2026-12-31 08:31', '2026-12-31 17:29'];
    const day = dayOf({ zone, schedules: [flexiHours({ rounding })], punches }, '2026-12-31');
    expect(columnsOf(day, 'rounded')).toEqual({ in: '09:00', out: '17:00' });
    expect(day.worked).toBe(h(8));
  });
});

test('29 February is a day of the cycle and of the week like every other', () => {
  const week = daysOf({ schedules: [plainShift('09:00', '17:00')] }, '2028-02-27', '2028-03-03');
  expect(week.map((day) => day.date)).toEqual([
    '2028-02-27',
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
    '2028-03-02',
  ]);
});

test('a date that a zone skipped has no time in it: 30 December 2011 in Samoa', () => {
  const scenario = {
    zone: 'Pacific/Apia',
    schedules: [nightShift()],
    punches: ['2011-12-29 22:00', '2011-12-31 06:00'],
  };
  const days = daysOf(scenario, '2011-12-29', '2012-01-01');
  expect(days[0]).toMatchObject({ date: '2011-12-29', worked: h(8) });
  expect(days.map((day) => day.date)).toEqual(['2011-12-29', '2011-12-30', '2011-12-31']);
});
