/** Routes and schemas of reports and exports that are sent by e-mail: which one, of which days, when, and to whom. @module */

import * as z from 'zod';
import { Rhythm } from './export-schedules.ts';
import { exportForm } from './exports.ts';
import { failure } from './failure.ts';
import {
  Count,
  EmailAddress,
  ExportId,
  InstantField,
  LocalDateField,
  page,
  paging,
  ReportRunId,
  SiteName,
  Slug,
  TimeOfDayField,
  UserId,
  ZoneField,
} from './fields.ts';
import type { Plain } from './plain.ts';
import { Grouping, ReportNameField } from './reports.ts';
import { route } from './route.ts';

/** Most schedules that an organisation has. */
export const mostReportSchedules = 50;
/** Most recipients of a schedule. */
export const mostRecipients = 50;

/** The days of a report, as seen on the day on which it is sent. */
export const ReportDays = z
  .enum([
    'today',
    'yesterday',
    'last-7-days',
    'this-week',
    'last-week',
    'this-month',
    'last-month',
    'this-payroll-period',
    'last-payroll-period',
  ])
  .meta({
    id: 'ReportDays',
    description:
      'Of which days, as seen on the day on which it is sent. `this-…` goes up to yesterday, and on the first day of one is the ' +
      'whole one before; weeks and payroll periods are those of the settings',
  });
export type ReportDays = z.output<typeof ReportDays>;

const MailedReport = z
  .strictObject({
    what: z.literal('report'),
    name: ReportNameField,
    department: z.string().trim().min(1).max(100).optional(),
    site: SiteName.optional(),
    userId: UserId.optional(),
    search: z.string().trim().min(1).max(100).optional().meta({ description: 'Part of the id or the name' }),
    groupBy: Grouping.optional(),
    attach: z
      .array(z.enum(['csv', 'xlsx']))
      .max(2)
      .default([])
      .meta({ description: 'Files of the same table beside it' }),
  })
  .meta({ id: 'MailedReport', description: 'A report, as the text of the mail' });

const MailedExport = z
  .strictObject({
    what: z.literal('export'),
    export: z.strictObject(exportForm).meta({ id: 'MailedExportForm' }),
  })
  .meta({ id: 'MailedExport', description: 'The files of an export, attached' });

const Input = z
  .strictObject({
    title: z.string().trim().min(1).max(100).optional().meta({
      description: 'Subject of the mails, before the days; without it, what the report is called',
    }),
    content: z.discriminatedUnion('what', [MailedReport, MailedExport]).meta({ id: 'MailedContent' }),
    days: ReportDays,
    at: TimeOfDayField.meta({ description: 'Local time; the mails are sent within about 15 minutes' }),
    rhythm: Rhythm,
    zone: ZoneField.optional().meta({
      description:
        'Zone of `at`, by whose calendar the days go too; without it, that of the site or the settings',
    }),
    site: SiteName.optional().meta({
      description:
        'Instead of `zone`: the clocks of this site, as `GET /v1/sites` shows them. It narrows nothing',
    }),
    recipients: z.array(EmailAddress).max(mostRecipients).meta({
      description:
        'Each gets a mail of its own; with none, nothing is sent. The same address in other letters is the same',
    }),
    active: z.boolean().default(true),
    whenEmpty: z
      .enum(['send', 'skip'])
      .default('send')
      .meta({ description: 'What becomes of a report without rows' }),
  })
  .refine(({ zone, site }) => zone === undefined || site === undefined, {
    path: ['site'],
    message: 'cannot stand beside a zone',
  })
  .meta({ id: 'ReportScheduleInput' });
/** A schedule as somebody sets it. */
export type ReportScheduleInput = Plain<z.output<typeof Input>>;

const Unsubscribed = z
  .looseObject({
    id: z.string().meta({ description: 'As the audit trail names the recipient' }),
    address: z.string().optional().meta({ description: 'Absent where it had been taken out before' }),
    at: InstantField,
  })
  .meta({ id: 'UnsubscribedRecipient' });

const ReportSchedule = z
  .looseObject({
    ...Input.shape,
    id: Slug,
    savedAt: InstantField,
    nextAt: InstantField.optional().meta({ description: 'When it is due next; absent when it is off' }),
    nextZone: ZoneField.meta({ description: 'By whose clocks it goes' }),
    unsubscribed: z.array(Unsubscribed).meta({
      description: 'Who wants no more of it. Only they themselves can change that, by the link in a mail',
    }),
  })
  .meta({ id: 'ReportSchedule' });
