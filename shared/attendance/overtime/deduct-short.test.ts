import { describe, expect, test } from 'vitest';
import { paid } from '../testing/paid.ts';
import { h } from '../testing/scenario.ts';
import { compiledLayers, workOf } from '../testing/work-of-day.ts';
import { shareOut } from './overtime.ts';

/** Section 7 of the rules: `deductShort` fills missing regular time from overtime, the lowest multiplier first. */

const rules = { overtime: { deductShort: true, layers: [] }, direction: { mode: 'alternate' as const } };
// 8:30 worked, an hour before IN, an hour after OUT: 1:30 of regular time is missing.
const times = ['08:00', '12:00', '13:30', '18:00'];
const early = { kind: 'beforeIn', code: 'EARLY' };
const late = { kind: 'afterOut', code: 'LATE' };

test('of equal multipliers the one that is served first is used up first', () => {
  expect(paid([early, late], times, {}, rules)).toEqual({ regular: h(8), LATE: h(0, 30) });
  expect(paid([late, early], times, {}, rules)).toEqual({ regular: h(8), EARLY: h(0, 30) });
});

test('exactly as much as is missing leaves nothing', () => {
  expect(paid([late], ['09:00', '12:00', '13:00', '18:00'], {}, rules)).toEqual({ regular: h(8) });
  expect(paid([late], ['09:00', '12:00', '13:00', '17:59'], {}, rules)).toEqual({ regular: h(7, 59) });
  expect(paid([late], ['09:00', '12:00', '13:00', '18:01'], {}, rules)).toEqual({
    regular: h(8),
    LATE: h(0, 1),
  });
});

describe('a break that was not taken', () => {
  // Eight hours are expected of 9:30 to 19:00; half an hour is missing to them.
  const work = workOf(['09:30', '19:00']);
  const deducted = (unusedMultiplier: number) => {
    const policy = {
      ...work.policy,
      deductShort: true,
      breaks: { ...work.policy.breaks, unusedCode: 'LUNCH', unusedMultiplier },
    };
    const { regular, overtime } = shareOut({ ...work, policy, unusedBreak: h(1) }, compiledLayers(late));
    return { regular, overtime: overtime.map(({ code, seconds }) => `${code} ${seconds / 60}`) };
  };

  test('is served first, and yet used up first only where it pays the least', () => {
    expect(deducted(1)).toEqual({ regular: h(8), overtime: ['LUNCH 30', 'LATE 60'] });
    expect(deducted(2)).toEqual({ regular: h(8), overtime: ['LUNCH 60', 'LATE 30'] });
  });

  test('keeps its place and its claim where a part of it is left', () => {
    const policy = {
      ...work.policy,
      deductShort: true,
      breaks: { ...work.policy.breaks, unusedCode: 'LUNCH', unusedMultiplier: 1 },
    };
    const whole = { ...work, expected: h(8), policy, unusedBreak: h(2) };
    expect(shareOut(whole, compiledLayers()).overtime).toMatchObject([
      { code: 'LUNCH', seconds: h(1, 30), claimed: h(2), kind: 'unusedBreak' },
    ]);
  });
});
