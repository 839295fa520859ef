import { describe, expect, test } from 'vitest';
import { layersOf, paid } from '../testing/paid.ts';
import { flexiHours } from '../testing/presets.ts';
import { dayOf, daysOf, h } from '../testing/scenario.ts';

/** Section 7 of the rules: who is served first, and what counts towards a period. */

const monday = '2026-03-02';
const tuesday = '2026-03-03';
describe('where layers compete', () => {
  const equal = (...layers: object[]) =>
    paid(
      layers.map((layer) => ({ multiplier: 1.5, ...layer })),
      ['09:00', '19:00'],
    );
  const daily = { kind: 'daily', code: 'DAY', beyond: 540 };
  const weekly = { kind: 'weekly', code: 'WEEK', beyond: 480 };
  const window = { kind: 'window', code: 'WINDOW', from: '18:00', to: '20:00', premium: false };

  test('of equal multipliers daily takes first, then weekly, windows last, whatever their order in the rules', () => {
    expect(equal(weekly, daily)).toEqual({ regular: h(8), DAY: h(1), WEEK: h(1) });
    expect(equal(daily, weekly)).toEqual({ regular: h(8), DAY: h(1), WEEK: h(1) });
    expect(equal(window, weekly)).toEqual({ regular: h(8), WEEK: h(2) });
    expect(equal(window, daily)).toEqual({ regular: h(9), DAY: h(1) });
  });

  test('the higher multiplier takes first', () => {
    expect(equal({ ...weekly, multiplier: 2 }, daily)).toEqual({ regular: h(8), WEEK: h(2) });
    expect(equal({ ...window, multiplier: 2 }, daily)).toMatchObject({ WINDOW: h(1) });
  });

  test('twelve hours with afterOut × 1.5 and daily beyond ten × 2 are 8:00, 2:00 and 2:00', () => {
    const layers = [
      { kind: 'afterOut', code: 'LATE', multiplier: 1.5 },
      { kind: 'daily', code: 'LONG', beyond: 600, multiplier: 2 },
    ];
    expect(paid(layers, ['09:00', '21:00'])).toEqual({ regular: h(8), LONG: h(2), LATE: h(2) });
    // An early start: what is beyond ten hours lies after OUT as far as it can.
    expect(paid(layers, ['07:30', '18:00'])).toEqual({ regular: h(9, 30), LONG: h(0, 30), LATE: h(0, 30) });
  });
});

describe('an amount of time', () => {
  const daily = { kind: 'daily', code: 'LONG', multiplier: 2 };
  const places = [
    { kind: 'beforeIn', code: 'EARLY', multiplier: 1.25 },
    { kind: 'afterOut', code: 'LATE', multiplier: 1.25 },
  ];

  test('takes what later layers claim for their place first, so that no regular time is lost to both', () => {
    expect(paid([{ ...daily, beyond: 540 }, ...places], ['07:00', '17:00'])).toEqual({
      regular: h(8),
      LONG: h(1),
      EARLY: h(1),
    });
    expect(paid([{ ...daily, beyond: 480 }, ...places], ['07:00', '17:00'])).toEqual({
      regular: h(8),
      LONG: h(2),
    });
    expect(paid([{ ...daily, beyond: 570 }, ...places], ['08:00', '18:00'])).toEqual({
      regular: h(8),
      LONG: h(0, 30),
      EARLY: h(1),
      LATE: h(0, 30),
    });
  });

  test('takes the end of the scheduled time where the places are not enough', () => {
    expect(paid([{ ...daily, beyond: 420 }, ...places], ['08:30', '17:30'])).toEqual({
      regular: h(7),
      LONG: h(2),
    });
    expect(paid([{ ...daily, beyond: 480 }], ['07:00', '17:00'])).toEqual({ regular: h(8), LONG: h(2) });
  });

  test('takes no place of a layer that was served before it', () => {
    const first = { kind: 'beforeIn', code: 'EARLY', multiplier: 3 };
    expect(paid([{ ...daily, beyond: 360 }, first], ['08:00', '17:00'])).toEqual({
      regular: h(6),
      EARLY: h(1),
      LONG: h(2),
    });
  });

  test('of the week so far counts all work with `counts: worked`, wherever other layers took theirs', () => {
    const early = { kind: 'beforeIn', code: 'EARLY', multiplier: 2 };
    const weekly = { kind: 'weekly', code: 'WEEK', beyond: 360 };
    expect(paid([early, weekly], ['07:00', '19:00'])).toEqual({ regular: h(6), EARLY: h(2), WEEK: h(4) });
    expect(paid([early, { ...weekly, counts: 'worked' }], ['07:00', '19:00'])).toEqual({
      regular: h(4),
      EARLY: h(2),
      WEEK: h(6),
    });
  });
});

