/** Schemas that the other documents are made of: dates, times, minutes, ids, names, day types and leave portions. @module */

import * as z from 'zod';
import { isLocalTime } from '#shared/time/clock-text.ts';
import {
  type Instant,
  type LocalDate,
  parseLocalDate,
  parseWallTime,
  type WallTime,
} from '#shared/time/wall-time.ts';
import { columns } from './columns.ts';

/** What kind of day it is for a user. `holiday` normally comes from the calendar. */
export const DayType = z.enum(['workday', 'restday', 'offday', 'holiday'], {
  error: 'the day type is workday, restday, offday or holiday',
});
/** What kind of day it is for a user. */
export type DayType = z.infer<typeof DayType>;

/** One of the six columns of an attendance sheet. */
export const Column = z.enum(columns, { error: 'the column is in, break, resume, out, ot or done' });
export type Column = z.infer<typeof Column>;

/** Local time of day `HH:MM` on the wall. A time earlier than the one before it in its list is on the next day. */
export const LocalTime = z
  .string()
  .refine(isLocalTime, { error: 'write the time as HH:MM, 00:00 to 23:59' })
  .meta({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

/** Calendar date `YYYY-MM-DD`. */
export const DateText = z
  .custom<LocalDate>((value) => typeof value === 'string' && parseLocalDate(value) !== null, {
    error: 'write the date as YYYY-MM-DD, a day that exists',
  })
  .meta({ type: 'string', format: 'date' });

/** Wall time `YYYY-MM-DDTHH:MM:SS`, without a zone. */
export const WallTimeText = z
  .custom<WallTime>(
    (value) => typeof value === 'string' && value[10] === 'T' && parseWallTime(value) !== null,
    {
      error: 'write the local time as YYYY-MM-DDTHH:MM:SS, a moment that exists',
    },
  )
  .meta({ type: 'string' });

/** Moment in UTC, `YYYY-MM-DDTHH:MM:SSZ`, milliseconds allowed. */
export const InstantText = z
  .custom<Instant>(
    (value) =>
      typeof value === 'string' &&
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(value) &&
      !Number.isNaN(Date.parse(value)),
    { error: 'write the instant in UTC as YYYY-MM-DDTHH:MM:SSZ' },
  )
  .meta({ type: 'string', format: 'date-time' });

/** Whole minutes, 0 to a week. */
export const Minutes = z
  .int({ error: 'write whole minutes' })
  .min(0, 'minutes cannot be negative')
  .max(10_080, 'at most a week (10080 minutes)');

/** Identifier given by Rollcall or by the customer. */
export const Id = z.string().min(1, 'an id cannot be empty').max(128, 'an id has at most 128 characters');

/** Name shown to people. */
export const Name = z
  .string()
  .trim()
  .min(1, 'a name cannot be empty')
  .max(100, 'a name has at most 100 characters');

/** Half-open range of dates: `from ≤ date < to`; `to` null while it has no end. */
export const dateRange = { from: DateText, to: DateText.nullable().default(null) };

/** Whether a half-open range of dates holds at least one day. */
export function holdsADay(range: { from: string; to: string | null }): boolean {
  return range.to === null || range.from < range.to;
}

/** Message for a range that {@link holdsADay} refuses. */
export const emptyRange = {
  error: '"to" is the first day after the range: it must lie after "from"',
  path: ['to'],
};

/** Share of a day that a leave takes: the whole day, one half, or a number of minutes. */
export const LeavePortion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({ kind: z.literal('half'), half: z.enum(['first', 'second']) }),
  z.strictObject({ kind: z.literal('hours'), minutes: Minutes.min(1, 'at least one minute') }),
]);
/** Share of a day that a leave takes. */
export type LeavePortion = z.infer<typeof LeavePortion>;
