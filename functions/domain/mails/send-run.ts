/**
 * Sends a report, or a notice, to its recipients, each once. Before a mail is handed over its recipient is taken, and afterwards it is noted
 * that they were sent to: see decision 0029.
 * @module
 */

import { RollcallError, statusOf } from '#shared/errors.ts';
import { type Phrase, phrase, sentencesOf } from '#shared/reasons/index.ts';
import { escapeHtml } from '#shared/table/index.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import { type Failure, failureOf, type StoredFailure, storedFailure } from '../../queue/failure.ts';
import type { StoredReportRun } from '../../store/report-runs.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOnce } from '../audit.ts';
import { contentOf, type MailContent, type MailFile, type MailServices } from './content.ts';
import type { Notice } from './notice.ts';
import { noticeRecipients } from './notice-recipients.ts';
import { noticeContent } from './notice-text.ts';
import { isLive } from './schedules.ts';
import { filesToken, recipientIdOf, subscriptionToken } from './tokens.ts';

/** A mail to one recipient, ready to be handed over. */
export interface OutgoingMail {
  /** Of the run and the recipient: the same however often it is tried. */
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  files: readonly MailFile[];
  /** Where the recipient unsubscribes by one POST (RFC 8058). */
  unsubscribeUrl: string;
  /** Names the schedule for filters of mail programs. */
  listId: string;
  at: Instant;
}

/** A mail was not taken this time. */
export class NotHandedOver extends Error {
  override readonly name = 'NotHandedOver';
  readonly why: Phrase;

  constructor(why: Phrase, options?: ErrorOptions) {
    super(sentencesOf([why]), options);
    this.why = why;
  }
}

/**
 * Hands a mail over.
 * @returns why it was refused for good; `null` when it was taken
 * @throws NotHandedOver when it may be taken later
 */
export type HandOver = (mail: OutgoingMail) => Promise<Phrase | null>;

/** What sending needs. */
export interface SendingServices extends MailServices {
  /** Where people reach the console, where that is known. */
  consoleUrl?: string | undefined;
  handOver: HandOver;
  /** Where people reach the API: what links in mails begin with. */
  publicUrl: string;
  /** How long this call may go on, at most. */
  until: Instant;
  /** Whether nobody tries again after this. */
  isLast: boolean;
}

/** How a call leaves a run: it has `ended`, it waits for a message, or it is to be looked at again after some seconds. */
type Left = 'ended' | 'waiting' | { againAfterSeconds: number };

const longestMessageDelaySeconds = 900;

function withFooter(html: string, footer: string): string {
  const end = html.lastIndexOf('</body>');
  return `${html.slice(0, end)}${footer}${html.slice(end)}`;
}

function mailTo(
  { stores, now }: Actor,
  { publicUrl }: SendingServices,
  run: StoredReportRun,
  content: MailContent,
  [recipientId, address]: readonly [string, string],
): OutgoingMail {
  const { organisation } = stores;
  const { scheduleId } = run;
  const base = `${publicUrl}/v1/report-mails`;
  const token = subscriptionToken({ organisation, scheduleId, recipientId });
  const unsubscribeUrl = `${base}/${token}/subscription`;
  const filesUrl = `${base}/${filesToken({ organisation, runId: run.id })}/files`;
  const names = content.linked.map(({ name }) => name).join(', ');
  const hasLinks = content.linked.length > 0;
  const footer = [
    ...(hasLinks
      ? [
          `<p>Too large for a mail: <a href="${escapeHtml(filesUrl)}">${escapeHtml(names)}</a> (for a week).</p>\n`,
        ]
      : []),
    `<p style="margin-top:2em;font-size:smaller">Sent by Rollcall to ${escapeHtml(address)} ${content.why ?? 'on a schedule'}. `,
    `<a href="${escapeHtml(unsubscribeUrl)}">Unsubscribe</a></p>\n`,
  ].join('');
  return {
    id: `${run.id}.${recipientId}`,
    to: address,
    subject: content.subject,
    html: withFooter(content.html, footer),
    text: [
      content.text,
      '',
      ...(hasLinks ? [`Too large for a mail, kept for a week: ${names}`, filesUrl, ''] : []),
      'To unsubscribe:',
      unsubscribeUrl,
      '',
    ].join('\n'),
    files: content.attached,
    unsubscribeUrl,
    listId: `${scheduleId}.${organisation}.rollcall`,
    at: now,
  };
}

/** Ends a run, and notes once to how many it was sent. */
async function end(
  { stores, ...actor }: Actor,
  run: StoredReportRun,
  state: 'done' | 'failed' | 'nothing',
  failure: StoredFailure = {},
): Promise<'ended'> {
  const ended = await stores.reportRuns.end(run.id, { state, ...failure, endedAt: actor.now });
  const recipients = Object.values((ended ?? run).recipients);
  const facts = {
    run: run.id,
    sent: recipients.filter((recipient) => recipient.state === 'sent').length,
    of: recipients.length,
  };
  const [action, subject] =
    run.notice === undefined
      ? (['report-schedule.sent', run.scheduleId] as const)
      : (['notice.sent', 'silence'] as const);
  await recordAuditOnce({ stores, ...actor }, action, subject, facts, run.id);
  return 'ended';
}

/** What an error is, without what it says: that may name people. */
function nameOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'error';
}

