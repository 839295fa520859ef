/** Route and schemas of the roster board: what is planned for people, day by day. @module */

import * as z from 'zod';
import { DayType } from '#shared/attendance/model/index.ts';
import {
  Count,
  LocalDateField,
  page,
  paging,
  SiteName,
  Slug,
  severalOf,
  TimeOfDayField,
  UserId,
  WallTimeField,
} from './fields.ts';
import { readers, route } from './route.ts';

const PlannedShift = z
  .looseObject({
    scheduleId: Slug.nullable(),
    start: WallTimeField.meta({ description: "First scheduled time, local time of the user's zone" }),
    end: WallTimeField.meta({ description: 'Last scheduled time; after midnight it has the next date' }),
    expected: Count.meta({ description: 'Work in seconds' }),
    isChoice: z.literal(true).optional().meta({
      description:
        'One of several of an open schedule: the punches choose; absent for a shift that is to be worked',
    }),
  })
  .meta({ id: 'PlannedShift' });

const PlannedDay = z
  .looseObject({
    date: LocalDateField,
    dayType: DayType,
    scheduleIds: z.array(Slug).meta({ description: 'Schedules of the day; empty for none' }),
    shifts: z.array(PlannedShift),
    expected: Count.meta({ description: 'Work in seconds, after holidays and leave' }),
    holiday: z
      .looseObject({ name: z.string(), half: z.boolean() })
      .optional()
      .meta({ description: 'Of the calendar, also where an override makes the day a workday' }),
    leave: z
      .array(z.looseObject({ type: z.string(), seconds: Count.meta({ description: 'Seconds taken' }) }))
      .optional()
      .meta({ description: 'Absent without leave' }),
    isOverridden: z.literal(true).optional().meta({
      description: 'HR has planned this day otherwise than the roster; absent when not',
    }),
  })
  .meta({ id: 'PlannedDay' });

const BoardPerson = z
  .looseObject({
    userId: UserId,
    name: z.string().optional(),
    department: z.string().optional(),
    days: z
      .array(PlannedDay)
      .meta({ description: 'By date; days on which the person is not employed are left out' }),
    expected: Count.meta({ description: 'Work of these days in seconds' }),
  })
  .meta({ id: 'BoardPerson' });

const Coverage = z
  .looseObject({
    date: LocalDateField,
    scheduleId: Slug.nullable(),
    start: TimeOfDayField.meta({ description: 'Local time of day at which the shift begins' }),
    people: Count,
  })
  .meta({
    id: 'Coverage',
    description: 'How many people of the page are planned for a shift; leave of a whole day is not counted',
  });

/** Route of the roster board. */
export const rosterBoard = {
  getRosterBoard: route({
    method: 'GET',
    path: '/v1/roster-board',
    service: 'api',
    principals: readers,
    scopes: ['plan:read', 'users:read'],
    tag: 'plan',
    summary:
      'What is planned for people on from ≤ date < to, with hours and coverage; filtered pages may be short',
    query: z.strictObject({
      ...paging,
      limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'People a page' }),
      from: LocalDateField,
      to: LocalDateField.meta({ description: 'The first day after the range; at most 62 days after `from`' }),
      userId: severalOf(UserId, 100)
        .optional()
        .meta({ description: 'Of these people; repeat the parameter for several' }),
      department: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'In which people are now' }),
      site: SiteName.optional().meta({ description: 'That HR has entered for people' }),
      search: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'Part of the id, the name or the employee number' }),
    }),
    answer: {
      status: 200,
      body: page(BoardPerson)
        .extend({
          coverage: z.array(Coverage).meta({ description: 'Of the people of this page, by date and time' }),
        })
        .meta({ id: 'RosterBoard' }),
    },
    problems: ['request.cursor', 'range.invalid', 'user.unknown', 'user.merged'],
  }),
};
