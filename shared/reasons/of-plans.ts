/** What is wrong with schedules, rosters, calendars and rules, and why a plan cannot be computed. @module */

import { entry } from './entry.ts';

/** The sentences about the documents of the plan. */
export const ofPlans = {
  'plan-fault.zone': entry(
    'The days of user {userId} cannot be computed: their time zone "{zone}" is not known here. Choose another zone in the settings',
    { userId: 'text', zone: 'zone' },
  ),
  'document.twice': entry('"{id}" occurs twice', { id: 'text' }),
  'document.no-schedule': entry('there is no schedule "{id}"', { id: 'text' }),
  'document.no-calendar': entry('there is no calendar "{id}"', { id: 'text' }),
  'document.fixed-times': entry(
    '"{id}" has no fixed times: schedules of one date are weekly or daily. Make one schedule with several shifts of what is worked on that date',
    { id: 'text' },
  ),
  'document.too-large': entry('is too large to be stored: at most {most} characters', { most: 'count' }),
  'document.day-type': entry('the day type is workday, restday, offday or holiday'),
  'document.column': entry('the column is in, break, resume, out, ot or done'),
  'document.time': entry('write the time as HH:MM, 00:00 to 23:59'),
  'document.date': entry('write the date as YYYY-MM-DD, a day that exists'),
  'document.wall-time': entry('write the local time as YYYY-MM-DDTHH:MM:SS, a moment that exists'),
  'document.instant': entry('write the instant in UTC as YYYY-MM-DDTHH:MM:SSZ'),
  'document.minutes': entry('write whole minutes'),
  'document.negative': entry('minutes cannot be negative'),
  'document.week': entry('at most a week (10080 minutes)'),
  'document.day': entry('at most a day (1440 minutes)'),
  'document.one-minute': entry('at least one minute'),
  'document.longest-shift': entry('a shift lasts at most 30 hours (1800 minutes)'),
  'document.percent': entry('at most 100 percent'),
  'document.empty-id': entry('an id cannot be empty'),
  'document.long-id': entry('an id has at most 128 characters'),
  'document.empty-name': entry('a name cannot be empty'),
  'document.long-name': entry('a name has at most 100 characters'),
  'document.range': entry('"to" is the first day after the range: it must lie after "from"'),
  'document.name-a-schedule': entry('name a schedule, or leave the list out'),
  'document.three-schedules': entry('a date has at most three schedules'),
  'document.several-schedules': entry('name each schedule of the date once, the first one in scheduleId'),
  'document.schedule-or-type': entry('name a schedule, a day type or both'),
  'document.override': entry('an override names a schedule, a day type or both'),
  'document.three-shifts': entry('a day has at most three shifts'),
  'document.workday': entry('a workday has at least one shift with in and out'),
  'document.break-and-resume': entry('break and resume belong together: set both or neither'),
  'document.ot-and-done': entry('an ot time needs a done time'),
  'document.no-length': entry(
    'in and out are the same time: a shift has a length; set outOnNextDay for a duty of 24 hours',
  ),
  'document.next-day': entry(
    'a shift is shorter than 24 hours: check which times are on the next day, or set outOnNextDay for a longer duty',
  ),
  'document.longest-duty': entry('a duty lasts at most 30 hours: check which times are on the next day'),
  'document.shifts-overlap': entry(
    'shift {shift} starts before shift {before} has ended: list the shifts in the order of the day',
    { shift: 'count', before: 'count' },
  ),
  'document.open-schedule': entry('an open schedule has at least one shift to choose'),
  'document.twenty-shifts': entry('at most 20 shifts'),
  'document.ten-steps': entry('at most ten steps'),
  'document.steps': entry('each step begins later than the one before it'),
  'document.day-types': entry('name at least one day type'),
  'document.day-twice': entry('"{key}" names {day} twice', { key: 'text', day: 'text' }),
  'document.day-of-two': entry('"{first}" and "{second}" both say what {day} is', {
    first: 'text',
    second: 'text',
    day: 'text',
  }),
  'document.date-twice': entry('{date} is listed twice', { date: 'date' }),
} as const;
