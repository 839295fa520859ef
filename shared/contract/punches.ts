/** Routes and schemas of stored punches. @module */

import * as z from 'zod';
import { Column } from '#shared/attendance/model/index.ts';
import { Told } from '#shared/reasons/index.ts';
import {
  InstantField,
  LocalDateField,
  page,
  paging,
  Serial,
  SiteName,
  severalOf,
  UserId,
  WallTimeField,
} from './fields.ts';
import { readers, route } from './route.ts';

/** A stored punch. */
export const PunchField = z
  .looseObject({
    serial: Serial,
    pin: z.string(),
    wallTime: WallTimeField,
    instant: InstantField,
    status: z.number().int(),
    verify: z.number().int(),
    workCode: z.string(),
    clockSuspect: z.boolean().optional(),
    countsAs: Serial.optional().meta({
      description: 'The terminal into which this one is merged: the punch counts there, and once',
    }),
    receivedAt: InstantField,
    userId: UserId.optional().meta({ description: 'Whose it is; absent while nobody claims it' }),
    name: z.string().optional().meta({ description: 'Of that user, for callers who may read users' }),
    department: z.string().optional(),
    column: Column.optional().meta({ description: 'With `sheet`: where it stands in the sheet' }),
    sheetDate: LocalDateField.optional().meta({
      description: 'With `sheet`: the day on which it counts or was left out',
    }),
    ignored: Told.optional().meta({ description: 'With `sheet`: why it does not count' }),
  })
  .meta({ id: 'Punch' });

/** A page of punches. */
const PunchPage = page(PunchField);

/** The cursor with which a list goes on once it has ended. @param when - where it is not always there */
function resumeCursor(when = '') {
  return z
    .string()
    .optional()
    .meta({
      description:
        `${when}As \`cursor\` it gives what has come since, in the same order, also after the last page; ask again at once ` +
        'when the page is full',
    });
}

/** What punches are narrowed to: all that is given must hold. A page may then be short although more follow. */
const punchFilters = {
  terminal: Serial.optional().meta({ description: 'Where it was recorded, or for which it counts' }),
  site: SiteName.optional().meta({ description: 'Where the terminal stands' }),
  department: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'In which the person is now' }),
  sheet: z
    .literal('true')
    .optional()
    .meta({ description: 'Say also in which column of the sheet each punch stands, or why in none' }),
};

/** Routes of punches. */
export const punches = {
  listPunches: route({
    method: 'GET',
    path: '/v1/punches',
    service: 'api',
    principals: readers,
    scopes: ['punches:read'],
    tag: 'punches',
    summary:
      'Punches of some people or of everybody, by wall time or by arrival, in order or the latest first',
    query: z.strictObject({
      ...paging,
      userId: severalOf(UserId, 100).optional().meta({
        description: 'Any of these; an id of before a merge stands for the one of now. Without it, everybody',
      }),
      from: LocalDateField,
      to: LocalDateField.meta({ description: 'The first day after the range' }),
      by: z
        .enum(['wall-time', 'arrival'])
        .default('wall-time')
        .meta({
          description:
            'What the days of the range and the order are of: `wall-time`, as the terminals recorded it, of at most 200 people ' +
            '(by `userId`, by `department`, or all there are); `arrival` in the cloud, in UTC, of everybody, with a `resumeCursor`',
        }),
      order: z
        .enum(['time', 'latest'])
        .default('time')
        .meta({ description: 'The earliest or the latest first' }),
      ...punchFilters,
    }),
    answer: {
      status: 200,
      body: PunchPage.extend({ resumeCursor: resumeCursor('By arrival. ') }).meta({ id: 'PunchList' }),
    },
    problems: ['request.cursor', 'range.invalid', 'users.too-many'],
  }),
  listArrivals: route({
    method: 'GET',
    path: '/v1/punches/arrivals',
    service: 'api',
    principals: readers,
    scopes: ['punches:read'],
    tag: 'punches',
    summary:
      'Punches in order of their arrival in the cloud on one day (UTC), shown a second late, or the latest first',
    query: z.strictObject({
      ...paging,
      day: LocalDateField.meta({ description: 'In UTC' }),
      order: z.enum(['arrival', 'latest']).default('arrival'),
      userId: UserId.optional(),
      ...punchFilters,
    }),
    answer: {
      status: 200,
      body: PunchPage.extend({
        resumeCursor: resumeCursor(),
      }).meta({ id: 'ArrivalPage' }),
    },
    problems: ['request.cursor'],
  }),
};
