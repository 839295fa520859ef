import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
import { nightShift, officeWeek, plainShift } from '../testing/presets.ts';
import { dayOf, h, type Scenario } from '../testing/scenario.ts';

const monday = '2026-03-02';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);

function paid(layers: object[], times: string[], more: Scenario = {}, rules: object = {}) {
  const overtime = { layers: layers.map((layer) => OvertimeLayer.parse(layer)), ...rules };
  const schedules = [plainShift('09:00', '17:00', { overtime })];
  const day = dayOf({ schedules, punches: on(...times), ...more }, monday);
  const given = day.overtime.reduce((sum, entry) => sum + entry.seconds, 0);
  expect(day.regular + given).toBe(day.worked);
  return {
    day,
    regular: day.regular,
    codes: Object.fromEntries(day.overtime.map((o) => [o.code, o.seconds])),
  };
}

describe('layers of the day', () => {
  test('daily: work beyond the expected time', () => {
    expect(paid([{ kind: 'daily', code: 'OT' }], ['09:00', '19:00'])).toMatchObject({
      regular: h(8),
      codes: { OT: h(2) },
    });
  });

  test('daily: work beyond a number of minutes, the higher multiplier first', () => {
    const layers = [
      { kind: 'daily', code: 'OT', beyond: 480, multiplier: 1.5 },
      { kind: 'daily', code: 'DT', beyond: 600, multiplier: 2 },
    ];
    expect(paid(layers, ['09:00', '20:00'])).toMatchObject({ regular: h(8), codes: { DT: h(1), OT: h(2) } });
  });

  test('beforeIn and afterOut: work outside the scheduled times', () => {
    const layers = [
      { kind: 'beforeIn', code: 'EARLY' },
      { kind: 'afterOut', code: 'LATE' },
    ];
    expect(paid(layers, ['08:20', '18:30'])).toMatchObject({
      regular: h(8),
      codes: { EARLY: h(0, 40), LATE: h(1, 30) },
    });
  });

  test('dayType: all work on days of that type', () => {
    const layers = [{ kind: 'dayType', code: 'HOL', dayTypes: ['holiday'], multiplier: 2 }];
    const holidays = [{ date: monday, name: 'Sample' }];
    expect(paid(layers, ['09:00', '13:30'], { holidays })).toMatchObject({
      regular: 0,
      codes: { HOL: h(4, 30) },
    });
    expect(paid(layers, ['09:00', '13:30'])).toMatchObject({ regular: h(4, 30), codes: {} });
  });

  test('a second is given once, to the layer with the higher multiplier', () => {
    const layers = [
      { kind: 'afterOut', code: 'LATE', multiplier: 1.5 },
      { kind: 'daily', code: 'LONG', beyond: 600, multiplier: 2 },
    ];
    // 12 hours: the last two are beyond ten, the hour before them only after OUT... at 17:00 begins LATE.
    expect(paid(layers, ['09:00', '21:00'])).toMatchObject({
      regular: h(8),
      codes: { LONG: h(2), LATE: h(2) },
    });
  });

  test('time given to a place in the day does not count towards an amount of the same multiplier', () => {
    const layers = [
      { kind: 'daily', code: 'DAILY', beyond: 480 },
      { kind: 'beforeIn', code: 'EARLY' },
    ];
    expect(paid(layers, ['08:00', '18:00'])).toMatchObject({
      regular: h(8),
      codes: { EARLY: h(1), DAILY: h(1) },
    });
  });

  test('below the minimum nothing, from it on everything', () => {
    const layers = [{ kind: 'afterOut', code: 'OT', minimumMinutes: 30 }];
    expect(paid(layers, ['09:00', '17:29']).codes).toEqual({});
    expect(paid(layers, ['09:00', '17:30']).codes).toEqual({ OT: h(0, 30) });
  });

  test('no more than the maximum, and no overtime without one', () => {
    expect(paid([{ kind: 'afterOut', code: 'OT', maximumMinutes: 60 }], ['09:00', '19:00'])).toMatchObject({
      regular: h(9),
      codes: { OT: h(1) },
    });
    expect(paid([{ kind: 'afterOut', code: 'OT', maximumMinutes: null }], ['09:00', '19:00']).codes).toEqual(
      {},
    );
  });

  test('a layer is rounded by its own rounding, or by that of the rules', () => {
    const down = { mode: 'down', minutes: 30, graceMinutes: 0 };
    expect(paid([{ kind: 'afterOut', code: 'OT', rounding: down }], ['09:00', '18:50']).codes).toEqual({
      OT: h(1, 30),
    });
    const overtimeTotal = { mode: 'down' as const, minutes: 60, graceMinutes: 0 };
    const rules = { rounding: { overtimeTotal } };
    expect(paid([{ kind: 'afterOut', code: 'OT' }], ['09:00', '18:50'], { rules }).codes).toEqual({
      OT: h(1),
    });
  });

  test('short time eats overtime first when the rules say so', () => {
    const layers = [{ kind: 'afterOut', code: 'OT' }];
    expect(paid(layers, ['09:30', '18:00'])).toMatchObject({ regular: h(7, 30), codes: { OT: h(1) } });
    expect(paid(layers, ['09:30', '18:00'], {}, { deductShort: true })).toMatchObject({
      regular: h(8),
      codes: { OT: h(0, 30) },
    });
  });

  test('overtime that needs approval is marked until HR approves it, up to the approved minutes', () => {
    const layers = [{ kind: 'afterOut', code: 'OT', needsApproval: true }];
    const entry = { code: 'OT', multiplier: 1.5 };
    expect(paid(layers, ['09:00', '19:00']).day.overtime).toEqual([
      { ...entry, seconds: h(2), approved: false },
    ]);
    const corrections = [{ kind: 'approve-overtime', date: monday, code: 'OT', minutes: 90 }];
    expect(paid(layers, ['09:00', '19:00'], { corrections }).day.overtime).toEqual([
      { ...entry, seconds: h(1, 30), approved: true },
      { ...entry, seconds: h(0, 30), approved: false },
    ]);
  });

  test('without an expected time there is no work beyond it', () => {
    const rules = { overtime: { layers: [OvertimeLayer.parse({ kind: 'daily', code: 'OT' })] } };
    expect(dayOf({ rules, punches: on('08:00', '18:00') }, monday)).toMatchObject({
      regular: h(10),
      overtime: [],
    });
  });
});

