/** Routes and schemas of reports. @module */

import * as z from 'zod';
import { Phrase, Told } from '#shared/reasons/index.ts';
import { LocalDateField, SiteName, UserId } from './fields.ts';
import type { Plain } from './plain.ts';
import { reportNames } from './report-names.ts';
import { readers, route } from './route.ts';

/** The name of a report. */
export const ReportNameField = z
  .enum(reportNames)
  .meta({ id: 'ReportName', description: 'Name of a report', example: 'time-card' });
/** By what the rows of a report are put together. */
export const Grouping = z.enum(['none', 'department', 'user']).meta({ id: 'ReportGrouping' });

/** The forms in which a report is given. */
export const ReportFormat = z.enum(['json', 'csv', 'xlsx', 'html']).meta({ id: 'ReportFormat' });
/** The forms in which a report is given. */
export type ReportFormat = z.infer<typeof ReportFormat>;

const ReportColumn = z
  .looseObject({
    key: z.string(),
    title: z.string(),
    type: z.enum(['text', 'date', 'time', 'duration', 'hours', 'count', 'number', 'instant']).meta({
      description:
        'What its values are. `time`: wall time in seconds since the midnight with which the date of the row begins, 86400 ' +
        'and more on the next day. `duration` and `hours`: whole seconds. `instant`: UTC. All others as their name says',
    }),
    sum: z.literal(true).optional().meta({ description: 'The totals add its values up' }),
  })
  .meta({ id: 'ReportColumn' });

const ReportRow = z
  .array(z.union([z.string(), z.number(), z.null()]))
  .meta({ id: 'ReportRow', description: 'Values in the order of the columns; null is an empty cell' });

/** A report as a table. */
export const ReportTable = z
  .looseObject({
    title: z.string(),
    notes: z.array(z.string()).meta({ description: 'Sentences that say what was asked for' }),
    toldNotes: z
      .array(Told)
      .optional()
      .meta({ description: '`notes` with their keys and values, in the same order' }),
    columns: z.array(ReportColumn),
    groups: z.array(
      z
        .looseObject({
          label: z.string().nullable().meta({ description: 'null where the report has no groups' }),
          rows: z.array(ReportRow),
          totals: ReportRow.nullable(),
          said: z
            .array(z.record(z.string(), z.array(Phrase)))
            .optional()
            .meta({
              description:
                'For each row the sentences of its texts with their keys and values, by the keys of their columns; absent of ' +
                'reports whose texts are no sentences',
            }),
        })
        .meta({ id: 'ReportGroup' }),
    ),
    totals: ReportRow.nullable().meta({
      description: 'Sums over all groups; null where nothing is added up',
    }),
    legend: z.array(
      z.looseObject({
        sign: z.string(),
        meaning: z.string(),
        told: Told.optional().meta({ description: '`meaning` with its key' }),
      }),
    ),
  })
  .meta({ id: 'ReportTable' });
export type ReportTable = Plain<z.output<typeof ReportTable>>;

const ReportKind = z
  .looseObject({
    name: ReportNameField,
    title: z.string(),
    about: z.string(),
    groupings: z.array(Grouping).meta({ description: 'What `groupBy` takes, its default first' }),
    mostDays: z.number().int().meta({ description: 'Most days of a range' }),
    formats: z.array(ReportFormat),
  })
  .meta({ id: 'ReportKind' });

/** Routes of reports. */
export const reportRoutes = {
  listReports: route({
    method: 'GET',
    path: '/v1/reports',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'reports',
    summary: 'Which reports there are, and what each takes',
    answer: {
      status: 200,
      body: z.looseObject({ items: z.array(ReportKind) }).meta({ id: 'ReportKinds' }),
    },
  }),
  getReport: route({
    method: 'GET',
    path: '/v1/reports/{name}',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read', 'corrections:read', 'punches:read'],
    tag: 'reports',
    summary: 'A report of the days with from ≤ date < to, as a table, as CSV, XLSX or HTML for print',
    params: z.strictObject({ name: ReportNameField }),
    query: z.strictObject({
      from: LocalDateField,
      to: LocalDateField.meta({ description: 'The first day after the range' }),
      userId: UserId.optional(),
      department: z.string().trim().min(1).max(100).optional().meta({
        description:
          'In which people are now, as everywhere in reports: also on days of before, and on locked ones',
      }),
      site: SiteName.optional().meta({ description: 'That HR has entered for people' }),
      search: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: 'Part of the id or the name' }),
      groupBy: Grouping.optional(),
      format: ReportFormat.optional().meta({
        description: 'Before the header `Accept`, for links; without both it is JSON',
      }),
      sums: z
        .enum(['true', 'false'])
        .default('true')
        .meta({ description: 'Whether sums stand in CSV and XLSX' }),
    }),
    answer: { status: 200, body: ReportTable, csv: true, xlsx: true, html: true },
    problems: [
      'range.invalid',
      'times.not-kept',
      'report.grouping',
      'report.too-large',
      'user.unknown',
      'user.merged',
    ],
  }),
};
