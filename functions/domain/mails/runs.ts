/** Begins the sending of a report, when it is due or somebody asks, and shows what has become of it. @module */

import { type ReportRunId, requireOurId } from '#shared/contract/ids.ts';
import type { ReportRun } from '#shared/contract/report-schedules.ts';
import { RollcallError } from '#shared/errors.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { DeliveryMessage } from '../../queue/delivery-messages.ts';
import type { SendMessages } from '../../queue/send.ts';
import type { Page } from '../../store/cursor.ts';
import { expiryOf } from '../../store/expiry.ts';
import type { StoredReportRun } from '../../store/report-runs.ts';
import type { StoredSettings } from '../../store/settings.ts';
import type { Actor } from '../actor.ts';
import { dueTimeOf } from '../due-times.ts';
import { idOfRequest, newId } from '../ids.ts';
import { daysOf } from '../report-days.ts';
import { todayIn } from '../today.ts';
import { becomeOf, withStop } from './become-of.ts';
import { isLive, type LiveSchedule, requireReportSchedule, zoneOf } from './schedules.ts';
import { recipientIdOf } from './tokens.ts';

/** A run as the API shows it. */
function describeRun(stored: StoredReportRun): ReportRun {
  const { files: _files, failsAt: _failsAt, expiresAt: _expiresAt, ...run } = stored;
  const { failure: _failure, ...shown } = run;
  return { ...shown, ...becomeOf(stored) };
}

/**
 * Runs of a schedule, the latest first; also of one that is deleted, while there are some.
 * @throws RollcallError report-schedule.unknown, request.cursor
 */
export async function listReportRuns(
  actor: Actor,
  scheduleId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ReportRun>> {
  const { items, nextCursor } = await actor.stores.reportRuns.list(scheduleId, limit, cursor);
  if (items.length === 0 && cursor === undefined) await requireReportSchedule(actor, scheduleId);
  const runs = await Promise.all(items.map((run) => withStop(actor, run)));
  return { items: runs.map(describeRun), nextCursor };
}

/** Begins a run unless it has begun, and has it worked on unless it has ended. */
async function beginRun(
  actor: Actor,
  sendToDeliveries: SendMessages,
  { id: scheduleId, input }: LiveSchedule,
  { runId, today, settings }: { runId: ReportRunId; today: LocalDate; settings: StoredSettings },
): Promise<StoredReportRun> {
  const { stores, now } = actor;
  const recipients = Object.fromEntries(
    input.recipients.map((address) => [
      recipientIdOf(stores.organisation, scheduleId, address),
      { address, state: 'waiting' as const },
    ]),
  );
  const fresh: StoredReportRun = {
    id: runId,
    scheduleId,
    state: 'waiting',
    ...daysOf(input.days, today, settings.organisation),
    startedAt: now,
    requestedBy: actor.name,
    recipients,
    expiresAt: expiryOf(now),
  };
  const begun = await stores.reportRuns.find(runId);
  if (begun === undefined) await stores.reportRuns.add(fresh);
  const run = begun ?? fresh;
  // Whoever began it may have been stopped before the message.
  if (run.state === 'waiting') {
    await sendToDeliveries([
      { kind: 'send-report', organisation: stores.organisation, runId } satisfies DeliveryMessage,
    ]);
  }
  return run;
}

/**
 * Sends a report to its recipients now. A repeat of the request finds its own run.
 * @throws RollcallError report-schedule.unknown, mail.not-configured
 */
export async function sendReportNow(
  actor: Actor,
  mailFrom: string | undefined,
  sendToDeliveries: SendMessages,
  scheduleId: string,
): Promise<ReportRun> {
  const schedule = await requireReportSchedule(actor, scheduleId);
  if (mailFrom === undefined) throw new RollcallError('mail.not-configured', {});
  const settings = await actor.stores.settings.read();
  const today = todayIn(zoneOf(schedule.input, settings), actor.now);
  const runId = idOfRequest(actor, 'run');
  return describeRun(await beginRun(actor, sendToDeliveries, schedule, { runId, today, settings }));
}

/**
 * Begins the runs of an organisation that are due: each once, however often the clock asks. The failure of one lets the
 * others begin, and is thrown at the end.
 */
export async function startDueReports(actor: Actor, sendToDeliveries: SendMessages): Promise<void> {
  const { stores, now } = actor;
  const schedules = (await stores.reportSchedules.all()).filter(isLive);
  const active = schedules.filter(({ input }) => input.active && input.recipients.length > 0);
  if (active.length === 0) return;
  const settings = await stores.settings.read();
  const started = await Promise.allSettled(
    active.map(async (schedule) => {
      const { id, input, savedAt } = schedule;
      const due = dueTimeOf({ ...input, savedAt }, zoneOf(input, settings), now);
      if (due === null) return;
      const taken = await stores.dueTimes.take(`report#${id}#${due.at}`, newId('run'), now);
      const runId = requireOurId('run', taken);
      await beginRun(actor, sendToDeliveries, schedule, { runId, today: due.date, settings });
    }),
  );
  for (const outcome of started) if (outcome.status === 'rejected') throw outcome.reason;
}
