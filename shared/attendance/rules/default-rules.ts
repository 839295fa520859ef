/** The default value of every rule, and the merging of a patch with the rules below it. @module */

import type { AttendanceRules, AttendanceRulesPatch, ColumnRounding, TotalRounding } from '../model/index.ts';

const exact: ColumnRounding = { mode: 'none', minutes: 1, graceMinutes: 0, ranges: [] };
const exactTotal: TotalRounding = { mode: 'none', minutes: 1, graceMinutes: 0 };

/** The value of every rule where nobody has set one. */
export const defaultRules: AttendanceRules = {
  matching: {
    windowBeforeMinutes: 120,
    windowAfterMinutes: 240,
    doublePunchMinutes: 1,
    newShiftAfterMinutes: 240,
    maxShiftMinutes: 960,
    dayRule: 'start',
    restAfterMinutes: 720,
    qualifyBeforeMinutes: 60,
    qualifyAfterMinutes: 60,
  },
  direction: { mode: 'auto', statusIn: [0, 3, 4], statusOut: [1, 2, 5], hours: 'pairs' },
  columns: { keepLatest: ['out', 'done'], maxPairs: 3, terminals: {}, autoClose: { kind: 'none' } },
  rounding: {
    in: exact,
    break: exact,
    resume: exact,
    out: exact,
    ot: exact,
    done: exact,
    breakTotal: exactTotal,
    workTotal: exactTotal,
    overtimeTotal: exactTotal,
    snapMinutes: 0,
    cutSeconds: true,
  },
  breaks: {
    mode: 'punched',
    deductAfterMinutes: 360,
    deductMinutes: 30,
    deductRepeatedly: false,
    deductSteps: [],
    deductOnlyBeyond: false,
    countPunched: true,
    giveBackMinutes: 0,
    giveBackAfterMinutes: 0,
    giveBackBreaks: null,
    giveBackSteps: [],
    giveBackCode: null,
    giveBackMultiplier: 1,
    lunch: 'none',
    lunchPaidMinutes: 0,
    lunchMaximumMinutes: null,
    shortBreakMinutes: 0,
    shortBreakTotalMinutes: null,
    minimumMinutes: 0,
    maximumMinutes: null,
    unused: 'work',
    unusedCode: 'BREAK',
    unusedMultiplier: 1,
  },
  thresholds: {
    lateGraceMinutes: 0,
    earlyGraceMinutes: 0,
    breakGraceMinutes: 0,
    graceForgives: false,
    shortToleranceMinutes: 0,
    halfDayBelowMinutes: null,
    absentBelowMinutes: null,
    halfDayBelowPercent: null,
    absentBelowPercent: null,
    forgiveLatePerMonth: 0,
    forgiveEarlyPerMonth: 0,
  },
  leave: { onWork: 'reduce', toleranceMinutes: 0, types: {} },
  overtime: {
    layers: [],
    weekStartsOn: 'monday',
    biweeklyAnchor: null,
    deductShort: false,
    undertime: false,
    undertimeToleranceMinutes: 0,
  },
  exceptions: {
    earlyInMinutes: null,
    lateOutMinutes: null,
    overDailyMinutes: null,
    overWeeklyMinutes: null,
    severity: {},
  },
};

function merge<T extends object>(
  base: T,
  patch: { readonly [K in keyof T]?: T[K] | undefined } | undefined,
): T {
  if (patch === undefined) return base;
  const merged = { ...base };
  for (const key of Object.keys(base) as (keyof T)[]) {
    const value = patch[key];
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/**
 * Rules made complete: each value is the patch's where it names one, otherwise the base's.
 * @param base - the organisation's rules for a schedule's patch; the defaults for the organisation's
 */
export function completeRules(
  patch: AttendanceRulesPatch,
  base: AttendanceRules = defaultRules,
): AttendanceRules {
  return {
    matching: merge(base.matching, patch.matching),
    direction: merge(base.direction, patch.direction),
    columns: merge(base.columns, patch.columns),
    rounding: merge(base.rounding, patch.rounding),
    breaks: merge(base.breaks, patch.breaks),
    thresholds: merge(base.thresholds, patch.thresholds),
    leave: merge(base.leave, patch.leave),
    overtime: merge(base.overtime, patch.overtime),
    exceptions: merge(base.exceptions, patch.exceptions),
  };
}
