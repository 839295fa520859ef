/** Schemas of all rule values: matching, direction, columns, breaks, thresholds and exceptions. @module */

import * as z from 'zod';
import { Column, DayType, Id, Minutes, Name } from './common.ts';
import { ExceptionCode, Severity } from './day-result.ts';
import { OvertimeRules } from './overtime-rules.ts';
import { RoundingRules } from './rounding-rules.ts';

const orNone = Minutes.nullable();

const Percent = z.number().min(0).max(100, 'at most 100 percent');

/** Which punches belong to which shift, and to which day. */
export const MatchingRules = z.strictObject({
  /** `null` = no window: from the previous shift's end on, within the longest shift. */
  windowBeforeMinutes: Minutes.max(1_440).nullable(),
  /** `null` = no window: until the next shift's window begins, within the longest shift. */
  windowAfterMinutes: Minutes.max(1_440).nullable(),
  /** A second punch of the same or unknown status within this time of a kept one is ignored; 0 = off. */
  doublePunchMinutes: Minutes.max(120),
  newShiftAfterMinutes: Minutes,
  /** Longest time from the first punch of a shift to its last; more than a day only for duties around the clock. */
  maxShiftMinutes: Minutes.max(1_800, 'a shift lasts at most 30 hours (1800 minutes)'),
  dayRule: z.enum(['start', 'end', 'most', 'split']),
  /**
   * Direction mode `auto` only: a stretch longer than this may have been a rest and not work, if the punches after it
   * say so; `null` = arrival and departure always take turns.
   */
  restAfterMinutes: orNone,
  qualifyBeforeMinutes: Minutes,
  qualifyAfterMinutes: Minutes,
});

const status = z.int().min(0).max(255);

/** How arrivals and departures are told apart. */
export const DirectionRules = z.strictObject({
  mode: z.enum(['auto', 'alternate', 'status', 'first-last']),
  statusIn: z.array(status),
  statusOut: z.array(status),
  hours: z.enum(['pairs', 'first-last']),
});

const serials = z.array(Id).optional();

/** What an arrival without its departure becomes, once no punch can close it any more. */
export const AutoClose = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** The scheduled time of the column. */
  z.strictObject({ kind: z.literal('scheduled') }),
  /** A fixed time after the IN. */
  z.strictObject({ kind: z.literal('fixed'), minutes: Minutes.max(1_439) }),
  /** The expected time that is not yet worked, and a tolerance on top. */
  z.strictObject({ kind: z.literal('remaining'), toleranceMinutes: Minutes }),
]);

/** How punches fill the six columns. */
export const ColumnRules = z.strictObject({
  /** Columns in which the latest punch stays; in the others the first. */
  keepLatest: z.array(Column),
  /** Pairs that fill columns where there are no fixed times; further pairs still count. */
  maxPairs: z.int().min(1).max(3),
  /** Terminals that count for a column; a column left out takes every terminal. */
  terminals: z.strictObject({
    in: serials,
    break: serials,
    resume: serials,
    out: serials,
    ot: serials,
    done: serials,
  }),
  autoClose: AutoClose,
});

/** Steps by the amount of work, each with what holds from it on. */
const BreakSteps = z
  .array(z.strictObject({ afterMinutes: Minutes, minutes: Minutes }))
  .max(10, 'at most ten steps')
  .refine(
    (steps) => steps.every((step, i) => i === 0 || step.afterMinutes > (steps[i - 1]?.afterMinutes ?? 0)),
    { error: 'each step begins later than the one before it' },
  );

const payCode = z.string().trim().min(1).max(40);
const multiplier = z.number().min(0).max(10);

/** What a break takes from the work. */
export const BreakRules = z.strictObject({
  /** `fixed` takes the scheduled break off, exactly, however the break was punched. */
  mode: z.enum(['punched', 'scheduled', 'fixed', 'auto-deduct', 'auto-add', 'none']),
  /** `auto-deduct`: from this much work on. */
  deductAfterMinutes: Minutes,
  deductMinutes: Minutes,
  /** `auto-deduct`: once more for every further `deductAfterMinutes`. */
  deductRepeatedly: z.boolean(),
  /**
   * `auto-deduct` in steps, instead of the single deduction above: each step names an amount of work and all that is
   * deducted beyond it; the highest step that is reached decides.
   */
  deductSteps: BreakSteps,
  /** `auto-deduct`: takes no more than what was worked beyond the threshold, so that 6:10 becomes 6:00 and not 5:40. */
  deductOnlyBeyond: z.boolean(),
  /** `auto-deduct`: less what was punched already. */
  countPunched: z.boolean(),
  /** `auto-add`: punched break given back, at most. */
  giveBackMinutes: Minutes,
  /** `auto-add`: only where at least this much was worked, the break not counted. */
  giveBackAfterMinutes: Minutes,
  /** `auto-add`: how many breaks of a shift are given back, the first ones; `null` = all. */
  giveBackBreaks: z.int().min(1).nullable(),
  /**
   * `auto-add` in steps, instead of the single amount above: each step names an amount of work and all that is given
   * back from it on; the highest step that is reached decides.
   */
  giveBackSteps: BreakSteps,
  /** Pay code and multiplier of break that was given back; code `null` = it is regular time. */
  giveBackCode: payCode.nullable(),
  giveBackMultiplier: multiplier,
  /**
   * Which punched break of a shift is the lunch: the one nearest to the scheduled break, or the longest. `none` = they are
   * not told apart.
   */
  lunch: z.enum(['none', 'nearest', 'longest']),
  /** So much of the lunch, from its beginning, is paid. */
  lunchPaidMinutes: Minutes,
  /** A longer lunch is an exception; `null` = as for every break. */
  lunchMaximumMinutes: orNone,
  /** A punched break no longer than this, other than the lunch, is paid; 0 = none is. */
  shortBreakMinutes: Minutes,
  /** Of short breaks so much a day is paid, the first ones; `null` = all. */
  shortBreakTotalMinutes: orNone,
  /** A shorter punched break counts as this long; 0 = off. */
  minimumMinutes: Minutes,
  /** A longer break is an exception; `null` = the scheduled length. */
  maximumMinutes: orNone,
  /** What a scheduled break that was not taken becomes: worked time, overtime, or nothing. */
  unused: z.enum(['work', 'overtime', 'deduct']),
  /** Pay code and multiplier of unused break as overtime. */
  unusedCode: payCode,
  unusedMultiplier: multiplier,
});

