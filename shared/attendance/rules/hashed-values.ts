/** Says which rule values a schedule's version is made of, so that a new value with a default changes no version. @module */

import { type AttendanceRules, canonicalText } from '../model/index.ts';
import { defaultRules } from './default-rules.ts';

type Values = Record<string, unknown>;

/**
 * The values that every version was made of before there were others. The list stays as it is: a value that comes later
 * is part of a version only where it differs from its default.
 */
const always: { readonly [G in keyof AttendanceRules]: readonly (keyof AttendanceRules[G])[] } = {
  matching: [
    'windowBeforeMinutes',
    'windowAfterMinutes',
    'doublePunchMinutes',
    'newShiftAfterMinutes',
    'maxShiftMinutes',
    'dayRule',
    'restAfterMinutes',
    'qualifyBeforeMinutes',
    'qualifyAfterMinutes',
  ],
  direction: ['mode', 'statusIn', 'statusOut', 'hours'],
  columns: ['keepLatest', 'maxPairs', 'terminals', 'autoClose'],
  rounding: [
    'in',
    'break',
    'resume',
    'out',
    'ot',
    'done',
    'breakTotal',
    'workTotal',
    'overtimeTotal',
    'snapMinutes',
    'cutSeconds',
  ],
  breaks: [
    'mode',
    'deductAfterMinutes',
    'deductMinutes',
    'deductRepeatedly',
    'deductSteps',
    'deductOnlyBeyond',
    'countPunched',
    'giveBackMinutes',
    'giveBackAfterMinutes',
    'giveBackBreaks',
    'minimumMinutes',
    'maximumMinutes',
    'unused',
    'unusedCode',
    'unusedMultiplier',
  ],
  thresholds: [
    'lateGraceMinutes',
    'earlyGraceMinutes',
    'breakGraceMinutes',
    'graceForgives',
    'shortToleranceMinutes',
    'halfDayBelowMinutes',
    'absentBelowMinutes',
    'forgiveLatePerMonth',
    'forgiveEarlyPerMonth',
  ],
  overtime: [
    'layers',
    'weekStartsOn',
    'biweeklyAnchor',
    'deductShort',
    'undertime',
    'undertimeToleranceMinutes',
  ],
  leave: [],
  exceptions: ['earlyInMinutes', 'lateOutMinutes', 'overDailyMinutes', 'overWeeklyMinutes', 'severity'],
};

/**
 * The rule values that go into a version. Rows that were written before a rule value existed keep their hash for as long
 * as nobody sets it, so that an upgrade writes no row again and sends no word of a change.
 */
export function hashedValues(rules: AttendanceRules): Values {
  const groups = Object.entries(always).map(([group, names]): [string, Values] => [
    group,
    valuesOf(valuesByName(rules, group), valuesByName(defaultRules, group), names),
  ]);
  // A group that is new and that nobody has set says nothing.
  return Object.fromEntries(groups.filter(([, values]) => Object.keys(values).length > 0));
}

const ofDay = ['dayType', 'shifts', 'expected'];

/**
 * What a schedule says about its days, as it goes into a version: what a day can say since then only where it says
 * something.
 */
export function hashedDays(days: readonly object[]): Values[] {
  return days.map((day) =>
    Object.fromEntries(
      Object.entries(day).filter(([name, value]) => ofDay.includes(name) || !isUnset(value)),
    ),
  );
}

function isUnset(value: unknown): boolean {
  return value === 0 || value === null || value === undefined || value === false;
}

function valuesByName(rules: AttendanceRules, group: string): Values {
  const groups: Record<string, Values> = rules;
  return groups[group] ?? {};
}

function valuesOf(values: Values, defaults: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => names.includes(name) || canonicalText(value) !== canonicalText(defaults[name]),
    ),
  );
}
