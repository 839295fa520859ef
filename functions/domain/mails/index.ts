/**
 * Reports and exports that are sent by e-mail: on a schedule or now, each recipient once, until they unsubscribe; notices of what
 * is silent, likewise.
 * reports/ and exports/ make what is sent; functions/deliveries hands them over. Imports exports/, reports/, tables/, terminals/
 * and the ground.
 * @module
 */
export { mailedFiles } from './files.ts';
export { requireNoticeRecipients, unsubscribedFromNotices } from './notice-recipients.ts';
export { listNoticeRuns } from './notice-runs.ts';
export { filesPage, pageHeaders, subscriptionPage } from './pages.ts';
export { listReportRuns, sendReportNow, startDueReports } from './runs.ts';
export { deleteReportSchedule, listReportSchedules, saveReportSchedule } from './schedules.ts';
export { giveUpRun, type HandOver, NotHandedOver, type OutgoingMail, sendRun } from './send-run.ts';
export { type ActingOn, setSubscription, subscriptionOf } from './subscription.ts';
export { isSilenceWanted, tellSilence } from './tell-silence.ts';
