import { describe, expect, test } from 'vitest';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { OvertimeLayer } from '../model/index.ts';
import { lookBackOf } from '../overtime/index.ts';
import { completeRules, defaultRules } from './default-rules.ts';
import { compilePolicy } from './policy.ts';

const policyOf = (patch: AttendanceRulesPatch) => compilePolicy(completeRules(patch), lookBackOf);
const layers = (...list: object[]) => ({
  overtime: { layers: list.map((layer) => OvertimeLayer.parse({ code: 'OT', ...layer })) },
});

test('the defaults are those of the page', () => {
  const { matching, direction, columns, rounding, breaks, thresholds } = defaultRules;
  expect(matching).toEqual({
    windowBeforeMinutes: 120,
    windowAfterMinutes: 240,
    doublePunchMinutes: 1,
    newShiftAfterMinutes: 240,
    maxShiftMinutes: 960,
    dayRule: 'start',
    restAfterMinutes: 720,
    qualifyBeforeMinutes: 60,
    qualifyAfterMinutes: 60,
  });
  expect(direction).toEqual({ mode: 'auto', statusIn: [0, 3, 4], statusOut: [1, 2, 5], hours: 'pairs' });
  expect(columns).toEqual({
    keepLatest: ['out', 'done'],
    maxPairs: 3,
    terminals: {},
    autoClose: { kind: 'none' },
  });
  expect([rounding.in.mode, rounding.workTotal.mode, rounding.snapMinutes, rounding.cutSeconds]).toEqual([
    'none',
    'none',
    0,
    true,
  ]);
  expect([breaks.mode, breaks.countPunched, breaks.deductRepeatedly, breaks.unused]).toEqual([
    'punched',
    true,
    false,
    'work',
  ]);
  expect([thresholds.graceForgives, thresholds.halfDayBelowMinutes, thresholds.absentBelowMinutes]).toEqual([
    false,
    null,
    null,
  ]);
});

describe('a value of the rules', () => {
  test('is minutes to people and seconds to the engine', () => {
    const policy = policyOf({
      matching: {
        windowBeforeMinutes: 11,
        windowAfterMinutes: 12,
        doublePunchMinutes: 13,
        newShiftAfterMinutes: 14,
        maxShiftMinutes: 15,
        restAfterMinutes: 16,
        qualifyBeforeMinutes: 17,
        qualifyAfterMinutes: 18,
      },
      rounding: { snapMinutes: 19, breakTotal: { mode: 'up', minutes: 20, graceMinutes: 2 } },
      breaks: {
        deductAfterMinutes: 21,
        deductMinutes: 22,
        giveBackMinutes: 23,
        giveBackAfterMinutes: 24,
        minimumMinutes: 25,
        maximumMinutes: 26,
        lunchPaidMinutes: 45,
        lunchMaximumMinutes: 46,
        shortBreakMinutes: 47,
        shortBreakTotalMinutes: 48,
      },
      thresholds: {
        lateGraceMinutes: 27,
        earlyGraceMinutes: 28,
        breakGraceMinutes: 29,
        shortToleranceMinutes: 30,
        halfDayBelowMinutes: 31,
        absentBelowMinutes: 32,
      },
      overtime: { undertime: true, undertimeToleranceMinutes: 33 },
      exceptions: { earlyInMinutes: 34, lateOutMinutes: 35, overDailyMinutes: 36, overWeeklyMinutes: 37 },
    });
    expect(policy).toMatchObject({
      windowBefore: 660,
      windowAfter: 720,
      doublePunch: 780,
      newShiftAfter: 840,
      maxShift: 900,
      restAfter: 960,
      qualifyBefore: 1_020,
      qualifyAfter: 1_080,
      snap: 1_140,
      breakTotal: { mode: 'up', step: 1_200, grace: 120 },
      breaks: {
        steps: [{ after: 1_260, seconds: 1_320 }],
        giveBackSteps: [{ after: 1_440, seconds: 1_380 }],
        giveBackBreaks: Infinity,
        minimum: 1_500,
        maximum: 1_560,
        lunchPaid: 2_700,
        lunchMaximum: 2_760,
        shortBreak: 2_820,
        shortBreakTotal: 2_880,
      },
      lateGrace: 1_620,
      earlyGrace: 1_680,
      breakGrace: 1_740,
      shortTolerance: 1_800,
      halfDayBelow: 1_860,
      absentBelow: 1_920,
      undertimeBeyond: 1_980,
      earlyInAfter: 2_040,
      lateOutAfter: 2_100,
      overDailyAfter: 2_160,
      overWeeklyAfter: 2_220,
    });
  });

  test('that is not set is never reached', () => {
    expect(policyOf({ matching: { restAfterMinutes: null } })).toMatchObject({
      restAfter: Infinity,
      undertimeBeyond: Infinity,
      earlyInAfter: Infinity,
      lateOutAfter: Infinity,
      overDailyAfter: Infinity,
      overWeeklyAfter: Infinity,
      halfDayBelow: 0,
      absentBelow: 0,
      breaks: { maximum: null },
      terminals: [null, null, null, null, null, null],
    });
  });

  test('of the keys and the columns has its place in a list', () => {
    const policy = policyOf({
      direction: { statusIn: [0, 7], statusOut: [1, 9] },
      columns: { keepLatest: ['break', 'ot'], terminals: { resume: ['SAMPLE1'] } },
      rounding: { done: { mode: 'up', minutes: 5, graceMinutes: 1, ranges: [] } },
    });
    expect([0, 1, 2, 7, 9, 255].map((status) => policy.flowOfStatus[status])).toEqual([1, -1, 0, 1, -1, 0]);
    expect(policy.keepLatest).toEqual([false, true, false, false, true, false]);
    expect(policy.terminals.map((serials) => serials && [...serials])).toEqual([
      null,
      null,
      ['SAMPLE1'],
      null,
      null,
      null,
    ]);
    expect(policy.rounding.map(({ mode, step }) => [mode, step])).toEqual([
      ...Array.from({ length: 5 }, () => ['none', 60]),
      ['up', 300],
    ]);
  });

  test('of several steps of a deduction is a step, and steps do not repeat', () => {
    const deductSteps = [
      { afterMinutes: 240, minutes: 15 },
      { afterMinutes: 480, minutes: 30 },
    ];
    expect(policyOf({ breaks: { deductSteps, deductRepeatedly: true } }).breaks).toMatchObject({
      repeatedly: false,
      steps: [
        { after: 14_400, seconds: 900 },
        { after: 28_800, seconds: 1_800 },
      ],
    });
    expect(policyOf({ breaks: { deductRepeatedly: true } }).breaks.repeatedly).toBe(true);
  });

  test('of severity replaces the one that the exception has', () => {
    const { severity } = policyOf({ exceptions: { severity: { 'late-in': 'error' } } });
    expect([severity['late-in'], severity['early-out']]).toEqual(['error', 'warning']);
  });
});

