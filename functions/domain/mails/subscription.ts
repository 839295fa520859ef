/** Recipients of a report unsubscribe by the link in their mail, or subscribe again; nobody else can undo that for them. @module */

import type { ReportSubscription } from '#shared/contract/report-mails.ts';
import { mostRecipients, type ReportScheduleInput } from '#shared/contract/report-schedules.ts';
import { RollcallError } from '#shared/errors.ts';
import { reports } from '#shared/reports/index.ts';
import type { StoredReportSchedule } from '../../store/report-schedules.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { noticeSubscription, noticesId, setNoticeSubscription } from './notice-recipients.ts';
import { alterSchedule } from './schedules.ts';
import { readSubscriptionToken, recipientIdOf } from './tokens.ts';

/** What a schedule sends, as its recipients know it. */
export function titleOf({ title, content }: ReportScheduleInput): string {
  if (title !== undefined) return title;
  if (content.what === 'report') return reports[content.name].title;
  return `Attendance: ${content.export.kind}`;
}

/** A recipient by the token of a link. */
interface Recipient {
  organisation: string;
  scheduleId: string;
  recipientId: string;
}

function describe(
  { input, unsubscribed }: StoredReportSchedule,
  { organisation, scheduleId, recipientId }: Recipient,
): ReportSubscription {
  const address = input?.recipients.find(
    (each) => recipientIdOf(organisation, scheduleId, each) === recipientId,
  );
  const known = address ?? unsubscribed.find(({ id }) => id === recipientId)?.address;
  return {
    ...(input === undefined ? {} : { title: titleOf(input) }),
    ...(known === undefined ? {} : { address: known }),
    subscribed: address !== undefined,
  };
}

/** Makes somebody act on an organisation that a token names. */
export type ActingOn = (organisation: string) => Actor;

/** Whether the recipient of a link gets the report. @throws RollcallError report-mail.link */
export async function subscriptionOf(actingOn: ActingOn, token: string): Promise<ReportSubscription> {
  const recipient = readSubscriptionToken(token);
  const actor = actingOn(recipient.organisation);
  const { stores, now } = actor;
  const { scheduleId: id } = recipient;
  if (id === noticesId) return await noticeSubscription(actor, recipient.recipientId);
  const schedule = await stores.reportSchedules.find(id);
  return describe(schedule ?? { id, unsubscribed: [], savedAt: now, revision: 0 }, recipient);
}

function withoutRecipient(
  current: StoredReportSchedule,
  { organisation, scheduleId, recipientId }: Recipient,
  at: Actor['now'],
): StoredReportSchedule | null {
  if (current.unsubscribed.some(({ id }) => id === recipientId)) return null;
  const isMeant = (address: string) => recipientIdOf(organisation, scheduleId, address) === recipientId;
  const { input } = current;
  const address = input?.recipients.find(isMeant);
  return {
    ...current,
    ...(input === undefined
      ? {}
      : { input: { ...input, recipients: input.recipients.filter((each) => !isMeant(each)) } }),
    unsubscribed: [...current.unsubscribed, { id: recipientId, address, at }],
  };
}

function withRecipient(
  current: StoredReportSchedule,
  { recipientId }: Recipient,
): StoredReportSchedule | null {
  const optOut = current.unsubscribed.find(({ id }) => id === recipientId);
  if (optOut === undefined) return null;
  const { input } = current;
  const unsubscribed = current.unsubscribed.filter((each) => each !== optOut);
  if (input === undefined || optOut.address === undefined) return { ...current, unsubscribed };
  if (input.recipients.length >= mostRecipients) {
    throw new RollcallError('report-schedule.too-many-recipients', { most: mostRecipients });
  }
  return { ...current, unsubscribed, input: { ...input, recipients: [...input.recipients, optOut.address] } };
}

/**
 * Takes the recipient of a link off a schedule, or back. Repeating it changes nothing.
 * @throws RollcallError report-mail.link, report-schedule.too-many-recipients, service.busy
 */
export async function setSubscription(
  actingOn: ActingOn,
  token: string,
  want: 'on' | 'off',
): Promise<ReportSubscription> {
  const recipient = readSubscriptionToken(token);
  const actor = actingOn(recipient.organisation);
  const { scheduleId } = recipient;
  if (scheduleId === noticesId) return await setNoticeSubscription(actor, recipient.recipientId, want);
  let isChanged = false;
  const saved = await alterSchedule(actor, scheduleId, (current) => {
    const changed =
      want === 'off' ? withoutRecipient(current, recipient, actor.now) : withRecipient(current, recipient);
    isChanged = changed !== null;
    return changed;
  });
  if (isChanged) {
    const action = want === 'off' ? 'report-schedule.unsubscribed' : 'report-schedule.subscribed';
    await recordAudit(actor, action, scheduleId, { recipient: recipient.recipientId });
  }
  return describe(saved, recipient);
}
