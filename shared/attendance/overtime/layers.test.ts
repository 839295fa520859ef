import { describe, expect, test } from 'vitest';
import { textOf } from '#shared/reasons/index.ts';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { ClockingSchedule } from '../model/index.ts';
import { layersOf, paid } from '../testing/paid.ts';
import { flexiHours, plainShift } from '../testing/presets.ts';
import { dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 7 of the rules: what each layer of overtime takes, and the conditions that all of them have. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
const on = (...times: string[]) => times.map((time) => `${monday} ${time}`);
describe('every layer', () => {
  const kinds: [string, object][] = [
    ['daily', { kind: 'daily', beyond: 480 }],
    ['afterOut', { kind: 'afterOut' }],
    ['window', { kind: 'window', from: '17:00', to: '22:00', premium: false }],
    ['weekly', { kind: 'weekly', beyond: 480 }],
  ];

  test.each(kinds)('%s: has a minimum, from which on everything counts', (_kind, layer) => {
    const least = { ...layer, code: 'OT', minimumMinutes: 45 };
    expect(paid([least], ['09:00', '17:44'])).toEqual({ regular: h(8, 44) });
    expect(paid([least], ['09:00', '17:45'])).toEqual({ regular: h(8), OT: h(0, 45) });
  });

  test.each(kinds)(
    '%s: has a maximum, the rest stays regular; without one there is no overtime',
    (_kind, layer) => {
      expect(paid([{ ...layer, code: 'OT', maximumMinutes: 60 }], ['09:00', '19:00'])).toEqual({
        regular: h(9),
        OT: h(1),
      });
      expect(paid([{ ...layer, code: 'OT', maximumMinutes: null }], ['09:00', '19:00'])).toEqual({
        regular: h(10),
      });
      expect(paid([{ ...layer, code: 'OT' }], ['09:00', '19:00'])).toEqual({ regular: h(8), OT: h(2) });
    },
  );

  test.each(kinds)('%s: is rounded after the minimum and before the maximum', (_kind, layer) => {
    const rounding = { mode: 'up', minutes: 30 };
    expect(paid([{ ...layer, code: 'OT', rounding, maximumMinutes: 45 }], ['09:00', '17:20'])).toEqual({
      regular: h(7, 50),
      OT: h(0, 30),
    });
    expect(paid([{ ...layer, code: 'OT', rounding, maximumMinutes: 45 }], ['09:00', '17:40'])).toEqual({
      regular: h(7, 55),
      OT: h(0, 45),
    });
    expect(paid([{ ...layer, code: 'OT', rounding, minimumMinutes: 25 }], ['09:00', '17:20'])).toEqual({
      regular: h(8, 20),
    });
  });

  test.each(kinds)('%s: may be limited to weekdays', (_kind, layer) => {
    expect(paid([{ ...layer, code: 'OT', weekdays: ['tuesday'] }], ['09:00', '18:00'])).toEqual({
      regular: h(9),
    });
    expect(paid([{ ...layer, code: 'OT', weekdays: ['monday', 'tuesday'] }], ['09:00', '18:00'])).toEqual({
      regular: h(8),
      OT: h(1),
    });
  });

  test('has a pay code and a multiplier, 1.5 where none is set', () => {
    const overtime = {
      layers: layersOf([
        { kind: 'afterOut', code: 'LATE' },
        { kind: 'beforeIn', code: 'EARLY', multiplier: 2.25 },
      ]),
    };
    const day = dayOf(
      { schedules: [plainShift('09:00', '17:00', { overtime })], punches: on('08:00', '18:00') },
      monday,
    );
    expect(day.overtime).toEqual([
      { code: 'EARLY', seconds: h(1), multiplier: 2.25, approved: true },
      { code: 'LATE', seconds: h(1), multiplier: 1.5, approved: true },
    ]);
  });
});

describe('what a kind claims', () => {
  test('daily: beyond the expected time, also where the day type makes it nothing', () => {
    expect(paid([{ kind: 'daily', code: 'OT' }], ['09:00', '18:30'])).toEqual({
      regular: h(8),
      OT: h(1, 30),
    });
    const overrides = [{ date: monday, dayType: 'restday' }];
    expect(paid([{ kind: 'daily', code: 'OT' }], ['09:00', '14:00'], { overrides })).toEqual({
      regular: 0,
      OT: h(5),
    });
  });

  test.each(['restday', 'offday', 'holiday'])(
    'dayType: all work on a %s, beyond the minutes it names',
    (dayType) => {
      const overrides = [{ date: monday, dayType }];
      const layer = { kind: 'dayType', code: 'DAY', dayTypes: [dayType] };
      expect(paid([layer], ['09:00', '13:00'], { overrides })).toEqual({ regular: 0, DAY: h(4) });
      expect(paid([{ ...layer, beyond: 180 }], ['09:00', '13:00'], { overrides })).toEqual({
        regular: h(3),
        DAY: h(1),
      });
      expect(paid([layer], ['09:00', '13:00'])).toEqual({ regular: h(4) });
    },
  );

  const split = (layer: object, ...times: string[]) => {
    const overtime = { layers: layersOf([layer]) };
    const shifts = [{ slots: { in: '08:00', out: '12:00' } }, { slots: { in: '14:00', out: '18:00' } }];
    const schedules = [
      ClockingSchedule.parse({
        id: 'sch',
        name: 'Split',
        kind: 'daily',
        rules: { overtime },
        day: { shifts },
      }),
    ];
    const day = dayOf({ schedules, punches: on(...times) }, monday);
    return [day.worked, ...day.overtime.map(({ seconds }) => seconds)];
  };

  test('afterOut: after the OUT of every shift of the day, until the next one begins', () => {
    const after = { kind: 'afterOut', code: 'OT' };
    expect(split(after, '08:00', '12:30', '14:00', '18:15')).toEqual([h(8, 45), h(0, 45)]);
    expect(split(after, '08:00', '12:00', '14:00', '18:00')).toEqual([h(8)]);
    expect(split(after, '08:00', '12:00', '13:30', '18:00')).toEqual([h(8, 30), h(0, 30)]);
  });

  test('beforeIn: before the first IN of the day only', () => {
    const before = { kind: 'beforeIn', code: 'OT' };
    expect(split(before, '07:40', '12:00', '13:30', '18:00')).toEqual([h(8, 50), h(0, 20)]);
    expect(split(before, '08:00', '12:00', '13:30', '18:00')).toEqual([h(8, 30)]);
  });

  test('beforeIn and afterOut claim nothing where nothing is scheduled', () => {
    const overtime = {
      layers: layersOf([
        { kind: 'beforeIn', code: 'A' },
        { kind: 'afterOut', code: 'B' },
      ]),
    };
    expect(
      dayOf({ schedules: [flexiHours({ overtime })], punches: on('08:00', '18:00') }, monday),
    ).toMatchObject({
      regular: h(10),
      overtime: [],
    });
  });

  test('window: between two local times, also across midnight', () => {
    const evening = { kind: 'window', code: 'W', premium: false };
    expect(paid([{ ...evening, from: '16:00', to: '16:30' }], ['09:00', '17:00'])).toEqual({
      regular: h(7, 30),
      W: h(0, 30),
    });
    const overtime = { layers: layersOf([{ ...evening, from: '22:00', to: '02:00' }]) };
    const punches = ['2026-03-02 20:00', '2026-03-03 01:00'];
    expect(dayOf({ schedules: [flexiHours({ overtime })], punches }, monday)).toMatchObject({
      regular: h(2),
      overtime: [{ code: 'W', seconds: h(3) }],
    });
  });

  test('consecutiveDays: from the n-th day in a row on', () => {
    const overtime = { layers: layersOf([{ kind: 'consecutiveDays', code: 'ROW', days: 3 }]) };
    const dates = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
    const punches = dates.flatMap((date) => [`${date} 09:00`, `${date} 12:00`]);
    const days = daysOf({ schedules: [flexiHours({ overtime })], punches }, monday, '2026-03-06');
    expect(days.map(({ regular }) => regular)).toEqual([h(3), h(3), 0, 0]);
  });
});

describe('layers of one pay code', () => {
  test('are one line with one multiplier, and two with two', () => {
    const lines = (multiplier: number) => {
      const overtime = {
        layers: layersOf([
          { kind: 'beforeIn', code: 'OT' },
          { kind: 'afterOut', code: 'OT', multiplier },
        ]),
      };
      const day = dayOf(
        { schedules: [plainShift('09:00', '17:00', { overtime })], punches: on('08:00', '18:30') },
        monday,
      );
      return day.overtime.map(({ seconds, multiplier: by }) => [seconds, by]);
    };
    expect(lines(1.5)).toEqual([[h(2, 30), 1.5]]);
    expect(lines(2)).toEqual([
      [h(1, 30), 2],
      [h(1), 1.5],
    ]);
  });
});

describe('deductShort', () => {
  const layers = [
    { kind: 'afterOut', code: 'LATE', multiplier: 1.5 },
    { kind: 'beforeIn', code: 'EARLY', multiplier: 2 },
  ];
  const rules: AttendanceRulesPatch = {
    overtime: { deductShort: true, layers: [] },
    direction: { mode: 'alternate' },
  };

  test('fills the missing regular time from the lowest multiplier first', () => {
    // 8:00 to 12:00 and 13:30 to 18:00: 8:30 worked, an hour before IN, an hour after OUT, 6:30 regular.
    const times = ['08:00', '12:00', '13:30', '18:00'];
    expect(paid(layers, times, {}, { direction: { mode: 'alternate' } })).toEqual({
      regular: h(6, 30),
      EARLY: h(1),
      LATE: h(1),
    });
    expect(paid(layers, times, {}, rules)).toEqual({ regular: h(8), EARLY: h(0, 30) });
  });

  test('takes no more than there is, and nothing where nothing is short', () => {
    expect(paid(layers, ['10:00', '12:00', '15:00', '18:00'], {}, rules)).toEqual({ regular: h(5) });
    expect(paid(layers, ['08:00', '18:00'], {}, rules)).toEqual({ regular: h(8), EARLY: h(1), LATE: h(1) });
    const capped = [{ kind: 'afterOut', code: 'OT', maximumMinutes: 60 }];
    expect(paid(capped, ['09:00', '19:00'], {}, rules)).toEqual({ regular: h(9), OT: h(1) });
  });

  test('a layer that it takes whole is not listed', () => {
    const overtime = { layers: layersOf(layers), deductShort: true };
    const schedules = [plainShift('09:00', '17:00', { overtime, direction: { mode: 'alternate' } })];
    const day = dayOf({ schedules, punches: on('08:00', '12:00', '13:30', '18:00') }, monday);
    expect(day.reasons.filter(({ figure }) => figure === 'overtime').map(textOf)).toEqual([
      'EARLY × 2: 0:30 before the scheduled IN, of 1:00',
    ]);
  });
});

describe('premiums', () => {
  const night = { kind: 'window', code: 'NIGHT', from: '22:00', to: '06:00', multiplier: 0.25 };
  const premium = (layer: object, ...punches: string[]) => {
    const overtime = { layers: layersOf([layer].flat()) };
    const day = dayOf({ schedules: [flexiHours({ overtime })], punches }, monday);
    expect(day.regular).toBe(day.worked);
    return [
      day.diffOt,
      ...day.premiums.map(({ code, seconds, approved }) => `${code} ${seconds / 60} ${approved}`),
    ];
  };
  const shift = [`${monday} 20:00`, `${tuesday} 02:40`];

  test('have minimum, rounding and maximum like every layer, and may need approval', () => {
    expect(premium(night, ...shift)).toEqual([h(4, 40), 'NIGHT 280 true']);
    expect(premium({ ...night, minimumMinutes: 281 }, ...shift)).toEqual([0]);
    expect(premium({ ...night, minimumMinutes: 280 }, ...shift)).toEqual([h(4, 40), 'NIGHT 280 true']);
    expect(premium({ ...night, rounding: { mode: 'down', minutes: 60 } }, ...shift)).toEqual([
      h(4),
      'NIGHT 240 true',
    ]);
    expect(premium({ ...night, maximumMinutes: 120 }, ...shift)).toEqual([h(2), 'NIGHT 120 true']);
    expect(premium({ ...night, needsApproval: true }, ...shift)).toEqual([h(4, 40), 'NIGHT 280 false']);
  });

  test('begin on the weekdays that they name', () => {
    expect(premium({ ...night, weekdays: ['monday'] }, ...shift)).toEqual([h(4, 40), 'NIGHT 280 true']);
    expect(premium({ ...night, weekdays: ['tuesday'] }, ...shift)).toEqual([0]);
    const day = { ...night, from: '00:00', to: '00:00', weekdays: ['tuesday'] };
    expect(premium(day, ...shift)).toEqual([h(2, 40), 'NIGHT 160 true']);
  });

  test('of the night before reach into the morning', () => {
    expect(premium(night, `${monday} 04:00`, `${monday} 10:00`)).toEqual([h(2), 'NIGHT 120 true']);
  });

  test('add up: night and the day of the week are both paid', () => {
    const both = [night, { ...night, code: 'DAY', from: '00:00', to: '00:00' }];
    expect(premium(both, ...shift)).toEqual([h(11, 20), 'NIGHT 280 true', 'DAY 400 true']);
  });
});

test('a break that was not taken is overtime of its own, and does not count after OUT', () => {
  const breaks = { unused: 'overtime' as const, unusedCode: 'LUNCH', unusedMultiplier: 1.25 };
  const overtime = {
    layers: layersOf([
      { kind: 'afterOut', code: 'OT' },
      { kind: 'daily', code: 'DAY' },
    ]),
  };
  const shifts = [{ slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00' } }];
  const schedules = [
    ClockingSchedule.parse({
      id: 'sch',
      name: 'Office',
      kind: 'daily',
      rules: { breaks, overtime },
      day: { shifts },
    }),
  ];
  const day = dayOf({ schedules, punches: on('09:00', '18:00') }, monday);
  expect(day).toMatchObject({
    worked: h(9),
    regular: h(8),
    overtime: [{ code: 'LUNCH', seconds: h(1), multiplier: 1.25, approved: true }],
  });
  expect(day.reasons.find(({ figure }) => figure === 'overtime')).toMatchObject({ rule: 'breaks.unused' });
  expect(day.reasons.map(textOf)).toContain('LUNCH × 1.25: 1:00 break that was not taken');
  const part = dayOf({ schedules, punches: on('09:00', '12:10', '12:30', '18:00') }, monday);
  expect(part).toMatchObject({
    worked: h(8, 40),
    regular: h(8),
    overtime: [{ code: 'LUNCH', seconds: h(0, 40) }],
  });
});

test('undertime is the missing time as a negative balance, beyond its own tolerance', () => {
  const day = (to: string) => {
    const overtime = { undertime: true, undertimeToleranceMinutes: 10 };
    return dayOf(
      { schedules: [plainShift('09:00', '17:00', { overtime })], punches: on('09:00', to) },
      monday,
    ).undertime;
  };
  expect([day('17:00'), day('16:50'), day('16:49'), day('18:00')]).toEqual([0, 0, -h(0, 11), 0]);
});

test('a window that is not a premium begins on the weekdays that it names, also on the sheet of the day before', () => {
  const window = {
    kind: 'window',
    code: 'W',
    premium: false,
    from: '00:00',
    to: '06:00',
    weekdays: ['tuesday'],
  };
  const overtime = { layers: layersOf([window]) };
  const punches = [`${monday} 20:00`, `${tuesday} 02:40`];
  expect(dayOf({ schedules: [flexiHours({ overtime })], punches }, monday)).toMatchObject({
    regular: h(4),
    overtime: [{ code: 'W', seconds: h(2, 40) }],
  });
});
