/** Problems of reports and notices that are sent by e-mail. @module */

import { problem } from './problem.ts';

/** The rows of these codes. */
export const reportScheduleProblems = {
  'mail.not-configured': problem<Record<string, never>>({
    status: 409,
    says: () => 'This deployment sends no e-mail, because it has no sender.',
    todo: 'Its operator names one that Amazon SES has verified, as mail.from of the deployment in rollcall.deploy.yaml, and deploys again.',
  }),
  'report-mail.link': problem<Record<string, never>>({
    status: 404,
    says: () => 'This link is damaged, or none that was sent.',
    todo: 'Open it from the mail itself, or copy it as a whole.',
  }),
  'report-schedule.unknown': problem<{ scheduleId: string }>({
    status: 404,
    says: ({ scheduleId }) => `There is no schedule of reports "${scheduleId}".`,
    todo: 'GET /v1/report-schedules lists those that there are.',
  }),
  'report-schedule.too-many': problem<{ most: number }>({
    status: 409,
    says: ({ most }) => `There are ${most} schedules of reports, and there can be no more.`,
    todo: 'Delete one that nobody needs.',
  }),
  'report-schedule.too-many-recipients': problem<{ most: number }>({
    status: 409,
    says: ({ most }) => `The report has ${most} recipients, and can have no more.`,
    todo: 'Ask whoever sends it to take one out.',
  }),
  'report-schedule.unsubscribed': problem<{ scheduleId: string; addresses: string[] }>({
    status: 409,
    says: ({ scheduleId, addresses }) => `Unsubscribed from "${scheduleId}": ${addresses.join(', ')}.`,
    todo: 'Leave the address out. Only its owner can subscribe again, by the link in any mail of this schedule.',
  }),
  'notices.unsubscribed': problem<{ addresses: string[] }>({
    status: 409,
    says: ({ addresses }) => `Unsubscribed from notices: ${addresses.join(', ')}.`,
    todo: 'Leave the address out. Only its owner can subscribe again, by the link in any of these mails.',
  }),
};
