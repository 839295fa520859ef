/** Schemas of duty rosters, which repeat by the week or in a cycle of any length. @module */

import * as z from 'zod';
import { byWeekday } from './by-weekday.ts';
import { DateText, DayType, Id, Name } from './common.ts';
import { areSeveralSchedules, FurtherScheduleIds, severalSchedulesError } from './several-schedules.ts';

/** Whose schedule on a day of the roster; without a schedule it is an off day, unless a day type says otherwise. */
export const RosterEntry = z
  .strictObject({
    scheduleId: Id.nullable().default(null),
    /** Schedules whose shifts are worked on the same day as well. */
    furtherScheduleIds: FurtherScheduleIds.optional(),
    /** Overrides the day type of the schedule's definition. */
    dayType: DayType.optional(),
  })
  .refine(areSeveralSchedules, severalSchedulesError);
/** A day of a duty roster. */
export type RosterEntry = z.infer<typeof RosterEntry>;

const common = { id: Id, name: Name };
const off: RosterEntry = { scheduleId: null };

/** A duty roster that repeats every week; a weekday left out is an off day. */
export const WeeklyRoster = z.strictObject({
  ...common,
  kind: z.literal('weekly'),
  days: byWeekday(RosterEntry.default(off)),
});

/** A duty roster that repeats after any number of days (3 on, 1 off …); the first entry falls on the anchor date. */
export const CycleRoster = z.strictObject({
  ...common,
  kind: z.literal('cycle'),
  anchor: DateText,
  entries: z
    .array(RosterEntry)
    .min(1, 'a cycle has at least one day')
    .max(366, 'a cycle has at most 366 days'),
});

/** What HR enters as a duty roster: which schedule and day type on which date. */
export const DutyRoster = z.discriminatedUnion('kind', [WeeklyRoster, CycleRoster]);
/** A duty roster, defaults filled in. */
export type DutyRoster = z.infer<typeof DutyRoster>;