describe('the days before a day are asked', () => {
  const asks = (patch: AttendanceRulesPatch) => policyOf(patch).looksBack;

  test('for periods, days in a row, forgiveness and the limit of the week, and for nothing else', () => {
    expect(asks({})).toBe(false);
    expect(
      asks(layers({ kind: 'daily' }, { kind: 'afterOut' }, { kind: 'window', from: '22:00', to: '06:00' })),
    ).toBe(false);
    for (const kind of ['weekly', 'biweekly', 'monthly'])
      expect(asks(layers({ kind: 'daily' }, { kind, beyond: 60 }))).toBe(true);
    expect(asks(layers({ kind: 'consecutiveDays' }))).toBe(true);
    expect(asks(layers({ kind: 'window', from: '22:00', to: '06:00', afterWeeklyMinutes: 60 }))).toBe(true);
    expect(asks({ thresholds: { forgiveLatePerMonth: 1 } })).toBe(true);
    expect(asks({ thresholds: { forgiveEarlyPerMonth: 1 } })).toBe(true);
    expect(asks({ exceptions: { overWeeklyMinutes: 60 } })).toBe(true);
  });

  test('for the week where its limit or a window that begins after some hours of it asks', () => {
    expect(policyOf(layers({ kind: 'weekly', beyond: 60 })).asksForWeek).toBe(false);
    expect(
      policyOf(layers({ kind: 'window', from: '22:00', to: '06:00', afterWeeklyMinutes: 60 })).asksForWeek,
    ).toBe(true);
    expect(policyOf({ exceptions: { overWeeklyMinutes: 60 } }).asksForWeek).toBe(true);
  });
});

test('two weeks begin on the anchor, or on the first day of the week of 5 January 1970', () => {
  expect(policyOf({ overtime: { weekStartsOn: 'sunday' } })).toMatchObject({ weekStart: 6, biweekStart: 3 });
  expect(policyOf({})).toMatchObject({ weekStart: 0, biweekStart: 4 });
  const anchored = policyOf({ overtime: { biweeklyAnchor: '1970-01-08' as never } });
  expect(anchored.biweekStart).toBe(7);
});

test('a patch changes what it names, group by group, and leaves the rest', () => {
  const base = completeRules({ thresholds: { lateGraceMinutes: 5 }, breaks: { mode: 'none' } });
  const patched = completeRules({ thresholds: { earlyGraceMinutes: 3 } }, base);
  expect(patched.thresholds).toEqual({
    ...defaultRules.thresholds,
    lateGraceMinutes: 5,
    earlyGraceMinutes: 3,
  });
  expect(patched.breaks.mode).toBe('none');
  expect(
    completeRules({ thresholds: { lateGraceMinutes: undefined } }, base).thresholds.lateGraceMinutes,
  ).toBe(5);
  expect(completeRules({})).toEqual(defaultRules);
});