/** Tries one recipient. @returns whether they are served; `null` while somebody else is at it */
async function serve(
  actor: Actor,
  services: SendingServices,
  run: StoredReportRun,
  content: MailContent,
  recipient: readonly [string, string],
): Promise<boolean | null> {
  const { reportRuns } = actor.stores;
  const [recipientId] = recipient;
  const at = actor.now;
  if (!(await reportRuns.take(run.id, recipientId, at, services.until))) return null;
  let refused: Phrase | null;
  try {
    refused = await services.handOver(mailTo(actor, services, run, content, recipient));
  } catch (error) {
    const why = error instanceof NotHandedOver ? error.why : phrase('mail.failed', { what: nameOf(error) });
    await reportRuns.settle(run.id, recipientId, { state: 'failed', at, ...storedFailure({ said: [why] }) });
    return false;
  }
  if (refused === null) await reportRuns.settle(run.id, recipientId, { state: 'sent', at });
  else
    await reportRuns.settle(run.id, recipientId, {
      state: 'failed',
      at,
      ...storedFailure({ said: [refused] }),
    });
  return true;
}

/** Whom a run has still to serve; who has unsubscribed meanwhile, or was taken out, is noted as left out. */
async function waitingOf(
  { stores, now }: Actor,
  run: StoredReportRun,
  wanted: readonly string[],
): Promise<[string, string][]> {
  const { organisation } = stores;
  const ids = new Set(wanted.map((address) => recipientIdOf(organisation, run.scheduleId, address)));
  const waiting: [string, string][] = [];
  for (const [id, { address, state }] of Object.entries(run.recipients)) {
    if (state === 'sent' || state === 'left-out') continue;
    if (ids.has(id)) waiting.push([id, address]);
    else await stores.reportRuns.settle(run.id, id, { state: 'left-out', at: now });
  }
  return waiting;
}

async function sendTo(
  actor: Actor,
  services: SendingServices,
  run: StoredReportRun,
  content: MailContent,
  recipients: readonly [string, string][],
): Promise<Left> {
  const outcomes: (boolean | null)[] = [];
  for (const recipient of recipients) {
    outcomes.push(await serve(actor, services, run, content, recipient));
  }
  if (outcomes.includes(false) && !services.isLast) {
    throw new Error('some mails could not be handed over');
  }
  if (!outcomes.includes(null)) return await end(actor, run, 'done');
  // Somebody else is at it, or was stopped: once they can be at it no more, it is looked at again.
  const { recipients: now = {} } = (await actor.stores.reportRuns.find(run.id)) ?? {};
  const untils = Object.values(now).flatMap(({ state, until }) =>
    state === 'sending' && until !== undefined ? [epochOf(until)] : [],
  );
  if (untils.length === 0) return { againAfterSeconds: 0 };
  const seconds = Math.ceil((Math.max(...untils) - epochOf(actor.now)) / 1000) + 1;
  return { againAfterSeconds: Math.min(longestMessageDelaySeconds, Math.max(1, seconds)) };
}

/** Sends a notice to those who want it now. */
async function sendNotice(
  actor: Actor,
  services: SendingServices,
  run: StoredReportRun,
  text: string,
): Promise<Left> {
  const { stores, now } = actor;
  const settings = await stores.settings.read();
  const waiting = await waitingOf(actor, run, await noticeRecipients(stores, settings));
  if (waiting.length === 0) return await end(actor, run, 'done');
  const notice: Notice = JSON.parse(text);
  const content = noticeContent(notice, { zone: settings.zone, now, consoleUrl: services.consoleUrl });
  return await sendTo(actor, services, run, content, waiting);
}

/**
 * Sends the mails of a run that have not been sent. Doing it twice, or at once, sends none twice, unless somebody was
 * stopped between handing a mail over and noting it.
 * @throws Error when some mails are to be tried again
 */
export async function sendRun(
  actor: Actor,
  services: SendingServices,
  runId: StoredReportRun['id'],
): Promise<Left> {
  const { stores } = actor;
  const run = await stores.reportRuns.find(runId);
  if (run?.state !== 'waiting') return 'ended';
  if (run.notice !== undefined) return await sendNotice(actor, services, run, run.notice);
  const schedule = await stores.reportSchedules.find(run.scheduleId);
  const waiting = await waitingOf(actor, run, schedule?.input?.recipients ?? []);
  if (!isLive(schedule)) {
    return await end(actor, run, 'done', storedFailure({ said: [phrase('sending.no-schedule', {})] }));
  }
  if (waiting.length === 0) return await end(actor, run, 'done');
  const { input } = schedule;
  let content: Awaited<ReturnType<typeof contentOf>>;
  try {
    content = await contentOf(actor, services, run, input);
  } catch (error) {
    // The report itself is at fault: trying again would fail in the same way.
    if (!(error instanceof RollcallError) || statusOf(error.code) >= 500) throw error;
    return await end(actor, run, 'failed', storedFailure(failureOf(error)));
  }
  if (content === 'waiting') return 'waiting';
  if ('failed' in content) return await end(actor, run, 'failed', content.failed);
  await stores.reportRuns.note(runId, {
    rows: content.rows,
    ...(content.linked.length === 0 ? {} : { files: content.linked }),
  });
  if (content.rows === 0 && input.whenEmpty === 'skip') {
    return await end(actor, run, 'nothing', storedFailure({ said: [phrase('sending.nothing', {})] }));
  }
  return await sendTo(actor, services, run, content, waiting);
}

/** Notes that a run has failed for good, after its last try. */
export async function giveUpRun(actor: Actor, runId: StoredReportRun['id'], failure: Failure): Promise<void> {
  const run = await actor.stores.reportRuns.find(runId);
  if (run?.state === 'waiting') await end(actor, run, 'failed', storedFailure(failure));
}
