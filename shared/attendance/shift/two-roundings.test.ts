import { describe, expect, test } from 'vitest';
import { ColumnRounding, TotalRounding } from '../model/index.ts';
import { totalGrid } from '../rules/grid.ts';
import { flexiHours, nightShift, plainShift } from '../testing/presets.ts';
import { dayOf, h } from '../testing/scenario.ts';
import { roundTotal } from './round.ts';

const monday = '2026-03-02';

describe('two roundings of one column', () => {
  /** Up to a quarter of an hour from the schedule to the nearest quarter, elsewhere up to the half hour. */
  const near = ColumnRounding.parse({
    mode: 'nearest',
    minutes: 15,
    withinMinutes: 15,
    otherwise: { mode: 'up', minutes: 30, graceMinutes: 3 },
  });
  const countsAs = (time: string, rounding = near) =>
    dayOf(
      {
        schedules: [plainShift('09:00', '17:00', { rounding: { in: rounding } })],
        punches: [`${monday} ${time}`, `${monday} 17:00`],
      },
      monday,
    ).slots.in?.rounded.slice(11);

  test.each([
    ['08:45', '08:45:00'],
    ['08:53', '09:00:00'],
    ['09:07', '09:00:00'],
    ['09:15:59', '09:15:00'],
    ['09:16', '09:30:00'],
    ['09:33', '09:30:00'],
    ['09:34', '10:00:00'],
    ['08:44', '09:00:00'],
  ])('%s counts as %s', (time, counts) => {
    expect(countsAs(time)).toBe(counts);
  });

  test('the near one may leave times as they are', () => {
    const free = ColumnRounding.parse({
      mode: 'none',
      withinMinutes: 5,
      otherwise: { mode: 'up', minutes: 15 },
    });
    expect([countsAs('09:04', free), countsAs('09:06', free)]).toEqual(['09:04:00', '09:15:00']);
  });

  test('times of day outside `between` take the other one, also over midnight', () => {
    const rounding = ColumnRounding.parse({
      mode: 'down',
      minutes: 60,
      between: { from: '23:30', to: '00:15' },
      otherwise: { mode: 'down', minutes: 10 },
    });
    const inOf = (time: string) =>
      dayOf(
        {
          schedules: [nightShift({ rounding: { in: rounding }, columns: { keepLatest: [] } })],
          punches: [time, '2026-03-03 06:00'],
        },
        monday,
      ).slots.in?.rounded.slice(11);
    expect(inOf(`${monday} 23:45`)).toBe('23:00:00');
    expect(inOf('2026-03-03 00:15')).toBe('00:00:00');
    expect(inOf('2026-03-03 00:16')).toBe('00:10:00');
    expect(inOf(`${monday} 22:19`)).toBe('22:10:00');
  });

  test('without a scheduled time nothing is near it, so the other one holds', () => {
    const day = dayOf(
      {
        schedules: [flexiHours({ rounding: { in: near } })],
        punches: [`${monday} 09:05`, `${monday} 17:00`],
      },
      monday,
    );
    expect(day.slots.in?.rounded.slice(11)).toBe('09:30:00');
    expect(day.worked).toBe(h(7, 30));
  });
});

test('a total outside its range takes the other rounding', () => {
  const grid = totalGrid(
    TotalRounding.parse({
      mode: 'nearest',
      minutes: 60,
      between: { fromMinutes: 465, toMinutes: 495 },
      otherwise: { mode: 'down', minutes: 15 },
    }),
  );
  expect([h(7, 45), h(8, 14), h(8, 15), h(8, 29), h(7, 44)].map((total) => roundTotal(total, grid))).toEqual([
    h(8),
    h(8),
    h(8),
    h(8, 15),
    h(7, 30),
  ]);
});
