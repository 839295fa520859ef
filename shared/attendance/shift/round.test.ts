import { describe, expect, test } from 'vitest';
import type { ColumnRounding } from '../model/index.ts';
import { totalGrid } from '../rules/grid.ts';
import { flexiHours, plainShift } from '../testing/presets.ts';
import { columnsOf, dayOf, h } from '../testing/scenario.ts';
import { roundTotal } from './round.ts';

const monday = '2026-03-02';
const grid = (
  mode: ColumnRounding['mode'],
  minutes: number,
  graceMinutes = 0,
  ranges: ColumnRounding['ranges'] = [],
): ColumnRounding => ({ mode, minutes, graceMinutes, ranges });

/** What an IN of the 9-to-17 shift counts as, with an OUT at 17:00. */
function inCountsAs(
  time: string,
  rounding: ColumnRounding,
  more: object = {},
  zone = 'UTC',
): string | undefined {
  const schedules = [plainShift('09:00', '17:00', { rounding: { in: rounding, ...more } })];
  const day = dayOf({ zone, schedules, punches: [`${monday} ${time}`, `${monday} 17:00`] }, monday);
  expect(columnsOf(day).in).toBe(time.slice(0, 5));
  return day.slots.in?.rounded.slice(11);
}

describe('a punch on its grid', () => {
  test.each([
    ['none', '09:07', '09:07:00'],
    ['up', '09:01', '09:15:00'],
    ['up', '09:15', '09:15:00'],
    ['down', '09:14', '09:00:00'],
    ['nearest', '09:07', '09:00:00'],
    ['nearest', '09:08', '09:15:00'],
  ] as const)('%s to 15 minutes: %s counts as %s', (mode, time, rounded) => {
    expect(inCountsAs(time, grid(mode, 15))).toBe(rounded);
  });

  test('nearest: exactly half rounds up', () => {
    expect(inCountsAs('09:05', grid('nearest', 10))).toBe('09:10:00');
    expect(inCountsAs('09:04', grid('nearest', 10))).toBe('09:00:00');
  });

  test('between: only times of day in a range are rounded, its last minute too', () => {
    const limited = (from: string, to: string) => ({ ...grid('down', 10), between: { from, to } });
    expect(inCountsAs('08:47', limited('08:45', '09:15'))).toBe('08:40:00');
    expect(inCountsAs('09:15', limited('08:45', '09:15'))).toBe('09:10:00');
    expect(inCountsAs('09:16', limited('08:45', '09:15'))).toBe('09:16:00');
    expect(inCountsAs('08:44', limited('08:45', '09:15'))).toBe('08:44:00');
    expect(inCountsAs('09:07', limited('22:00', '09:15'))).toBe('09:00:00');
  });

  test('withinMinutes: only times near the scheduled time are rounded', () => {
    const near = { ...grid('down', 10), withinMinutes: 15 };
    expect(inCountsAs('08:45', near)).toBe('08:40:00');
    expect(inCountsAs('09:15', near)).toBe('09:10:00');
    expect(inCountsAs('09:16', near)).toBe('09:16:00');
    const schedules = [flexiHours({ rounding: { in: near } })];
    const free = dayOf({ schedules, punches: [`${monday} 09:07`, `${monday} 17:00`] }, monday);
    expect(columnsOf(free, 'rounded').in).toBe('09:07');
  });

  test('up and down take back what is within the grace', () => {
    expect(inCountsAs('09:03', grid('up', 15, 3))).toBe('09:00:00');
    expect(inCountsAs('09:04', grid('up', 15, 3))).toBe('09:15:00');
    expect(inCountsAs('09:12', grid('down', 15, 3))).toBe('09:15:00');
    expect(inCountsAs('09:11', grid('down', 15, 3))).toBe('09:00:00');
  });

  test('partial: IN rounds up and OUT down, only when at least the grace off the grid', () => {
    expect(inCountsAs('09:04', grid('partial', 15, 5))).toBe('09:04:00');
    expect(inCountsAs('09:05', grid('partial', 15, 5))).toBe('09:15:00');
    const out = (time: string) => {
      const schedules = [plainShift('09:00', '17:00', { rounding: { out: grid('partial', 15, 5) } })];
      const day = dayOf({ schedules, punches: [`${monday} 09:00`, `${monday} ${time}`] }, monday);
      return columnsOf(day, 'rounded').out;
    };
    expect(out('17:11')).toBe('17:11');
    expect(out('17:10')).toBe('17:00');
  });

  test('the grid starts at local midnight, also in +05:30 and +05:45', () => {
    for (const zone of ['Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']) {
      expect(inCountsAs('09:01', grid('up', 30), {}, zone)).toBe('09:30:00');
      expect(inCountsAs('09:29', grid('down', 60), {}, zone)).toBe('09:00:00');
    }
  });

  test('a range wins over the mode and ends with its last minute', () => {
    const rounding = grid('up', 30, 0, [{ from: '09:01', to: '09:15', as: '09:00' }]);
    expect(inCountsAs('09:01', rounding)).toBe('09:00:00');
    expect(inCountsAs('09:15:59', rounding)).toBe('09:00:00');
    expect(inCountsAs('09:16', rounding)).toBe('09:30:00');
  });

  test('a range over midnight moves a time to the nearest such moment', () => {
    const range = [{ from: '23:50', to: '00:10', as: '00:00' }];
    const schedules = [plainShift('00:00', '08:00', { rounding: { in: grid('none', 1, 0, range) } })];
    const day = dayOf({ schedules, punches: ['2026-03-01 23:55', '2026-03-02 08:00'] }, monday);
    expect(day.slots.in).toMatchObject({ wall: '2026-03-01T23:55:00', rounded: '2026-03-02T00:00:00' });
    expect(day.worked).toBe(h(8));
  });

  test('within snapMinutes a punch counts as its scheduled time', () => {
    expect(inCountsAs('09:04', grid('none', 1), { snapMinutes: 4 })).toBe('09:00:00');
    expect(inCountsAs('08:56', grid('none', 1), { snapMinutes: 4 })).toBe('09:00:00');
    expect(inCountsAs('09:05', grid('none', 1), { snapMinutes: 4 })).toBe('09:05:00');
  });

  test('seconds are cut first, unless they are to count', () => {
    expect(inCountsAs('09:00:59', grid('up', 15))).toBe('09:00:00');
    expect(inCountsAs('09:00:59', grid('up', 15), { cutSeconds: false })).toBe('09:15:00');
    expect(inCountsAs('09:00:59', grid('none', 1), { cutSeconds: false })).toBe('09:00:59');
  });

  test('the punch stays what it is, the sums use the rounded copy', () => {
    const schedules = [
      plainShift('09:00', '17:00', { rounding: { in: grid('up', 15), out: grid('down', 15) } }),
    ];
    const day = dayOf({ schedules, punches: [`${monday} 08:52`, `${monday} 17:08`] }, monday);
    expect(columnsOf(day)).toEqual({ in: '08:52', out: '17:08' });
    expect(columnsOf(day, 'rounded')).toEqual({ in: '09:00', out: '17:00' });
    expect(day.worked).toBe(h(8));
  });

  test('late counts the minutes of the punch, not those of the grid, but follows a range', () => {
    const late = (rounding: ColumnRounding) => {
      const schedules = [plainShift('09:00', '17:00', { rounding: { in: rounding } })];
      return dayOf({ schedules, punches: [`${monday} 09:10`, `${monday} 17:00`] }, monday).late;
    };
    expect(late(grid('up', 30))).toBe(h(0, 10));
    expect(late(grid('none', 1, 0, [{ from: '09:01', to: '09:15', as: '09:00' }]))).toBe(0);
  });
});

