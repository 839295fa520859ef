/** The rules of a schedule as sentences with the value inside, by the tab on which they stand. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { AttendanceRules, ClockingSchedule } from '#shared/attendance/model/index.ts';
import type { RuleGroup, RulePath } from './rule-patch.ts';

type Kind = ClockingSchedule['kind'];

interface Common extends RulePath {
  /** Kinds of schedules that have the rule; all unless named. */
  readonly kinds?: readonly Kind[] | undefined;
  /** Whether the rule has a say, by the other rules. */
  readonly when?: ((rules: AttendanceRules) => boolean) | undefined;
}

/** A rule that is a number. `{field}` in its sentence is the field. */
export interface NumberLine extends Common {
  readonly type: 'number';
  readonly sentence: MessageDescriptor;
  /** Its sentence while it is off; a rule without one is never off. */
  readonly off?: MessageDescriptor | undefined;
  /** What it begins with when it is put on. */
  readonly first?: number | undefined;
  readonly min?: number | undefined;
  readonly max: number;
}

/** A rule that is one of several words. `{field}` in its sentence is the field. */
export interface ChoiceLine extends Common {
  readonly type: 'choice';
  readonly sentence: MessageDescriptor;
  readonly words: Readonly<Record<string, MessageDescriptor>>;
}

/** A rule that holds or not. */
export interface SwitchLine extends Common {
  readonly type: 'switch';
  readonly sentence: MessageDescriptor;
}

/** A rule in a sentence. */
export type RuleLine = NumberLine | ChoiceLine | SwitchLine;

type KeyOf<G extends RuleGroup> = keyof AttendanceRules[G] & string;
type More = Partial<Pick<NumberLine, 'off' | 'first' | 'min' | 'max' | 'kinds' | 'when'>>;

function number<G extends RuleGroup>(
  group: G,
  key: KeyOf<G>,
  sentence: MessageDescriptor,
  more: More = {},
): NumberLine {
  return { type: 'number', group, key, sentence, max: 1_440, ...more };
}

function choice<G extends RuleGroup>(
  group: G,
  key: KeyOf<G>,
  sentence: MessageDescriptor,
  words: Readonly<Record<string, MessageDescriptor>>,
  more: Pick<Common, 'kinds' | 'when'> = {},
): ChoiceLine {
  return { type: 'choice', group, key, sentence, words, ...more };
}

function yesOrNo<G extends RuleGroup>(
  group: G,
  key: KeyOf<G>,
  sentence: MessageDescriptor,
  more: Pick<Common, 'kinds' | 'when'> = {},
): SwitchLine {
  return { type: 'switch', group, key, sentence, ...more };
}

const fixed = ['weekly', 'daily', 'open'] as const;
const withoutTimes = ['flexi'] as const;
const only = (mode: AttendanceRules['breaks']['mode']) => (rules: AttendanceRules) =>
  rules.breaks.mode === mode;
const deducts = only('auto-deduct');
const gives = only('auto-add');

