/** Routes of the plan: clocking schedules, duty rosters and holiday calendars. @module */

import * as z from 'zod';
import { ClockingSchedule, DutyRoster, HolidayCalendar } from '#shared/attendance/model/index.ts';
import { Count, InstantField, page, paging, Slug } from './fields.ts';
import { editors, readers, route } from './route.ts';

const idParams = z.strictObject({ id: Slug });
const listQuery = z.strictObject({
  ...paging,
  archived: z.enum(['without', 'only', 'also']).default('without').meta({
    description:
      'Whether archived ones are listed; without some of them a page may be short although more follow',
  }),
});
const archivedAt = InstantField.optional().meta({
  description: 'Since when it is archived; absent when it is not',
});
const editProblems = [
  'request.stale',
  'request.nothing-to-match',
  'request.no-if-match',
  'request.invalid',
] as const;

/** A clocking schedule with its version. */
const Schedule = z
  .looseObject({ version: Count, archivedAt, schedule: ClockingSchedule })
  .meta({ id: 'StoredSchedule' });
/** A duty roster with its version. */
const Roster = z.looseObject({ version: Count, archivedAt, roster: DutyRoster }).meta({ id: 'StoredRoster' });
/** A holiday calendar with its version. */
const Calendar = z
  .looseObject({ version: Count, archivedAt, calendar: HolidayCalendar })
  .meta({ id: 'StoredCalendar' });

/**
 * Routes of the plan: clocking schedules, duty rosters, holiday calendars. A `PUT` of a new one goes without `If-Match`;
 * replacing one needs the ETag that was read.
 */
export const plan = {
  listSchedules: route({
    method: 'GET',
    path: '/v1/clocking-schedules',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary: 'Clocking schedules',
    query: listQuery,
    answer: { status: 200, body: page(Schedule) },
    problems: ['request.cursor'],
  }),
  getSchedule: route({
    method: 'GET',
    path: '/v1/clocking-schedules/{id}',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary: 'One clocking schedule',
    params: idParams,
    answer: { status: 200, body: Schedule, etag: true },
    problems: ['schedule.unknown'],
  }),
  putSchedule: route({
    method: 'PUT',
    path: '/v1/clocking-schedules/{id}',
    service: 'api',
    principals: editors,
    scopes: ['plan:write'],
    tag: 'plan',
    summary: 'Save a clocking schedule; sheets of this and the previous month are generated again',
    params: idParams,
    body: ClockingSchedule,
    mayMatch: true,
    answer: { status: 200, body: Schedule, etag: true },
    problems: [...editProblems, 'plan.overlap'],
  }),
  listRosters: route({
    method: 'GET',
    path: '/v1/duty-rosters',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary: 'Duty rosters',
    query: listQuery,
    answer: { status: 200, body: page(Roster) },
    problems: ['request.cursor'],
  }),
  getRoster: route({
    method: 'GET',
    path: '/v1/duty-rosters/{id}',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary: 'One duty roster',
    params: idParams,
    answer: { status: 200, body: Roster, etag: true },
    problems: ['roster.unknown'],
  }),
  putRoster: route({
    method: 'PUT',
    path: '/v1/duty-rosters/{id}',
    service: 'api',
    principals: editors,
    scopes: ['plan:write'],
    tag: 'plan',
    summary: 'Save a duty roster; sheets of this and the previous month are generated again',
    params: idParams,
    body: DutyRoster,
    mayMatch: true,
    answer: { status: 200, body: Roster, etag: true },
    problems: [...editProblems, 'schedule.unknown', 'plan.archived', 'plan.overlap'],
  }),
  listCalendars: route({
    method: 'GET',
    path: '/v1/calendars',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary: 'Holiday calendars',
    query: listQuery,
    answer: { status: 200, body: page(Calendar) },
    problems: ['request.cursor'],
  }),
  getCalendar: route({
    method: 'GET',
    path: '/v1/calendars/{id}',
    service: 'api',
    principals: readers,
    scopes: ['plan:read'],
    tag: 'plan',
    summary: 'One holiday calendar',
    params: idParams,
    answer: { status: 200, body: Calendar, etag: true },
    problems: ['calendar.unknown'],
  }),
  putCalendar: route({
    method: 'PUT',
    path: '/v1/calendars/{id}',
    service: 'api',
    principals: editors,
    scopes: ['plan:write'],
    tag: 'plan',
    summary: 'Save a holiday calendar; sheets of this and the previous month are generated again',
    params: idParams,
    body: HolidayCalendar,
    mayMatch: true,
    answer: { status: 200, body: Calendar, etag: true },
    problems: editProblems,
  }),
};