export type ReportSchedule = Plain<z.output<typeof ReportSchedule>>;

/** A recipient of a sending, and what has become of the mail to them. */
export const SentTo = z
  .looseObject({
    address: z.string(),
    state: z.enum(['waiting', 'sending', 'sent', 'failed', 'left-out']).meta({
      description:
        '`sent`: handed over to the mail service. `left-out`: unsubscribed, or taken out, before it was sent',
    }),
    at: InstantField.optional().meta({ description: 'When it got into this state' }),
    reason: z.string().optional().meta({ description: 'Why it failed' }),
    told: failure.told,
  })
  .meta({ id: 'ReportRunRecipient' });

/** What has become of a sending. */
export const SentState = z.enum(['waiting', 'sent', 'partly', 'failed', 'nothing']).meta({
  description: '`partly`: to some recipients. `nothing`: there was nothing to send, or nobody to send it to',
});

const ReportRun = z
  .looseObject({
    id: ReportRunId,
    scheduleId: Slug,
    state: SentState,
    reason: z.string().optional().meta({ description: 'Why it failed, or why nothing was sent' }),
    ...failure,
    from: LocalDateField,
    to: LocalDateField.meta({ description: 'The first day after the range' }),
    startedAt: InstantField,
    requestedBy: z.string().meta({ description: '`schedule`, or who asked for it' }),
    endedAt: InstantField.optional(),
    rows: Count.optional(),
    exportId: ExportId.optional().meta({ description: 'The export whose files are sent' }),
    recipients: z.array(SentTo),
  })
  .meta({ id: 'ReportRun' });
export type ReportRun = Plain<z.output<typeof ReportRun>>;

const params = z.strictObject({ scheduleId: Slug });
const principals = ['hr', 'admin'] as const;

/** Routes of reports that are sent by e-mail. They show addresses of people, and so are for those who may edit people. */
export const reportSchedules = {
  listReportSchedules: route({
    method: 'GET',
    path: '/v1/report-schedules',
    service: 'api',
    principals,
    tag: 'reports',
    summary: 'Reports that are sent by e-mail, when each is due next, and who has unsubscribed',
    answer: {
      status: 200,
      body: z.looseObject({ items: z.array(ReportSchedule) }).meta({ id: 'ReportSchedules' }),
    },
  }),
  putReportSchedule: route({
    method: 'PUT',
    path: '/v1/report-schedules/{scheduleId}',
    service: 'api',
    principals,
    tag: 'reports',
    summary: 'Have a report or an export sent by e-mail, or change how',
    params,
    body: Input,
    answer: { status: 200, body: ReportSchedule },
    problems: [
      'mail.not-configured',
      'report-schedule.too-many',
      'report-schedule.unsubscribed',
      'report.grouping',
      'range.invalid',
      'export-template.unknown',
      'user.unknown',
      'user.merged',
      'service.busy',
    ],
  }),
  deleteReportSchedule: route({
    method: 'DELETE',
    path: '/v1/report-schedules/{scheduleId}',
    service: 'api',
    principals,
    tag: 'reports',
    summary: 'Send it no more; who has unsubscribed stays known, should the id be used again',
    params,
    answer: { status: 204 },
    problems: ['report-schedule.unknown', 'service.busy'],
  }),
  sendReportNow: route({
    method: 'POST',
    path: '/v1/report-schedules/{scheduleId}/send',
    service: 'api',
    principals,
    tag: 'reports',
    summary: 'Send it to its recipients now, of the days as seen today, also while it is off',
    params,
    answer: { status: 202, body: ReportRun },
    problems: ['report-schedule.unknown', 'mail.not-configured', 'request.key-reused'],
  }),
  listReportRuns: route({
    method: 'GET',
    path: '/v1/report-schedules/{scheduleId}/runs',
    service: 'api',
    principals,
    tag: 'reports',
    summary: 'What was sent by a schedule, or not, and to whom; the latest first',
    params,
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(ReportRun) },
    problems: ['report-schedule.unknown', 'request.cursor'],
  }),
};
