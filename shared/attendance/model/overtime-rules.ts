/** Schemas of the overtime rules: the layers of every kind, and the negative balance. @module */

import * as z from 'zod';
import { weekdays } from '#shared/time/calendar.ts';
import { DateText, DayType, LocalTime, Minutes } from './common.ts';
import { TotalRounding } from './rounding-rules.ts';

const common = {
  /** Pay code that payroll knows. */
  code: z.string().trim().min(1, 'overtime needs a pay code').max(40),
  multiplier: z.number().min(0).max(10).default(1.5),
  /** Below this nothing counts; from it on, everything does. */
  minimumMinutes: Minutes.default(0),
  /** Up to and with this nothing counts; beyond it, everything does. Left out = no such limit. */
  moreThanMinutes: Minutes.optional(),
  /** No more than this counts; `null` = no overtime of this layer. */
  maximumMinutes: Minutes.nullable().default(1_440),
  /** Rounding of the layer's total; without it the overtime rounding of the rules. */
  rounding: TotalRounding.optional(),
  /** Counts as overtime, but is marked as not approved until HR approves it. */
  needsApproval: z.boolean().default(false),
  /** Days of the sheet on which the layer applies, for a window the days on which it begins; left out = every day. */
  weekdays: z.array(z.enum(weekdays)).min(1, 'name at least one weekday').optional(),
};

const beyondMinutes = z.int().min(0).max(44_640, 'at most 31 days').meta({ description: 'Minutes' });

const period = {
  ...common,
  /** Minutes of the period, or all that the plan expects of the whole period. */
  beyond: z.union([beyondMinutes, z.literal('expected')]),
  /**
   * What lowers `beyond`: the time that holidays, or leave, take from what the period's plan expects. Left out: both for
   * `expected`, nothing for a number of minutes.
   */
  reducedBy: z.array(z.enum(['holiday', 'leave'])).optional(),
  /**
   * What counts towards `beyond`: `regular` leaves out time that layers of another kind were given, `worked` counts it
   * too. Either way no second is given twice.
   */
  counts: z.enum(['regular', 'worked']).default('regular'),
};

/** A layer of overtime: which worked seconds it claims, and what becomes of them. */
export const OvertimeLayer = z.discriminatedUnion('kind', [
  /** Work beyond a number of minutes a day, or beyond the day's expected time. */
  z.strictObject({
    ...common,
    kind: z.literal('daily'),
    beyond: z.union([beyondMinutes, z.literal('expected')]).default('expected'),
    /** Only work up to this many minutes of the day; left out = all that is beyond. */
    until: beyondMinutes.optional(),
  }),
  /** Work before the scheduled IN. */
  z.strictObject({ ...common, kind: z.literal('beforeIn') }),
  /** Work after the scheduled OUT. */
  z.strictObject({ ...common, kind: z.literal('afterOut') }),
  /** All work on days of these types. */
  z.strictObject({
    ...common,
    kind: z.literal('dayType'),
    dayTypes: z.array(DayType).min(1, 'name at least one day type'),
    /** Minutes of the day that are left out, counted from its beginning. */
    beyond: beyondMinutes.default(0),
  }),
  /** Work of the week, of two weeks, of the calendar month beyond a number of minutes. */
  z.strictObject({ ...period, kind: z.literal('weekly') }),
  z.strictObject({ ...period, kind: z.literal('biweekly') }),
  z.strictObject({ ...period, kind: z.literal('monthly') }),
  /** All work on the n-th day in a row and those that follow it without a break. */
  z.strictObject({
    ...common,
    kind: z.literal('consecutiveDays'),
    days: z.int().min(2).max(31).default(7),
    /** Counts the days of one week only. */
    withinWeek: z.boolean().default(false),
    /** Minutes of such a day that are left out, counted from its beginning. */
    beyond: beyondMinutes.default(0),
  }),
  /** All work on the n-th day of a week on which somebody works, and on those that follow, in a row or not. */
  z.strictObject({
    ...common,
    kind: z.literal('workedDays'),
    days: z.int().min(1).max(7).default(6),
    /** Minutes of such a day that are left out, counted from its beginning. */
    beyond: beyondMinutes.default(0),
  }),
  /**
   * Being called in: work outside the scheduled times. It is overtime, and where it lasted less than `atLeastMinutes`,
   * the rest comes on top as a premium of the same code.
   */
  z.strictObject({
    ...common,
    kind: z.literal('callIn'),
    /**
     * `apart`: somebody came for it, so that it lies wholly outside every scheduled shift; `any`: also work that a shift
     * begins or ends with.
     */
    work: z.enum(['apart', 'any']).default('apart'),
    /** Paid at least, for each call-in or for all of a day together. */
    atLeastMinutes: Minutes.default(0),
    per: z.enum(['callIn', 'day']).default('callIn'),
  }),
  /** Work between two local times. A premium comes on top of regular time and overtime; otherwise it is overtime. */
  z.strictObject({
    ...common,
    kind: z.literal('window'),
    from: LocalTime,
    to: LocalTime,
    premium: z.boolean().default(true),
    /** A shift whose first arrival lies in the window counts as a whole; any other does not count. */
    wholeShift: z.boolean().default(false),
    /** Counts only work beyond this many minutes of the day, and of the week. */
    afterDailyMinutes: beyondMinutes.default(0),
    afterWeeklyMinutes: beyondMinutes.default(0),
    /** Counts only work within the first minutes of the day, and of the week; left out = no such limit. */
    untilDailyMinutes: beyondMinutes.optional(),
    untilWeeklyMinutes: beyondMinutes.optional(),
    /** Premiums only: where any is due, at least this much is paid. */
    atLeastMinutes: Minutes.default(0),
  }),
]);
/** A layer of overtime. */
export type OvertimeLayer = z.infer<typeof OvertimeLayer>;

/** Overtime, premiums and the negative balance. */
export const OvertimeRules = z.strictObject({
  layers: z.array(OvertimeLayer).max(20),
  weekStartsOn: z.enum(weekdays),
  /** Any first day of a two-week period; `null` counts from the week that holds 1970-01-05. */
  biweeklyAnchor: DateText.nullable(),
  /** Missing regular time is filled from overtime, lowest multiplier first. */
  deductShort: z.boolean(),
  /** Missing time is kept as a negative balance. */
  undertime: z.boolean(),
  undertimeToleranceMinutes: Minutes,
});
/** Overtime, premiums and the negative balance. */
export type OvertimeRules = z.infer<typeof OvertimeRules>;
