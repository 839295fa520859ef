/** Schemas of what a user's plan consists of: roster assignments, day overrides and leaves. @module */

import * as z from 'zod';
import { DateText, DayType, dateRange, emptyRange, holdsADay, Id, LeavePortion, Name } from './common.ts';
import { areSeveralSchedules, FurtherScheduleIds, severalSchedulesError } from './several-schedules.ts';

/**
 * A duty roster given to a user for a half-open range of dates. Where several hold a date, the one that starts last is
 * in force, so a later change never re-dates an earlier day.
 */
export const RosterAssignment = z
  .strictObject({ id: Id, userId: Id, rosterId: Id, ...dateRange })
  .refine(holdsADay, emptyRange);
/** A duty roster given to a user. */
export type RosterAssignment = z.infer<typeof RosterAssignment>;

function namesSomething(override: {
  readonly scheduleId?: string | null | undefined;
  readonly furtherScheduleIds?: readonly string[] | undefined;
  readonly dayType?: DayType | undefined;
}): boolean {
  const { scheduleId, furtherScheduleIds, dayType } = override;
  return scheduleId !== undefined || furtherScheduleIds !== undefined || dayType !== undefined;
}

/** One date of one user, planned differently from the roster. What it leaves out stays as the roster has it. */
export const DayOverride = z
  .strictObject({
    id: Id,
    userId: Id,
    date: DateText,
    /** The schedule of the date; `null` for none. */
    scheduleId: Id.nullable().optional(),
    /** Schedules whose shifts are worked as well, beside `scheduleId`, or, without it, beside what the roster has. */
    furtherScheduleIds: FurtherScheduleIds.optional(),
    /** The day type of the date; beats a holiday of the calendar. */
    dayType: DayType.optional(),
  })
  .refine(namesSomething, { error: 'an override names a schedule, a day type or both' })
  .refine(areSeveralSchedules, severalSchedulesError);
/** One date of one user, planned differently from the roster. */
export type DayOverride = z.infer<typeof DayOverride>;

/** A leave of a user over a half-open range of dates; each of its days takes the same portion. */
export const Leave = z
  .strictObject({ id: Id, userId: Id, type: Name, ...dateRange, portion: LeavePortion })
  .refine(holdsADay, emptyRange);
/** A leave of a user. */
export type Leave = z.infer<typeof Leave>;
