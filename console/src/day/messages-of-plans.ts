/** What is wrong with schedules, rosters, calendars and rules, to be translated. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReasonKey } from '#shared/reasons/index.ts';

/** The sentences of `shared/reasons/of-plans.ts`, word for word. */
export const messagesOfPlans = {
  'plan-fault.zone': msg({
    message:
      'The days of user {userId} cannot be computed: their time zone "{zone}" is not known here. Choose another zone in the settings',
    context: 'reason plan-fault.zone',
  }),
  'document.twice': msg({ message: '"{id}" occurs twice', context: 'reason document.twice' }),
  'document.no-schedule': msg({
    message: 'there is no schedule "{id}"',
    context: 'reason document.no-schedule',
  }),
  'document.no-calendar': msg({
    message: 'there is no calendar "{id}"',
    context: 'reason document.no-calendar',
  }),
  'document.fixed-times': msg({
    message:
      '"{id}" has no fixed times: schedules of one date are weekly or daily. Make one schedule with several shifts of what is worked on that date',
    context: 'reason document.fixed-times',
  }),
  'document.too-large': msg({
    message: 'is too large to be stored: at most {most} characters',
    context: 'reason document.too-large',
  }),
  'document.day-type': msg({
    message: 'the day type is workday, restday, offday or holiday',
    context: 'reason document.day-type',
  }),
  'document.column': msg({
    message: 'the column is in, break, resume, out, ot or done',
    context: 'reason document.column',
  }),
  'document.time': msg({
    message: 'write the time as HH:MM, 00:00 to 23:59',
    context: 'reason document.time',
  }),
  'document.date': msg({
    message: 'write the date as YYYY-MM-DD, a day that exists',
    context: 'reason document.date',
  }),
  'document.wall-time': msg({
    message: 'write the local time as YYYY-MM-DDTHH:MM:SS, a moment that exists',
    context: 'reason document.wall-time',
  }),
  'document.instant': msg({
    message: 'write the instant in UTC as YYYY-MM-DDTHH:MM:SSZ',
    context: 'reason document.instant',
  }),
  'document.minutes': msg({ message: 'write whole minutes', context: 'reason document.minutes' }),
  'document.negative': msg({ message: 'minutes cannot be negative', context: 'reason document.negative' }),
  'document.week': msg({ message: 'at most a week (10080 minutes)', context: 'reason document.week' }),
  'document.day': msg({ message: 'at most a day (1440 minutes)', context: 'reason document.day' }),
  'document.one-minute': msg({ message: 'at least one minute', context: 'reason document.one-minute' }),
  'document.longest-shift': msg({
    message: 'a shift lasts at most 30 hours (1800 minutes)',
    context: 'reason document.longest-shift',
  }),
  'document.percent': msg({ message: 'at most 100 percent', context: 'reason document.percent' }),
  'document.empty-id': msg({ message: 'an id cannot be empty', context: 'reason document.empty-id' }),
  'document.long-id': msg({
    message: 'an id has at most 128 characters',
    context: 'reason document.long-id',
  }),
  'document.empty-name': msg({ message: 'a name cannot be empty', context: 'reason document.empty-name' }),
  'document.long-name': msg({
    message: 'a name has at most 100 characters',
    context: 'reason document.long-name',
  }),
  'document.range': msg({
    message: '"to" is the first day after the range: it must lie after "from"',
    context: 'reason document.range',
  }),
  'document.name-a-schedule': msg({
    message: 'name a schedule, or leave the list out',
    context: 'reason document.name-a-schedule',
  }),
  'document.three-schedules': msg({
    message: 'a date has at most three schedules',
    context: 'reason document.three-schedules',
  }),
  'document.several-schedules': msg({
    message: 'name each schedule of the date once, the first one in scheduleId',
    context: 'reason document.several-schedules',
  }),
  'document.schedule-or-type': msg({
    message: 'name a schedule, a day type or both',
    context: 'reason document.schedule-or-type',
  }),
  'document.override': msg({
    message: 'an override names a schedule, a day type or both',
    context: 'reason document.override',
  }),
  'document.three-shifts': msg({
    message: 'a day has at most three shifts',
    context: 'reason document.three-shifts',
  }),
  'document.workday': msg({
    message: 'a workday has at least one shift with in and out',
    context: 'reason document.workday',
  }),
  'document.break-and-resume': msg({
    message: 'break and resume belong together: set both or neither',
    context: 'reason document.break-and-resume',
  }),
  'document.ot-and-done': msg({
    message: 'an ot time needs a done time',
    context: 'reason document.ot-and-done',
  }),
  'document.no-length': msg({
    message: 'in and out are the same time: a shift has a length; set outOnNextDay for a duty of 24 hours',
    context: 'reason document.no-length',
  }),
  'document.next-day': msg({
    message:
      'a shift is shorter than 24 hours: check which times are on the next day, or set outOnNextDay for a longer duty',
    context: 'reason document.next-day',
  }),
  'document.longest-duty': msg({
    message: 'a duty lasts at most 30 hours: check which times are on the next day',
    context: 'reason document.longest-duty',
  }),
  'document.shifts-overlap': msg({
    message: 'shift {shift} starts before shift {before} has ended: list the shifts in the order of the day',
    context: 'reason document.shifts-overlap',
  }),
  'document.open-schedule': msg({
    message: 'an open schedule has at least one shift to choose',
    context: 'reason document.open-schedule',
  }),
  'document.twenty-shifts': msg({ message: 'at most 20 shifts', context: 'reason document.twenty-shifts' }),
  'document.ten-steps': msg({ message: 'at most ten steps', context: 'reason document.ten-steps' }),
  'document.steps': msg({
    message: 'each step begins later than the one before it',
    context: 'reason document.steps',
  }),
  'document.day-types': msg({ message: 'name at least one day type', context: 'reason document.day-types' }),
  'document.day-twice': msg({ message: '"{key}" names {day} twice', context: 'reason document.day-twice' }),
  'document.day-of-two': msg({
    message: '"{first}" and "{second}" both say what {day} is',
    context: 'reason document.day-of-two',
  }),
  'document.date-twice': msg({ message: '{date} is listed twice', context: 'reason document.date-twice' }),
} as const satisfies Partial<Readonly<Record<ReasonKey, MessageDescriptor>>>;