describe('what counts towards a period', () => {
  const week = (layers: object[]) => {
    const overtime = { layers: layersOf(layers) };
    const dates = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];
    const punches = dates.flatMap((date) => [`${date} 08:00`, `${date} 18:00`]);
    const days = daysOf({ schedules: [flexiHours({ overtime })], punches }, monday, '2026-03-07');
    return days.map(({ overtime: given }) =>
      Object.fromEntries(given.map(({ code, seconds }) => [code, seconds / 3_600])),
    );
  };

  test('is not less for what a longer period pays', () => {
    const weekly = { kind: 'weekly', code: 'WEEK', beyond: 2_400 };
    const monthly = { kind: 'monthly', code: 'MONTH', beyond: 600, maximumMinutes: 60, multiplier: 2 };
    expect(week([weekly, monthly])).toEqual([
      {},
      { MONTH: 1 },
      { MONTH: 1 },
      { MONTH: 1 },
      { MONTH: 1, WEEK: 9 },
    ]);
  });

  test('is less for what layers of the day pay', () => {
    const daily = { kind: 'daily', code: 'DAY', beyond: 480 };
    expect(week([daily, { kind: 'weekly', code: 'WEEK', beyond: 2_340 }])).toEqual([
      { DAY: 2 },
      { DAY: 2 },
      { DAY: 2 },
      { DAY: 2 },
      { DAY: 2, WEEK: 1 },
    ]);
  });
});

test('what the days before said is part of the input of a day', () => {
  const hashOf = (layer: object, ...dates: string[]) => {
    const overtime = { layers: layersOf([{ code: 'OT', ...layer }]) };
    const punches = dates.flatMap((date) => [`${date} 08:00`, `${date} 12:00`]);
    return dayOf({ schedules: [flexiHours({ overtime })], punches }, '2026-03-06').inputHash;
  };
  const [early, late] = ['2026-03-03', '2026-03-06'];
  for (const layer of [
    { kind: 'consecutiveDays', days: 2 },
    { kind: 'weekly', beyond: 60 },
    { kind: 'window', from: '08:00', to: '12:00', premium: false, afterWeeklyMinutes: 60 },
  ]) {
    const before = layer.kind === 'consecutiveDays' ? '2026-03-05' : early;
    expect(hashOf(layer, before, late)).not.toBe(hashOf(layer, late));
  }
});

test('a day type and days in a row with one multiplier are served in the order of the rules', () => {
  const holidays = [{ date: tuesday, name: 'Sample' }];
  const layers = [
    { kind: 'dayType', code: 'HOL', dayTypes: ['holiday'] },
    { kind: 'consecutiveDays', code: 'ROW', days: 2, beyond: 60 },
  ];
  const codes = (order: object[]) => {
    const overtime = { layers: layersOf(order) };
    const punches = [monday, tuesday].flatMap((date) => [`${date} 08:00`, `${date} 12:00`]);
    const day = dayOf({ schedules: [flexiHours({ overtime })], holidays, punches }, tuesday);
    return day.overtime.map(({ code, seconds }) => [code, seconds]);
  };
  expect(codes(layers)).toEqual([['HOL', h(4)]]);
  expect(codes(layers.toReversed())).toEqual([
    ['ROW', h(3)],
    ['HOL', h(1)],
  ]);
});
