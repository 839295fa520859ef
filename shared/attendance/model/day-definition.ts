/** Schemas of a planned day: its type and up to three shifts, each with scheduled times by column. @module */

import * as z from 'zod';
import { flawOf, phrase } from '#shared/reasons/index.ts';
import { daySeconds, isLocalTime } from '#shared/time/clock-text.ts';
import { ShiftRules } from './attendance-rules.ts';
import { columns } from './columns.ts';
import { DayType, LocalTime, Minutes } from './common.ts';
import { slotSpan } from './slot-times.ts';

const columnTimes = {
  in: LocalTime.optional(),
  break: LocalTime.optional(),
  resume: LocalTime.optional(),
  out: LocalTime.optional(),
  ot: LocalTime.optional(),
  done: LocalTime.optional(),
};

/** The scheduled times of one shift by column, `HH:MM`. */
export const Slots = z.strictObject({ ...columnTimes, in: LocalTime, out: LocalTime });
/** The scheduled times of one shift by column. */
export type Slots = z.infer<typeof Slots>;

/** Two days on either side of a day are known to the engine: a duty and its windows fit into them. Seconds. */
const longestDuty = 108_000;

function isReadable(slots: Slots): boolean {
  return columns.every((column) => slots[column] === undefined || isLocalTime(slots[column]));
}

/**
 * One shift: its scheduled times, the last time that still belongs to a column (where the midpoint to the next column
 * is not wanted), whether its break is paid, and the rules in which it differs from its schedule.
 */
export const Shift = z
  .strictObject({
    slots: Slots,
    /** A punch up to and including this minute belongs to the column; without it the midpoint to the next one decides. */
    rangeUntil: z.strictObject(columnTimes).default({}),
    paidBreak: z.boolean().default(false),
    /** Windows and thresholds of this shift; left out = those of its schedule. */
    rules: ShiftRules.optional(),
    /** A duty of a day or a little more: OUT is on the day after IN, also where its time of day is not earlier. */
    outOnNextDay: z.boolean().default(false),
  })
  .superRefine((shift, context) => {
    if (!isReadable(shift.slots)) return;
    if ((shift.slots.break === undefined) !== (shift.slots.resume === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['slots'],
        message: 'break and resume belong together: set both or neither',
      });
    }
    if (shift.slots.ot !== undefined && shift.slots.done === undefined) {
      context.addIssue({ code: 'custom', path: ['slots'], message: 'an ot time needs a done time' });
    }
    if (shift.slots.in === shift.slots.out && !shift.outOnNextDay) {
      const message =
        'in and out are the same time: a shift has a length; set outOnNextDay for a duty of 24 hours';
      context.addIssue({ code: 'custom', path: ['slots'], message });
    }
    const { start, end } = slotSpan(shift.slots, shift.outOnNextDay);
    if (end - start >= daySeconds && !shift.outOnNextDay) {
      const message =
        'a shift is shorter than 24 hours: check which times are on the next day, or set outOnNextDay for a longer duty';
      context.addIssue({ code: 'custom', path: ['slots'], message });
    }
    if (end - start > longestDuty) {
      const message = 'a duty lasts at most 30 hours: check which times are on the next day';
      context.addIssue({ code: 'custom', path: ['slots'], message });
    }
  });
/** One shift of a day definition. */
export type Shift = z.infer<typeof Shift>;

/** A day of a schedule: its type and up to three shifts (split or double shifts); a workday has at least one. */
export const DayDefinition = z
  .strictObject({
    dayType: DayType.default('workday'),
    shifts: z.array(Shift).max(3, 'a day has at most three shifts').default([]),
  })
  .superRefine((day, context) => {
    if (day.dayType === 'workday' && day.shifts.length === 0) {
      context.addIssue({
        code: 'custom',
        path: ['shifts'],
        message: 'a workday has at least one shift with in and out',
      });
    }
    if (!day.shifts.every((shift) => isReadable(shift.slots))) return;
    const spans = day.shifts.map((shift) => slotSpan(shift.slots, shift.outOnNextDay));
    for (const [index, span] of spans.entries()) {
      const before = spans[index - 1];
      if (before !== undefined && span.start < before.end) {
        const overlap = phrase('document.shifts-overlap', { shift: index + 1, before: index });
        context.addIssue({ ...flawOf(overlap), path: ['shifts', index] });
      }
    }
  });
/** A day of a schedule. */
export type DayDefinition = z.infer<typeof DayDefinition>;

/** Working time that is expected of a day without fixed times, in minutes. */
export const ExpectedMinutes = Minutes.max(1_440, 'at most a day (1440 minutes)').default(0);
