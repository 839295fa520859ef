/** The API has reports sent by e-mail, shows what was sent, also of notices, and serves the links in those mails. @module */

import type { noticeRuns } from '#shared/contract/notice-runs.ts';
import type { reportMails } from '#shared/contract/report-mails.ts';
import type { reportSchedules } from '#shared/contract/report-schedules.ts';
import {
  type ActingOn,
  deleteReportSchedule,
  filesPage,
  listNoticeRuns,
  listReportRuns,
  listReportSchedules,
  mailedFiles,
  pageHeaders,
  saveReportSchedule,
  sendReportNow,
  setSubscription,
  subscriptionOf,
  subscriptionPage,
} from '../domain/mails/index.ts';
import { fileLinks } from '../files/file-link.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import { accepts } from '../middleware/http.ts';
import { openQueue } from '../queue/send.ts';
import { actorFor, type Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** What a link leads to: a page in browsers, JSON for programs. */
function shown<T>({ event }: Call, body: T, page: (body: T) => string) {
  const headers = { ...pageHeaders };
  if (!accepts(event, ['text/html'])) return { body, headers };
  return { text: page(body), mediaType: 'text/html; charset=utf-8', headers };
}

/** Handlers of reports that are sent by e-mail. @throws Error at cold start when the queue or the bucket is not configured */
export function reportScheduleHandlers(
  runtime: Runtime,
): Handlers<typeof reportSchedules & typeof reportMails & typeof noticeRuns> {
  const { mailFrom, deliveriesQueueUrl, exportsBucket: bucket } = runtime.environment;
  if (deliveriesQueueUrl === undefined || bucket === undefined) {
    throw new Error('The api function needs DELIVERIES_QUEUE_URL and EXPORTS_BUCKET');
  }
  const sendToDeliveries = openQueue(deliveriesQueueUrl);
  const linkTo = fileLinks();
  const asRecipient: ActingOn = (organisation) => actorFor(runtime, organisation, 'recipient', 'system');

  return {
    listReportSchedules: async (_input, call) => ({
      body: { items: await listReportSchedules(actorOf(runtime, call)) },
    }),
    putReportSchedule: async ({ params, body }, call) => ({
      body: await saveReportSchedule(actorOf(runtime, call), mailFrom, params.scheduleId, body),
    }),
    deleteReportSchedule: async ({ params }, call) => {
      await deleteReportSchedule(actorOf(runtime, call), params.scheduleId);
      return { body: undefined };
    },
    sendReportNow: async ({ params }, call) => ({
      body: await sendReportNow(actorOf(runtime, call), mailFrom, sendToDeliveries, params.scheduleId),
    }),
    listReportRuns: async ({ params, query }, call) => ({
      body: await listReportRuns(actorOf(runtime, call), params.scheduleId, query),
    }),
    listNoticeRuns: async ({ query }, call) => ({
      body: await listNoticeRuns(actorOf(runtime, call), query),
    }),
    getReportSubscription: async ({ params }, call) =>
      shown(call, await subscriptionOf(asRecipient, params.mailToken), subscriptionPage),
    setReportSubscription: async ({ params, query }, call) =>
      shown(call, await setSubscription(asRecipient, params.mailToken, query.want), subscriptionPage),
    getMailedFiles: async ({ params }, call) =>
      shown(call, await mailedFiles(asRecipient, bucket, linkTo, params.mailToken), filesPage),
  };
}
