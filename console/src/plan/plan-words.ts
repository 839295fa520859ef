/** The words of the plan: kinds of schedules, day types, weekdays. @module */

import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ClockingSchedule, DayType } from '#shared/attendance/model/index.ts';
import { addDays, type Weekday, weekdays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Format } from '../day/format-of.ts';
import type { ScheduleProblemKind } from './schedule-problems.ts';

/** The kinds of clocking schedules. */
export const kindWords = {
  weekly: msg`Weekly`,
  daily: msg`Daily`,
  flexi: msg`Flexible`,
  open: msg({ message: 'Open', context: 'schedule' }),
} as const satisfies Record<ClockingSchedule['kind'], MessageDescriptor>;

/** What each kind is for, in a sentence. */
export const kindSentences = {
  weekly: msg`Times for each weekday. People can work by it without a roster.`,
  daily: msg`The times of one shift. A duty roster says on which days it is worked.`,
  flexi: msg`No fixed times: punches pair up in order, and hours are counted.`,
  open: msg`Several possible shifts: the first punch of the day chooses the nearest.`,
} as const satisfies Record<ClockingSchedule['kind'], MessageDescriptor>;

/** The day types. */
export const dayTypeWords = {
  workday: msg`Workday`,
  restday: msg`Rest day`,
  offday: msg`Off day`,
  holiday: msg`Holiday`,
} as const satisfies Record<DayType, MessageDescriptor>;

/** 5 January 1970 was a Monday: the names of weekdays are those of the days from then on. */
const someMonday = '1970-01-05' as LocalDate;

/** `Monday`, or `Mon`. */
export function weekdayName(format: Format, weekday: Weekday, width: 'long' | 'short' = 'long'): string {
  const date = addDays(someMonday, weekdays.indexOf(weekday));
  return format.date(date, width === 'long' ? 'weekdayLong' : 'weekday');
}

/** Choices of a table of words, for the fields that choose. */
export function choicesOf<Id extends string>(
  i18n: I18n,
  words: Readonly<Record<Id, MessageDescriptor>>,
): { id: Id; label: string }[] {
  return (Object.keys(words) as Id[]).map((id) => ({ id, label: i18n._(words[id]) }));
}

/** What keeps a schedule from being saved. */
export const problemWords = {
  'no-name': msg`Give the schedule a name.`,
  'break-alone': msg`Break and Resume belong together: set both or neither.`,
  'ot-alone': msg`An OT time needs a Done time.`,
  'no-length': msg`In and Out are the same time: a shift has a length.`,
  'too-long': msg`A shift is shorter than 24 hours. Check which times are on the next day.`,
  'shifts-overlap': msg`A shift begins before the one above it has ended.`,
  'no-shift': msg`A workday has at least one shift.`,
} as const satisfies Record<ScheduleProblemKind, MessageDescriptor>;
