/** Routes that the links in mailed reports lead to. They need no credential: the token in the link is one. @module */

import * as z from 'zod';
import { InstantField } from './fields.ts';
import type { Plain } from './plain.ts';
import { route } from './route.ts';

const params = z.strictObject({
  mailToken: z
    .string()
    .min(1)
    .max(600)
    .meta({ description: 'As it stands in the link', example: 'WyJ1Il0.c2lnbmVk' }),
});

const Subscription = z
  .looseObject({
    title: z
      .string()
      .optional()
      .meta({ description: 'What is sent; absent when it is sent to nobody any more' }),
    address: z.string().optional(),
    subscribed: z.boolean(),
  })
  .meta({ id: 'ReportSubscription' });
export type ReportSubscription = Plain<z.output<typeof Subscription>>;

const MailedFiles = z
  .looseObject({
    until: InstantField.meta({ description: 'Until when the files are kept' }),
    files: z.array(
      z
        .looseObject({ name: z.string(), url: z.string().meta({ description: 'Works for 15 minutes' }) })
        .meta({ id: 'MailedFile' }),
    ),
  })
  .meta({ id: 'MailedFiles' });
export type MailedFiles = Plain<z.output<typeof MailedFiles>>;

/** Routes of links in mails. */
export const reportMails = {
  getReportSubscription: route({
    method: 'GET',
    path: '/v1/report-mails/{mailToken}/subscription',
    service: 'api',
    principals: ['public'],
    tag: 'reports',
    summary: 'Whether a recipient gets a report by e-mail; as HTML, a page that asks whether to unsubscribe',
    params,
    answer: { status: 200, body: Subscription, html: true },
    problems: ['report-mail.link'],
  }),
  setReportSubscription: route({
    method: 'POST',
    path: '/v1/report-mails/{mailToken}/subscription',
    service: 'api',
    principals: ['public'],
    tag: 'reports',
    summary: 'Unsubscribe from a report, as the list header of a mail says (RFC 8058), or subscribe again',
    params,
    query: z.strictObject({
      want: z
        .enum(['off', 'on'])
        .default('off')
        .meta({ description: 'Whether mails are wanted from now on' }),
    }),
    answer: { status: 200, body: Subscription, html: true },
    problems: ['report-mail.link', 'report-schedule.too-many-recipients', 'service.busy'],
  }),
  getMailedFiles: route({
    method: 'GET',
    path: '/v1/report-mails/{mailToken}/files',
    service: 'api',
    principals: ['public'],
    tag: 'reports',
    summary: 'Files that were too large for a mail; as HTML, a page with links to them',
    params,
    answer: { status: 200, body: MailedFiles, html: true },
    problems: ['report-mail.link'],
  }),
};