describe('a total on its grid', () => {
  const total = (mode: 'none' | 'up' | 'down' | 'nearest', graceMinutes = 0) =>
    totalGrid({ mode, minutes: 15, graceMinutes });

  test('up, down and nearest; exact multiples stay', () => {
    expect(roundTotal(h(7, 53), total('up'))).toBe(h(8));
    expect(roundTotal(h(7, 53), total('down'))).toBe(h(7, 45));
    expect(roundTotal(h(7, 53), total('nearest'))).toBe(h(8));
    expect(roundTotal(h(7, 45), total('up'))).toBe(h(7, 45));
    expect(roundTotal(h(7, 46), total('up', 1))).toBe(h(7, 45));
  });

  test('only totals in a range may be rounded, both ends inside', () => {
    const grid = totalGrid({
      mode: 'down',
      minutes: 30,
      graceMinutes: 0,
      between: { fromMinutes: 460, toMinutes: 500 },
    });
    const rounded = [h(7, 39), h(7, 40), h(8, 20), h(8, 21)].map((seconds) => roundTotal(seconds, grid));
    expect(rounded).toEqual([h(7, 39), h(7, 30), h(8), h(8, 21)]);
  });

  test('the work total is rounded after summing', () => {
    const schedules = [
      flexiHours({ rounding: { workTotal: { mode: 'down', minutes: 15, graceMinutes: 0 } } }),
    ];
    const punches = ['08:00', '10:10', '10:20', '12:30'].map((time) => `${monday} ${time}`);
    // Twice 2:10 is 4:20; rounding each stretch would have given 4:00.
    expect(dayOf({ schedules, punches }, monday).worked).toBe(h(4, 15));
  });

  test('the break total is rounded, and the work with it', () => {
    const rounding = { breakTotal: { mode: 'up' as const, minutes: 30, graceMinutes: 0 } };
    const punches = ['08:00', '12:00', '12:40', '17:00'].map((time) => `${monday} ${time}`);
    const day = dayOf({ schedules: [flexiHours({ rounding })], punches }, monday);
    expect(day).toMatchObject({ breakTaken: h(1), worked: h(8) });
  });
});
