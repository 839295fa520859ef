/** Schema of a computed day: status, slots, figures, overtime, exceptions, reasons and adjustment. @module */

import * as z from 'zod';
import { Phrase } from '#shared/reasons/index.ts';
import { type Column, columns } from './columns.ts';
import { DateText, DayType, Id, InstantText, WallTimeText } from './common.ts';
import { exceptionCodes } from './exception-codes.ts';

const seconds = z.int().meta({ description: 'Seconds' });
const positiveSeconds = z.int().min(0).meta({ description: 'Seconds' });

/** How serious an exception is: `info` for reading, `warning` for a look, `error` for what keeps pay from being right. */
export const Severity = z.enum(['info', 'warning', 'error']);
/** How serious an exception is. */
export type Severity = z.infer<typeof Severity>;

/** What can be unusual about a day. */
export const ExceptionCode = z.enum(exceptionCodes);
/** What can be unusual about a day. */
export type ExceptionCode = z.infer<typeof ExceptionCode>;

/** What became of a day. */
export const DayStatus = z.enum([
  'present',
  'half-day',
  'absent',
  'leave',
  'holiday',
  'rest-day',
  'off-day',
  'incomplete',
  'pending',
  'not-employed',
]);
/** What became of a day. */
export type DayStatus = z.infer<typeof DayStatus>;

/** A punch named by its identity, without the user; the serial is empty for a time that HR added. */
export const PunchRef = z.object({ serial: z.string(), wallTime: WallTimeText, status: z.int() });
/** A punch named by its identity, without the user. */
export type PunchRef = z.infer<typeof PunchRef>;

/** Why a punch took no part in the figures. */
export const IgnoreReason = z.enum([
  'double',
  'before-first-day',
  'in-future',
  'clock-suspect',
  'voided',
  'not-employed',
  'leading-out',
  'second-in',
  'replaced',
  'not-first',
  'no-direction',
  'informative',
  'column-terminal',
  'corrected',
  'unpaired',
]);
/** Why a punch took no part in the figures. */
export type IgnoreReason = z.infer<typeof IgnoreReason>;

/** Where the time of a column comes from: a terminal's punch, HR, or a rule that closed what was open. */
export const SlotSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('punch'), serial: z.string(), wallTime: WallTimeText, status: z.int() }),
  z.object({ kind: z.literal('correction'), correctionId: Id }),
  z.object({ kind: z.literal('rule'), rule: z.string() }),
]);
/** Where the time of a column comes from. */
export type SlotSource = z.infer<typeof SlotSource>;

/** The time in a column: as read (`wall` in the user's zone) and as it counts (`rounded`). */
export const SlotTime = z.object({
  wall: WallTimeText,
  instant: InstantText,
  rounded: WallTimeText,
  source: SlotSource,
  edited: z.boolean(),
});
/** The time in a column. */
export type SlotTime = z.infer<typeof SlotTime>;

const slotShape = Object.fromEntries(columns.map((column) => [column, SlotTime.nullable()])) as Record<
  Column,
  z.ZodNullable<typeof SlotTime>
>;
/** The six columns of a shift; `null` where there is no time. */
export const SlotTimes = z.object(slotShape);
/** The six columns of a shift. */
export type SlotTimes = z.infer<typeof SlotTimes>;

/** A shift of the day beyond the first: split and double shifts, and work outside every shift (schedule `null`). */
export const ShiftSlots = z.object({ scheduleId: Id.nullable(), slots: SlotTimes });
/** A shift of the day beyond the first. */
export type ShiftSlots = z.infer<typeof ShiftSlots>;

/** A stretch of presence between an arrival and a departure, rounded, before breaks that are not punched are taken off. */
export const WorkedInterval = z.object({
  from: InstantText,
  to: InstantText,
  seconds: positiveSeconds,
  punches: z.array(PunchRef),
});
/** A stretch of presence between an arrival and a departure. */
export type WorkedInterval = z.infer<typeof WorkedInterval>;