/** Which punches belong to a shift. */
export const rangeLines: readonly RuleLine[] = [
  number(
    'matching',
    'windowBeforeMinutes',
    msg({ message: 'Take punches from {field} min before the first time on' }),
    {
      kinds: fixed,
      off: msg`Take punches as early as the longest shift allows`,
      first: 120,
    },
  ),
  number(
    'matching',
    'windowAfterMinutes',
    msg({ message: 'Take punches until {field} min after the last time' }),
    {
      kinds: fixed,
      off: msg`Take punches as late as the longest shift allows`,
      first: 240,
    },
  ),
  number(
    'matching',
    'qualifyBeforeMinutes',
    msg({ message: 'A punch up to {field} min before its start chooses a shift' }),
    { kinds: ['open'] },
  ),
  number(
    'matching',
    'qualifyAfterMinutes',
    msg({ message: 'A punch up to {field} min after its start chooses a shift' }),
    { kinds: ['open'] },
  ),
  number('matching', 'doublePunchMinutes', msg({ message: 'Ignore a second punch within {field} min' }), {
    max: 120,
  }),
  number(
    'matching',
    'newShiftAfterMinutes',
    msg({ message: 'Begin a new shift when an In comes {field} min or more after an Out' }),
    { max: 10_080 },
  ),
  number('matching', 'maxShiftMinutes', msg({ message: 'A shift lasts at most {field} min' }), {
    min: 1,
    max: 1_800,
  }),
  choice('matching', 'dayRule', msg({ message: 'A shift over midnight belongs to {field}' }), {
    start: msg`the day on which it starts`,
    end: msg`the day on which it ends`,
    most: msg`the day with more of its work`,
    split: msg`both days, cut at midnight`,
  }),
  choice('direction', 'mode', msg({ message: 'Tell In and Out apart by {field}' }), {
    auto: msg`the keys where they can be trusted`,
    alternate: msg`turns: in, out, in, out`,
    status: msg`the keys`,
    'first-last': msg`the first and the last punch`,
  }),
  choice('direction', 'hours', msg({ message: 'Count the time {field}' }), {
    pairs: msg`of each pair of In and Out`,
    'first-last': msg`from the first In to the last Out`,
  }),
  number('columns', 'maxPairs', msg({ message: 'Show up to {field} pairs in the columns' }), {
    kinds: withoutTimes,
    min: 1,
    max: 3,
  }),
];

/** Rounding that is not of a column. */
export const roundingLines: readonly RuleLine[] = [
  number(
    'rounding',
    'snapMinutes',
    msg({ message: 'A punch at most {field} min from its time counts as that time' }),
    { kinds: fixed },
  ),
  yesOrNo('rounding', 'cutSeconds', msg`Cut seconds before anything else`),
];

/** What a break takes from the work. */
export const breakLines: readonly RuleLine[] = [
  choice('breaks', 'mode', msg({ message: 'The break is {field}' }), {
    punched: msg`the time between Break and Resume as punched`,
    scheduled: msg`the scheduled time, as far as somebody worked then`,
    fixed: msg`the scheduled time, exactly`,
    'auto-deduct': msg`taken off after some work`,
    'auto-add': msg`as punched, and partly given back`,
    none: msg`not taken off`,
  }),
  number('breaks', 'deductMinutes', msg({ message: 'Take {field} min off' }), { when: deducts }),
  number('breaks', 'deductAfterMinutes', msg({ message: 'Take it off after {field} min of work' }), {
    when: deducts,
  }),
  yesOrNo('breaks', 'deductRepeatedly', msg`Take it off once more each time so much more was worked`, {
    when: deducts,
  }),
  yesOrNo('breaks', 'deductOnlyBeyond', msg`Take no more off than was worked beyond that`, { when: deducts }),
  yesOrNo('breaks', 'countPunched', msg`A break that was punched counts towards it`, { when: deducts }),
  number('breaks', 'giveBackMinutes', msg({ message: 'Give up to {field} min of a break back' }), {
    when: gives,
  }),
  number('breaks', 'giveBackAfterMinutes', msg({ message: 'Give it back from {field} min of work on' }), {
    when: gives,
  }),
  number('breaks', 'giveBackBreaks', msg({ message: 'Give the first {field} breaks back' }), {
    when: gives,
    off: msg`Give all breaks back`,
    first: 1,
    min: 1,
    max: 20,
  }),
  number('breaks', 'minimumMinutes', msg({ message: 'A shorter break counts as {field} min' })),
  number('breaks', 'maximumMinutes', msg({ message: 'A break longer than {field} min is an exception' }), {
    off: msg`A break longer than the scheduled one is an exception`,
    first: 60,
  }),
  choice('breaks', 'lunch', msg({ message: 'Which break is the lunch: {field}' }), {
    none: msg`they are not told apart`,
    nearest: msg`the one nearest to the scheduled break`,
    longest: msg`the longest one`,
  }),
  number('breaks', 'lunchPaidMinutes', msg({ message: 'The first {field} min of the lunch are paid' }), {
    when: ({ breaks }) => breaks.lunch !== 'none',
  }),
  number('breaks', 'shortBreakMinutes', msg({ message: 'Other breaks of up to {field} min are paid' }), {
    when: ({ breaks }) => breaks.lunch !== 'none',
  }),
  choice(
    'breaks',
    'unused',
    msg({ message: 'A scheduled break that was not taken becomes {field}' }),
    {
      work: msg`work`,
      overtime: msg`overtime`,
      deduct: msg({ message: 'nothing', context: 'break' }),
    },
    { kinds: fixed },
  ),
];

