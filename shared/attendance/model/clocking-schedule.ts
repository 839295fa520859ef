/** Schemas of the four kinds of clocking schedules: weekly, daily, flexi and open. @module */

import * as z from 'zod';
import { AttendanceRulesPatch } from './attendance-rules.ts';
import { byWeekday } from './by-weekday.ts';
import { DayType, Id, Minutes, Name } from './common.ts';
import { DayDefinition, ExpectedMinutes, Shift } from './day-definition.ts';

const common = {
  id: Id,
  name: Name,
  /** Rule values that differ from the organisation's for this schedule; only what is named differs. */
  rules: AttendanceRulesPatch.default({}),
};

const offday: DayDefinition = { dayType: 'offday', shifts: [] };

/** Day types of a schedule without fixed times, by weekday. */
const DayTypes = byWeekday(DayType.default('workday')).prefault({});

/** A schedule with a day definition for each weekday; a weekday left out is an off day. */
export const WeeklySchedule = z.strictObject({
  ...common,
  kind: z.literal('weekly'),
  days: byWeekday(DayDefinition.default(offday)),
});

/** A schedule with one day definition; a duty roster says on which dates it is worked. */
export const DailySchedule = z.strictObject({ ...common, kind: z.literal('daily'), day: DayDefinition });

/** A schedule without fixed times: punches pair up in order. */
export const FlexiSchedule = z.strictObject({
  ...common,
  kind: z.literal('flexi'),
  /** Working time expected of each workday, in minutes; 0 expects nothing. */
  expectedMinutes: ExpectedMinutes,
  /**
   * Working time expected of the week, on days that the user chooses; left out = none. No single day expects its share: it is what
   * a holiday or a leave on a workday counts, and all of it is what a `weekly` layer beyond `expected` is beyond of.
   */
  weeklyExpectedMinutes: Minutes.optional(),
  dayTypes: DayTypes,
});

/** A schedule of several possible shifts: the day's first punch chooses the one with the nearest start. */
export const OpenSchedule = z.strictObject({
  ...common,
  kind: z.literal('open'),
  shifts: z
    .array(Shift)
    .min(1, 'an open schedule has at least one shift to choose')
    .max(20, 'at most 20 shifts'),
  dayTypes: DayTypes,
});

/** What HR enters as a clocking schedule (a shift): expected times, or none, with the rules that differ for it. */
export const ClockingSchedule = z.discriminatedUnion('kind', [
  WeeklySchedule,
  DailySchedule,
  FlexiSchedule,
  OpenSchedule,
]);
/** A clocking schedule, defaults filled in. */
export type ClockingSchedule = z.infer<typeof ClockingSchedule>;