/** Overtime or premium of one pay code. `approved` is false while HR has to approve it. */
export const PaidSeconds = z.object({
  code: z.string(),
  seconds: positiveSeconds,
  multiplier: z.number(),
  approved: z.boolean(),
});
/** Overtime or premium of one pay code. */
export type PaidSeconds = z.infer<typeof PaidSeconds>;

/** Why a figure is what it is: a key of the closed set of reasons, with its values. */
export const Reason = z.object({
  figure: z.string().meta({ description: 'The field of the row, or the column, that the reason explains' }),
  rule: z.string().meta({ description: 'The rule value that decided, as a path into the rules' }),
  ...Phrase.shape,
  punches: z.array(PunchRef),
});
/** Why a figure is what it is. */
export type Reason = z.infer<typeof Reason>;

/**
 * What a locked day would be now, less what it was when its period was locked. Seconds, negative where less is due.
 */
export const Adjustment = z.object({
  worked: seconds,
  regular: seconds,
  /** All overtime, and all premiums, together. */
  overtime: seconds,
  diffOt: seconds,
  short: seconds,
  late: seconds,
  early: seconds,
  undertime: seconds,
  /** By pay code, multiplier and approval, in the order of the codes; those that did not change are left out. */
  codes: z.array(
    z.object({
      figure: z.enum(['overtime', 'premiums']),
      code: z.string(),
      multiplier: z.number(),
      approved: z.boolean(),
      seconds,
    }),
  ),
  /** Leave by type, in the order of the types; those that did not change are left out. Absent where none did. */
  leave: z
    .array(z.object({ type: z.string(), seconds }))
    .optional()
    .meta({ description: 'More or less leave, by type; absent where it is the same' }),
  /** What the day would be now. */
  status: DayStatus,
  rulesVersion: z.string(),
  inputHash: z.string(),
  /** What has changed. */
  reason: Phrase,
});
/** What a locked day would be now, less what it was. */
export type Adjustment = z.infer<typeof Adjustment>;

/** One row of the attendance sheet: a user's day. Durations are whole seconds. */
export const DayResult = z.object({
  userId: Id,
  date: DateText,
  dayType: DayType,
  scheduleId: Id.nullable(),
  /** How in and out were told apart; `null` without punches. */
  direction: z.enum(['alternate', 'status', 'first-last']).nullable(),
  slots: SlotTimes,
  furtherShifts: z.array(ShiftSlots),
  intervals: z.array(WorkedInterval),
  expected: positiveSeconds,
  worked: positiveSeconds,
  regular: positiveSeconds,
  overtime: z.array(PaidSeconds),
  /** Premiums come on top: they never change regular time or overtime. */
  premiums: z.array(PaidSeconds),
  /** Sum of the premiums. */
  diffOt: positiveSeconds,
  breakTaken: positiveSeconds,
  short: positiveSeconds,
  late: positiveSeconds,
  early: positiveSeconds,
  /** Negative balance, 0 or below; only where the rules keep one. */
  undertime: z.int().max(0).meta({ description: 'Seconds' }),
  leave: z.array(z.object({ type: z.string(), seconds: positiveSeconds })),
  status: DayStatus,
  /** Of a `pending` day: the instant past which the clock, and the log of every terminal, must be for the day to be settled. */
  pendingUntil: InstantText.optional(),
  /**
   * Of a `pending` day whose window is over: serial numbers of the terminals whose logs have not been read past it, the one
   * furthest behind first. Without it the day waits for the clock.
   */
  pendingFor: z.array(z.string()).optional(),
  exceptions: z.array(z.object({ code: ExceptionCode, severity: Severity })),
  remark: z.string(),
  reasons: z.array(Reason),
  ignored: z.array(z.object({ punch: PunchRef, instant: InstantText, reason: IgnoreReason })),
  rulesVersion: z.string(),
  inputHash: z.string(),
  /** Set where the period was locked before the change: what changed, in seconds, to be paid with a later period. */
  adjustment: Adjustment.optional(),
});
/** One row of the attendance sheet: a user's day. */
export type DayResult = z.infer<typeof DayResult>;
