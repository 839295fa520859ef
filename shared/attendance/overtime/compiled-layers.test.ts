import { describe, expect, test } from 'vitest';
import { OvertimeLayer } from '../model/index.ts';
import { h } from '../testing/scenario.ts';
import { compiledLayer, compiledLayers } from '../testing/work-of-day.ts';
import { lookBackOf } from './layers/index.ts';

/** What a layer says about itself before any day is computed: its limits in seconds, and how far back it looks. */

describe('the limits of a layer in seconds', () => {
  test('left out, they limit nothing', () => {
    expect(compiledLayer({ kind: 'daily' })).toMatchObject({
      code: 'OT',
      multiplier: 1.5,
      minimum: 0,
      moreThan: -1,
      maximum: h(24),
      weekdays: null,
      needsApproval: false,
      begins: 0,
      period: -1,
      asks: false,
    });
  });

  test('named, they are those of the rules', () => {
    const limits = { minimumMinutes: 15, moreThanMinutes: 30, maximumMinutes: 90, weekdays: ['tuesday'] };
    expect(compiledLayer({ kind: 'daily', beyond: 480, ...limits })).toMatchObject({
      minimum: h(0, 15),
      moreThan: h(0, 30),
      maximum: h(1, 30),
      weekdays: [false, true, false, false, false, false, false],
      begins: h(8),
    });
    expect(compiledLayer({ kind: 'daily', maximumMinutes: null }).maximum).toBe(0);
  });

  test('a window reads its weekdays itself', () => {
    const window = { kind: 'window', from: '22:00', to: '06:00', premium: false, weekdays: ['tuesday'] };
    expect(compiledLayer(window).weekdays).toBeNull();
  });
});

describe('how far back a layer looks', () => {
  const lookBack = (document: object) => lookBackOf(OvertimeLayer.parse({ code: 'OT', ...document }));
  const none = { period: null, row: null, week: false, wholePeriod: false };

  test.each([
    { kind: 'daily' },
    { kind: 'beforeIn' },
    { kind: 'afterOut' },
    { kind: 'callIn' },
    { kind: 'dayType', dayTypes: ['holiday'] },
    { kind: 'window', from: '22:00', to: '06:00', premium: false },
  ])('$kind: not at all', (document) => {
    expect(lookBack(document)).toBeNull();
    expect(compiledLayer(document).asks).toBe(false);
  });

  test('a period looks at its days so far, and at its whole plan where that is its threshold', () => {
    const weekly = { kind: 'weekly', beyond: 2_400 };
    expect(lookBack(weekly)).toEqual({ ...none, period: 'weekly' });
    expect(lookBack({ ...weekly, reducedBy: ['leave'] })).toEqual({
      ...none,
      period: 'weekly',
      wholePeriod: true,
    });
    expect(lookBack({ kind: 'monthly', beyond: 'expected' })).toEqual({
      ...none,
      period: 'monthly',
      wholePeriod: true,
    });
    expect(compiledLayer(weekly)).toMatchObject({ asks: true, period: 0 });
  });

  test('days in a row look at as many days, and never at what is still to come', () => {
    const row = { days: 5, withinWeek: true };
    expect(lookBack({ kind: 'consecutiveDays', ...row })).toEqual({ ...none, row });
    expect(compiledLayer({ kind: 'consecutiveDays' })).toMatchObject({ asks: true, period: -1 });
  });

  test('worked days, and a window with hours of the week, look at the week so far without paying it', () => {
    const week = { ...none, week: true };
    const window = { kind: 'window', from: '22:00', to: '06:00' };
    expect(lookBack({ kind: 'workedDays' })).toEqual(week);
    expect(lookBack({ ...window, afterWeeklyMinutes: 60 })).toEqual(week);
    expect(lookBack({ ...window, untilWeeklyMinutes: 0 })).toEqual(week);
  });
});

test('only being called in promises more than was worked', () => {
  const layers = compiledLayers(
    { kind: 'daily', code: 'A' },
    { kind: 'callIn', code: 'B', atLeastMinutes: 180 },
    { kind: 'afterOut', code: 'C' },
  );
  expect(layers.promising.map(({ code }) => code)).toEqual(['B']);
});
