/** Routes and schemas of scheduled exports: which one, of which days, and when. @module */

import * as z from 'zod';
import { exportForm } from './exports.ts';
import { Count, InstantField, Slug, TimeOfDayField } from './fields.ts';
import type { Plain } from './plain.ts';
import { readers, route } from './route.ts';

/** Most schedules that an organisation has. */
export const mostExportSchedules = 20;

const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

/** On which days something is made. */
export const Rhythm = z
  .discriminatedUnion('every', [
    z.strictObject({ every: z.literal('day') }).meta({ id: 'DailyExport' }),
    z.strictObject({ every: z.literal('week'), on: weekday }).meta({ id: 'WeeklyExport' }),
    z
      .strictObject({
        every: z.literal('month'),
        on: z.int().min(1).max(28).meta({ description: 'Day of the month' }),
      })
      .meta({ id: 'MonthlyExport' }),
  ])
  .meta({ id: 'ExportRhythm' });
/** On which days something is made. */
export type Rhythm = Plain<z.output<typeof Rhythm>>;

const ScheduleInput = z
  .strictObject({
    at: TimeOfDayField.meta({
      description: 'Local time in the zone of the settings; the export begins within 15 minutes',
    }),
    rhythm: Rhythm,
    days: z.enum(['yesterday', 'last-7-days', 'this-month', 'last-month']).meta({
      description:
        'Of which days, as seen on the day on which it begins: up to yesterday; `this-month` on the first is the whole last month',
    }),
    export: z.strictObject(exportForm).meta({ id: 'ScheduledExportForm' }),
  })
  .meta({ id: 'ExportScheduleInput' });
/** A schedule as somebody sets it. */
export type ExportScheduleInput = Plain<z.output<typeof ScheduleInput>>;

const ExportSchedule = z
  .looseObject({ ...ScheduleInput.shape, id: Slug, savedAt: InstantField })
  .meta({ id: 'ExportSchedule' });

const params = z.strictObject({ scheduleId: Slug });

/** Routes of scheduled exports. */
export const exportSchedules = {
  listExportSchedules: route({
    method: 'GET',
    path: '/v1/export-schedules',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'exports',
    summary: 'Scheduled exports; what they have made stands in the list of exports',
    answer: {
      status: 200,
      body: z.looseObject({ items: z.array(ExportSchedule), version: Count }).meta({ id: 'ExportSchedules' }),
    },
  }),
  putExportSchedule: route({
    method: 'PUT',
    path: '/v1/export-schedules/{scheduleId}',
    service: 'api',
    principals: ['hr', 'admin'],
    tag: 'exports',
    summary: 'Schedule an export, or change one',
    params,
    body: ScheduleInput,
    answer: { status: 200, body: ExportSchedule },
    problems: [
      'export-schedule.too-many',
      'export-template.unknown',
      'user.unknown',
      'request.invalid',
      'service.busy',
    ],
  }),
  deleteExportSchedule: route({
    method: 'DELETE',
    path: '/v1/export-schedules/{scheduleId}',
    service: 'api',
    principals: ['hr', 'admin'],
    tag: 'exports',
    summary: 'Stop a scheduled export; what it has made stays',
    params,
    answer: { status: 204 },
    problems: ['export-schedule.unknown', 'service.busy'],
  }),
};