/** From when on somebody is late, early, short, half a day there or absent. */
export const graceLines: readonly RuleLine[] = [
  number('thresholds', 'lateGraceMinutes', msg({ message: 'Late from more than {field} min after In on' }), {
    kinds: fixed,
  }),
  number(
    'thresholds',
    'earlyGraceMinutes',
    msg({ message: 'Early from more than {field} min before Out on' }),
    {
      kinds: fixed,
    },
  ),
  number('thresholds', 'breakGraceMinutes', msg({ message: 'A break may be {field} min too long' }), {
    kinds: fixed,
  }),
  yesOrNo(
    'thresholds',
    'graceForgives',
    msg`Beyond a grace, count from its end and not from the scheduled time`,
    {
      kinds: fixed,
    },
  ),
  number(
    'thresholds',
    'shortToleranceMinutes',
    msg({ message: 'Up to {field} min less than expected is not short' }),
  ),
  number('thresholds', 'halfDayBelowMinutes', msg({ message: 'Half a day below {field} min of work' }), {
    off: msg`No half days by minutes of work`,
    first: 240,
  }),
  number('thresholds', 'absentBelowMinutes', msg({ message: 'Absent below {field} min of work' }), {
    off: msg`Not absent where there is some work`,
    first: 60,
  }),
  number(
    'thresholds',
    'halfDayBelowPercent',
    msg({ message: 'Half a day below {field} % of what is expected' }),
    {
      off: msg`No half days by a share of what is expected`,
      first: 50,
      max: 100,
    },
  ),
  number('thresholds', 'absentBelowPercent', msg({ message: 'Absent below {field} % of what is expected' }), {
    off: msg`Not absent by a share of what is expected`,
    first: 10,
    max: 100,
  }),
  number('thresholds', 'forgiveLatePerMonth', msg({ message: 'Forgive being late {field} times a month' }), {
    kinds: fixed,
    max: 31,
  }),
  number(
    'thresholds',
    'forgiveEarlyPerMonth',
    msg({ message: 'Forgive leaving early {field} times a month' }),
    {
      kinds: fixed,
      max: 31,
    },
  ),
  number('exceptions', 'earlyInMinutes', msg({ message: 'Mark an In more than {field} min early' }), {
    kinds: fixed,
    off: msg`Do not mark an early In`,
    first: 30,
  }),
  number('exceptions', 'lateOutMinutes', msg({ message: 'Mark an Out more than {field} min late' }), {
    kinds: fixed,
    off: msg`Do not mark a late Out`,
    first: 30,
  }),
  number('exceptions', 'overDailyMinutes', msg({ message: 'Mark a day of more than {field} min of work' }), {
    off: msg`Do not mark long days`,
    first: 600,
  }),
];

/** What holds for all overtime. */
export const overtimeLines: readonly RuleLine[] = [
  yesOrNo('overtime', 'deductShort', msg`Fill missing time from overtime first`),
  yesOrNo('overtime', 'undertime', msg`Keep missing time as a negative balance`),
  number(
    'overtime',
    'undertimeToleranceMinutes',
    msg({ message: 'Up to {field} min of missing time is not kept' }),
    { when: ({ overtime }) => overtime.undertime },
  ),
];
