/** Routes and schemas of stored punches and of records in quarantine. @module */

import * as z from 'zod';
import { quarantineReasons } from '#shared/punch/plausibility.ts';
import { InstantField, LocalDateField, page, paging, Serial, UserId, WallTimeField } from './fields.ts';
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
  })
  .meta({ id: 'Punch' });

/** A page of punches. */
const PunchPage = page(PunchField);

/** A record that could not become a punch. */
export const QuarantinedRecord = z
  .looseObject({
    id: z.string(),
    terminal: Serial,
    reason: z.enum(quarantineReasons),
    pin: z.string(),
    time: z.string(),
    status: z.number().int(),
    verify: z.number().int(),
    workCode: z.string(),
    raw: z.string().optional(),
    place: z
      .number()
      .int()
      .optional()
      .meta({ description: 'Of a blank record: its place in the log, from 1' }),
    receivedAt: InstantField,
  })
  .meta({ id: 'QuarantinedRecord' });

/** Routes of punches and of what could not become one. */
export const punches = {
  listPunches: route({
    method: 'GET',
    path: '/v1/punches',
    service: 'api',
    principals: readers,
    scopes: ['punches:read'],
    tag: 'punches',
    summary: 'Punches of one user id in order of wall time',
    query: z.strictObject({ ...paging, userId: UserId, from: LocalDateField, to: LocalDateField }),
    answer: { status: 200, body: PunchPage },
    problems: ['request.cursor', 'range.invalid'],
  }),
  listArrivals: route({
    method: 'GET',
    path: '/v1/punches/arrivals',
    service: 'api',
    principals: readers,
    scopes: ['punches:read'],
    tag: 'punches',
    summary: 'Punches in order of their arrival in the cloud on one day (UTC), shown a second late',
    query: z.strictObject({ ...paging, day: LocalDateField }),
    answer: { status: 200, body: PunchPage },
    problems: ['request.cursor'],
  }),
  listQuarantine: route({
    method: 'GET',
    path: '/v1/quarantine',
    service: 'api',
    principals: readers,
    scopes: ['punches:read'],
    tag: 'punches',
    summary: 'Records that could not become punches, the latest first',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(QuarantinedRecord) },
    problems: ['request.cursor'],
  }),
};
