/** Schema of HR's corrections of a day, one variant per kind. @module */

import * as z from 'zod';
import { Column, DateText, DayType, Id, InstantText, LeavePortion, Name, WallTimeText } from './common.ts';
import { FurtherScheduleIds } from './several-schedules.ts';

const common = {
  id: Id,
  userId: Id,
  /** The day of the sheet that the correction belongs to. */
  date: DateText,
  /** When it was entered; corrections apply in this order, then by id. */
  enteredAt: InstantText,
  author: Name,
  reason: z.string().trim().min(1, 'say why').max(500, 'at most 500 characters'),
};

/** HR's corrections: records of their own that are inputs of the sheet. The punches stay as they were read. */
export const Correction = z.discriminatedUnion('kind', [
  /** A time that no terminal recorded; takes part like a punch, with the direction when it is given. */
  z.strictObject({
    ...common,
    kind: z.literal('add-time'),
    wallTime: WallTimeText,
    direction: z.enum(['in', 'out']).nullable().default(null),
  }),
  /** A punch that must not count, named by its identity. */
  z.strictObject({
    ...common,
    kind: z.literal('void-punch'),
    serial: Id,
    wallTime: WallTimeText,
    status: z.int(),
  }),
  /** The time of one column of the day's first shift; `null` empties it. */
  z.strictObject({
    ...common,
    kind: z.literal('set-slot'),
    column: Column,
    wallTime: WallTimeText.nullable(),
  }),
  z.strictObject({ ...common, kind: z.literal('set-day-type'), dayType: DayType }),
  /** The schedule of the day, with those that are worked beside it. */
  z.strictObject({
    ...common,
    kind: z.literal('set-schedule'),
    scheduleId: Id.nullable(),
    furtherScheduleIds: FurtherScheduleIds.optional(),
  }),
  /** Leave of the day; replaces a leave of the same type on that day. */
  z.strictObject({ ...common, kind: z.literal('set-leave'), type: Name, portion: LeavePortion }),
  /** What became of the day, whatever the punches say. The figures stay what they are. */
  z.strictObject({
    ...common,
    kind: z.literal('set-status'),
    status: z.enum(['present', 'half-day', 'absent', 'leave', 'holiday', 'rest-day', 'off-day']),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('set-remark'),
    remark: z.string().trim().max(500, 'at most 500 characters'),
  }),
  /**
   * Approves the day's overtime of a pay code, or of all codes together when null, up to a number of minutes, or all of it
   * when null.
   */
  z.strictObject({
    ...common,
    kind: z.literal('approve-overtime'),
    code: z.string().nullable().default(null),
    minutes: z.int().min(0).nullable().default(null),
  }),
]);
/** HR's correction of a day. */
export type Correction = z.infer<typeof Correction>;