/** The limits from which on somebody counts as late, early or short, and a day as a half day or an absence. */
export const ThresholdRules = z.strictObject({
  lateGraceMinutes: Minutes,
  earlyGraceMinutes: Minutes,
  breakGraceMinutes: Minutes,
  /** Beyond a grace, count from its end instead of from the scheduled time. */
  graceForgives: z.boolean(),
  shortToleranceMinutes: Minutes,
  halfDayBelowMinutes: orNone,
  absentBelowMinutes: orNone,
  /** The same limits as a share of the day's expected time; where one is set, it holds instead of the minutes. */
  halfDayBelowPercent: Percent.nullable(),
  absentBelowPercent: Percent.nullable(),
  forgiveLatePerMonth: z.int().min(0).max(31),
  forgiveEarlyPerMonth: z.int().min(0).max(31),
});

/** The rules that one shift of a schedule can have to itself: its window, and how late, early and short are judged. */
export const ShiftRules = z
  .strictObject({
    matching: MatchingRules.pick({
      windowBeforeMinutes: true,
      windowAfterMinutes: true,
      qualifyBeforeMinutes: true,
      qualifyAfterMinutes: true,
    }).partial(),
    thresholds: ThresholdRules.pick({
      lateGraceMinutes: true,
      earlyGraceMinutes: true,
      breakGraceMinutes: true,
      graceForgives: true,
      halfDayBelowMinutes: true,
      absentBelowMinutes: true,
    }).partial(),
  })
  .partial();

/** What a kind of leave counts on days on which nothing is expected. */
export const LeaveType = z.strictObject({
  /** Minutes of a full day of it; half a day is half of them. */
  fullDayMinutes: Minutes.max(1_440, 'at most a day (1440 minutes)'),
  /** Day types on which it counts although nothing is expected. */
  countsOn: z.array(DayType).min(1, 'name at least one day type').default(['restday', 'offday', 'holiday']),
});

/** What leave counts, and what becomes of it where somebody works. */
export const LeaveRules = z.strictObject({
  /**
   * Work in the time of a leave: `reduce` takes it off the leave, `keep` leaves the leave as it is,
   * `cancel` drops the day's leave, so that the whole day is expected.
   */
  onWork: z.enum(['reduce', 'keep', 'cancel']),
  /** Up to this much work beyond what the leave leaves to be worked changes nothing. */
  toleranceMinutes: Minutes,
  /** By type of leave, what it counts where nothing is expected; a type left out counts nothing there. */
  types: z.record(Name, LeaveType),
});

/** When an exception is raised where no other rule decides, and how severe each is. `null` = never. */
export const ExceptionRules = z.strictObject({
  earlyInMinutes: orNone,
  lateOutMinutes: orNone,
  overDailyMinutes: orNone,
  overWeeklyMinutes: orNone,
  severity: z.partialRecord(ExceptionCode, Severity),
});

/** Every value that the engine reads, complete. HR enters an {@link AttendanceRulesPatch}. */
export const AttendanceRules = z.strictObject({
  matching: MatchingRules,
  direction: DirectionRules,
  columns: ColumnRules,
  rounding: RoundingRules,
  breaks: BreakRules,
  thresholds: ThresholdRules,
  leave: LeaveRules,
  overtime: OvertimeRules,
  exceptions: ExceptionRules,
});
/** Every value that the engine reads, complete. */
export type AttendanceRules = z.infer<typeof AttendanceRules>;

/** The rule values that differ from those below them: the organisation's from the defaults, a schedule's from the organisation's. */
export const AttendanceRulesPatch = z
  .strictObject({
    matching: MatchingRules.partial(),
    direction: DirectionRules.partial(),
    columns: ColumnRules.partial(),
    rounding: RoundingRules.partial(),
    breaks: BreakRules.partial(),
    thresholds: ThresholdRules.partial(),
    leave: LeaveRules.partial(),
    overtime: OvertimeRules.partial(),
    exceptions: ExceptionRules.partial(),
  })
  .partial();
/** The rule values that differ from those below them. */
export type AttendanceRulesPatch = z.infer<typeof AttendanceRulesPatch>;
