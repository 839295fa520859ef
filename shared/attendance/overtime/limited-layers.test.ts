import { describe, expect, test } from 'vitest';
import { paid } from '../testing/paid.ts';
import { h } from '../testing/scenario.ts';

/** Section 7 of the rules: what a layer with a maximum or a rounding leaves for the others, and for regular time. */

describe('rounding up', () => {
  const up = { mode: 'up', minutes: 30 };

  test('pays no more than was worked', () => {
    const overrides = [{ date: '2026-03-02', dayType: 'holiday' }];
    const layer = { kind: 'dayType', code: 'HOL', dayTypes: ['holiday'], rounding: up };
    expect(paid([layer], ['09:00', '13:20'], { overrides })).toEqual({ regular: 0, HOL: h(4, 20) });
  });

  test('takes from regular time, not from what another layer was given', () => {
    const layers = [
      { kind: 'beforeIn', code: 'EARLY', multiplier: 2 },
      { kind: 'daily', code: 'DAY', beyond: 0, rounding: up },
    ];
    expect(paid(layers, ['08:00', '17:20'])).toEqual({ regular: 0, EARLY: h(1), DAY: h(8, 20) });
  });
});

describe('a maximum', () => {
  const early = { kind: 'beforeIn', code: 'EARLY', multiplier: 1.25 };
  const most = { maximumMinutes: 60, multiplier: 2 };

  test('of a window leaves its first hours to the layers that follow', () => {
    const morning = { kind: 'window', code: 'MORNING', premium: false, from: '07:00', to: '12:00', ...most };
    // 11:00 to 12:00 is the morning's; the hour before IN is still there.
    expect(paid([morning, early], ['08:00', '17:00'])).toEqual({ regular: h(7), MORNING: h(1), EARLY: h(1) });
  });

  test('of being called in leaves the first call to the layers that follow', () => {
    const call = { kind: 'callIn', code: 'CALL', work: 'any', ...most };
    expect(paid([call, early], ['07:00', '18:00'])).toEqual({ regular: h(8), CALL: h(1), EARLY: h(2) });
  });

  test('of a place leaves regular time, which no amount takes before the places of later layers', () => {
    const late = { kind: 'afterOut', code: 'LATE', multiplier: 3, maximumMinutes: 30 };
    const long = { kind: 'daily', code: 'LONG', beyond: 540, multiplier: 2 };
    // The half hour beyond nine lies before IN, of which half an hour is left; 17:00 to 17:30 stays regular.
    expect(paid([late, long, early], ['08:00', '18:00'])).toEqual({
      regular: h(8, 30),
      LATE: h(0, 30),
      LONG: h(0, 30),
      EARLY: h(0, 30),
    });
  });
});
