/** Examples of reports that are sent by e-mail. @module */

import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { aNoticeRun } from '#test/support/notice-run.ts';
import { mailbox } from './mailbox.ts';
import { step } from './step.ts';

const params = { scheduleId: 'mornings' };

/** When the terminal at the gate was found to be silent. */
const silentSince = instantFromEpoch(Date.UTC(2026, 2, 2, 8, 15));

/** The steps of this capability, in their order. */
export const mails = [
  step('putReportSchedule', "Yesterday's exceptions, each morning at seven", {
    params,
    body: {
      title: "Yesterday's exceptions",
      content: { what: 'report', name: 'exceptions', attach: ['xlsx'] },
      days: 'yesterday',
      at: '07:00',
      rhythm: { every: 'day' },
      zone: 'Europe/Berlin',
      recipients: ['hr@example.com'],
      whenEmpty: 'skip',
    },
  }),
  step('putReportSchedule', 'The payroll file of last month, on the third', {
    params: { scheduleId: 'payroll' },
    body: {
      content: { what: 'export', export: { kind: 'summary', format: 'xlsx' } },
      days: 'last-month',
      at: '06:00',
      rhythm: { every: 'month', on: 3 },
      recipients: ['payroll@example.com'],
    },
  }),
  step('listReportSchedules', 'What is sent, and when next', {}),
  step('sendReportNow', 'See how it looks', { params: { scheduleId: 'payroll' } }),
  step('listReportRuns', 'Whom it has been sent to', { params: { scheduleId: 'payroll' } }),
  step('getReportSubscription', 'What the link of a mail shows', () => ({
    params: { mailToken: mailbox.subscriptionToken() },
  })),
  step('setReportSubscription', 'The recipient wants no more', () => ({
    params: { mailToken: mailbox.subscriptionToken() },
    query: { want: 'off' as const },
  })),
  step('setReportSubscription', 'And again, after all', () => ({
    params: { mailToken: mailbox.subscriptionToken() },
    query: { want: 'on' as const },
  })),
  step('getMailedFiles', 'Files that were too large for a mail; this one had none', (past) => ({
    params: { mailToken: mailbox.filesToken(past.answer('sendReportNow').id) },
  })),
  step('deleteReportSchedule', 'No more mails', { params }),
  step('deleteReportSchedule', 'None at all', { params: { scheduleId: 'payroll' } }),
  step(
    'listNoticeRuns',
    'Whether HR was told that nothing is heard of the terminal at the gate',
    {},
    { before: (stores) => stores.reportRuns.add(aNoticeRun(silentSince, 'GATE000001')) },
  ),
];