describe('windows of the day', () => {
  const night = { kind: 'window', code: 'NIGHT', multiplier: 0.25, from: '23:00', to: '05:00' };

  test('a premium comes on top and never changes the sum', () => {
    const overtime = { layers: [OvertimeLayer.parse(night)] };
    const day = dayOf(
      { schedules: [nightShift({ overtime })], punches: ['2026-03-02 22:00', '2026-03-03 06:00'] },
      monday,
    );
    expect(day).toMatchObject({
      regular: h(8),
      overtime: [],
      diffOt: h(6),
      premiums: [{ code: 'NIGHT', seconds: h(6), multiplier: 0.25 }],
    });
  });

  test('a window is local time: over the spring change of clocks it is an hour shorter', () => {
    const overtime = { layers: [OvertimeLayer.parse(night)] };
    const day = dayOf(
      {
        zone: 'Europe/Berlin',
        schedules: [nightShift({ overtime })],
        punches: ['2026-03-28 22:00', '2026-03-29 06:00'],
      },
      '2026-03-28',
    );
    expect(day).toMatchObject({ worked: h(7), diffOt: h(5) });
  });

  test('a window that is not a premium competes like every layer: the higher multiplier wins', () => {
    const windowOf = (multiplier: number) => [
      { kind: 'daily', code: 'OT', beyond: 480, multiplier: 1.5 },
      { kind: 'window', code: 'EVENING', premium: false, from: '16:00', to: '20:00', multiplier },
    ];
    expect(paid(windowOf(1.25), ['09:00', '18:00'])).toMatchObject({
      regular: h(7),
      codes: { OT: h(1), EVENING: h(1) },
    });
    expect(paid(windowOf(3), ['09:00', '18:00'])).toMatchObject({ regular: h(7), codes: { EVENING: h(2) } });
  });
});

test('office week: overtime over lunch does not exist when lunch was taken', () => {
  const overtime = { layers: [OvertimeLayer.parse({ kind: 'daily', code: 'OT' })] };
  const punches = on('09:00', '12:00', '13:00', '18:00');
  expect(dayOf({ schedules: [officeWeek({ overtime })], punches }, monday)).toMatchObject({ overtime: [] });
});
