import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import { ColumnRounding, TotalRounding } from '../model/index.ts';
import { totalGrid } from '../rules/grid.ts';
import { flexiHours, plainShift, sixColumns } from '../testing/presets.ts';
import { columnsOf, dayOf, h } from '../testing/scenario.ts';
import { roundTotal } from './round.ts';

/** Section 4 of the rules: every column and every total has its own rounding. */

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
const quarter = (mode: string, more: object = {}) => ColumnRounding.parse({ mode, minutes: 15, ...more });
const punched = on('08:56', '12:04', '12:56', '18:04', '18:34', '21:04');
const rounded = (rounding: object) =>
  Object.values(
    columnsOf(dayOf({ schedules: [sixColumns({ rounding })], punches: punched }, monday), 'rounded'),
  ).join(' ');

describe('a column', () => {
  test.each([
    ['in', '09:00 12:04 12:56 18:04 18:34 21:04'],
    ['break', '08:56 12:15 12:56 18:04 18:34 21:04'],
    ['resume', '08:56 12:04 13:00 18:04 18:34 21:04'],
    ['out', '08:56 12:04 12:56 18:15 18:34 21:04'],
    ['ot', '08:56 12:04 12:56 18:04 18:45 21:04'],
    ['done', '08:56 12:04 12:56 18:04 18:34 21:15'],
  ])('%s has its own rounding: up to 15 minutes gives %s', (column, times) => {
    expect(rounded({ [column]: quarter('up') })).toBe(times);
  });

  test('partial rounds every arrival up and every departure down', () => {
    const all = Object.fromEntries(
      ['in', 'break', 'resume', 'out', 'ot', 'done'].map((column) => [column, quarter('partial')]),
    );
    expect(rounded(all)).toBe('09:00 12:00 13:00 18:00 18:45 21:00');
  });

  test('an exact multiple stays, in every mode', () => {
    for (const mode of ['none', 'up', 'down', 'nearest', 'partial']) {
      const schedules = [
        plainShift('09:00', '17:00', { rounding: { in: quarter(mode), out: quarter(mode) } }),
      ];
      const day = dayOf({ schedules, punches: on('09:15', '16:45') }, monday);
      expect(columnsOf(day, 'rounded')).toEqual({ in: '09:15', out: '16:45' });
      expect(day.worked).toBe(h(7, 30));
    }
  });

  test('a last range is a range of OUT: from 17:45 to 18:15 counts as 18:00', () => {
    const out = quarter('none', { ranges: [{ from: '17:45', to: '18:15', as: '18:00' }] });
    const day = (time: string) =>
      dayOf(
        { schedules: [plainShift('09:00', '18:00', { rounding: { out } })], punches: on('09:00', time) },
        monday,
      );
    const seen = ['17:44', '17:45', '18:15:59', '18:16'].map((time) => [day(time).worked, day(time).early]);
    expect(seen).toEqual([
      [h(8, 44), h(0, 16)],
      [h(9), 0],
      [h(9), 0],
      [h(9, 16), 0],
    ]);
  });

  test('of two ranges that hold a time the first counts', () => {
    const ranges = [
      { from: '09:00', to: '09:10', as: '09:00' },
      { from: '09:05', to: '09:20', as: '09:15' },
    ];
    const schedules = [plainShift('09:00', '17:00', { rounding: { in: quarter('none', { ranges }) } })];
    const rest = (time: string) =>
      columnsOf(dayOf({ schedules, punches: on(time, '17:00') }, monday), 'rounded').in;
    expect([rest('09:07'), rest('09:11')]).toEqual(['09:00', '09:15']);
  });

  test('a range over midnight takes the minutes before it to the day that begins, those after it to that day', () => {
    const into = { from: '23:50', to: '00:10', as: '00:00' };
    const late = { from: '23:50', to: '00:10', as: '23:55' };
    const counted = (range: object, at: string) => {
      const rules = { rounding: { in: quarter('none', { ranges: [range] }) } };
      const day = dayOf(
        { schedules: [plainShift('00:00', '08:00', rules)], punches: [at, `${monday} 08:00`] },
        monday,
      );
      return [day.slots.in?.rounded, day.worked];
    };
    expect(counted(into, '2026-03-01 23:50')).toEqual(['2026-03-02T00:00:00', h(8)]);
    expect(counted(into, `${monday} 00:10`)).toEqual(['2026-03-02T00:00:00', h(8)]);
    expect(counted(into, `${monday} 00:11`)).toEqual(['2026-03-02T00:11:00', h(7, 49)]);
    expect(counted(late, `${monday} 00:05`)).toEqual(['2026-03-01T23:55:00', h(8, 5)]);
    expect(counted(late, '2026-03-01 23:51')).toEqual(['2026-03-01T23:55:00', h(8, 5)]);
  });

  test('a range holds the seconds of its last minute where seconds count', () => {
    const counted = (range: object, at: string, seconds: string) => {
      const rules = { rounding: { cutSeconds: false, in: quarter('none', { ranges: [range] }) } };
      const schedules = [plainShift('09:00', '17:00', rules)];
      return dayOf(
        { schedules, punches: [`${monday} ${at}:${seconds}`, `${monday} 17:00`] },
        monday,
      ).slots.in?.rounded.slice(11);
    };
    const morning = { from: '09:01', to: '09:15', as: '09:00' };
    expect([counted(morning, '09:15', '59'), counted(morning, '09:16', '00')]).toEqual([
      '09:00:00',
      '09:16:00',
    ]);
    const over = { from: '23:00', to: '09:15', as: '09:00' };
    expect([counted(over, '09:15', '59'), counted(over, '09:16', '00')]).toEqual(['09:00:00', '09:16:00']);
  });

  test('a range that moves a time by half a day stays on its date', () => {
    const counted = (range: object, at: string) => {
      const schedules = [flexiHours({ rounding: { in: quarter('none', { ranges: [range] }) } })];
      return dayOf({ schedules, punches: [`${monday} ${at}`, `${monday} 19:00`] }, monday).slots.in?.rounded;
    };
    expect(counted({ from: '06:00', to: '06:10', as: '18:00' }, '06:00')).toBe('2026-03-02T18:00:00');
    expect(counted({ from: '18:00', to: '18:10', as: '06:00' }, '18:00')).toBe('2026-03-02T06:00:00');
  });

  test('a time that is the scheduled one is rounded like every other where nothing snaps', () => {
    const schedules = [plainShift('09:07', '17:00', { rounding: { in: quarter('up') } })];
    expect(columnsOf(dayOf({ schedules, punches: on('09:07', '17:00') }, monday), 'rounded').in).toBe(
      '09:15',
    );
  });

  test('within snapMinutes every column counts as scheduled, and says so', () => {
    const day = dayOf(
      { schedules: [sixColumns({ rounding: { snapMinutes: 4 } })], punches: punched },
      monday,
    );
    expect(Object.values(columnsOf(day, 'rounded')).join(' ')).toBe('09:00 12:00 13:00 18:00 18:30 21:00');
    const reason = day.reasons.filter(({ figure }) => figure === 'out');
    expect(reason.map(({ rule }) => rule)).toEqual(['rounding.out']);
    expect(reason.map(textOf)).toEqual(['OUT 18:04 near its scheduled time counts as 18:00']);
  });

  test('what was rounded says by what, and what stayed says nothing', () => {
    const texts = (rounding: object, time = '09:07') =>
      dayOf({ schedules: [plainShift('09:00', '17:00', { rounding })], punches: on(time, '17:00') }, monday)
        .reasons.filter(({ figure }) => figure === 'in')
        .map(textOf);
    expect(texts({ in: quarter('up') })).toEqual(['IN 09:07 is rounded to 09:15']);
    expect(texts({ in: quarter('up') }, '09:15')).toEqual([]);
    expect(texts({ snapMinutes: 10 })).toEqual(['IN 09:07 near its scheduled time counts as 09:00']);
    expect(texts({ snapMinutes: 10 }, '09:00')).toEqual([]);
    expect(texts({ in: quarter('none', { ranges: [{ from: '09:01', to: '09:15', as: '09:00' }] }) })).toEqual(
      ['IN 09:07 by a rounding range counts as 09:00'],
    );
  });
});

describe('seconds', () => {
  test('are cut from every punch before anything is summed', () => {
    const day = (cutSeconds: boolean) =>
      dayOf(
        { schedules: [flexiHours({ rounding: { cutSeconds } })], punches: on('09:00:59', '17:00:01') },
        monday,
      );
    expect(day(true).worked).toBe(h(8));
    expect(day(false).worked).toBe(h(8) - 58);
    expect(day(true).slots.in).toMatchObject({ wall: `${monday}T09:00:59`, rounded: `${monday}T09:00:00` });
  });
});

describe('a total', () => {
  const grid = (mode: string, graceMinutes = 0) =>
    totalGrid(TotalRounding.parse({ mode, minutes: 15, graceMinutes }));
  const totals = (mode: string, graceMinutes?: number) =>
    [h(7, 45), h(7, 47), h(7, 52), h(7, 53), h(7, 58)].map((seconds) =>
      roundTotal(seconds, grid(mode, graceMinutes)),
    );

  test.each([
    ['none', 0, [h(7, 45), h(7, 47), h(7, 52), h(7, 53), h(7, 58)]],
    ['up', 0, [h(7, 45), h(8), h(8), h(8), h(8)]],
    ['up', 2, [h(7, 45), h(7, 45), h(8), h(8), h(8)]],
    ['down', 0, [h(7, 45), h(7, 45), h(7, 45), h(7, 45), h(7, 45)]],
    ['down', 2, [h(7, 45), h(7, 45), h(7, 45), h(7, 45), h(8)]],
    ['nearest', 0, [h(7, 45), h(7, 45), h(7, 45), h(8), h(8)]],
  ])('%s to 15 minutes with a grace of %s', (mode, grace, expected) => {
    expect(totals(mode, grace)).toEqual(expected);
  });

  test('nearest: exactly half rounds up, a second less does not', () => {
    expect(roundTotal(450, grid('nearest'))).toBe(900);
    expect(roundTotal(449, grid('nearest'))).toBe(0);
  });

  test('of overtime is rounded by layer, and what is rounded off stays regular', () => {
    const overtimeTotal = TotalRounding.parse({ mode: 'nearest', minutes: 30 });
    const overtime = {
      layers: [
        {
          kind: 'afterOut',
          code: 'OT',
          minimumMinutes: 0,
          maximumMinutes: 1_440,
          multiplier: 1.5,
          needsApproval: false,
        } as const,
      ],
    };
    const schedules = [plainShift('09:00', '17:00', { rounding: { overtimeTotal }, overtime })];
    const day = dayOf({ schedules, punches: on('09:00', '18:44') }, monday);
    expect(day).toMatchObject({ worked: h(9, 44), regular: h(8, 14), overtime: [{ seconds: h(1, 30) }] });
  });
});
