/** HR has reports and exports sent by e-mail, changes that, and sees when each is due next and who has unsubscribed. @module */

import {
  mostReportSchedules,
  type ReportSchedule,
  type ReportScheduleInput,
} from '#shared/contract/report-schedules.ts';
import { RollcallError } from '#shared/errors.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredReportSchedule } from '../../store/report-schedules.ts';
import type { StoredSettings } from '../../store/settings.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { nextTimeOf } from '../due-times.ts';
import { requireWanted } from '../exports/index.ts';
import { requireUser } from '../lookups.ts';
import type { Days } from '../ranges.ts';
import { daysOf } from '../report-days.ts';
import { type ReportQuery, requireReport } from '../reports/index.ts';
import { todayIn } from '../today.ts';
import { recipientIdOf } from './tokens.ts';

const attempts = 10;

/** A schedule that is not deleted. */
export type LiveSchedule = StoredReportSchedule & { input: ReportScheduleInput };

/** Whether a schedule is there, and not just known to have been. */
export function isLive(schedule: StoredReportSchedule | undefined): schedule is LiveSchedule {
  return schedule?.input !== undefined;
}

/** By whose clocks a schedule goes. */
export function zoneOf({ zone, site }: ReportScheduleInput, settings: StoredSettings): string {
  const ofSite = (settings.download.sites ?? []).find((each) => each.site === site)?.zone;
  return zone ?? ofSite ?? settings.zone;
}

/** What a schedule asks of a report. */
export function reportQueryOf(
  content: Extract<ReportScheduleInput['content'], { what: 'report' }>,
  days: Days,
): ReportQuery {
  const { name, department, site, userId, search, groupBy } = content;
  return { name, ...days, department, site, userId, search, groupBy, withSums: true };
}

function describe(
  { id, input, savedAt, unsubscribed }: LiveSchedule,
  settings: StoredSettings,
  now: Actor['now'],
): ReportSchedule {
  const nextZone = zoneOf(input, settings);
  return {
    ...input,
    id,
    savedAt,
    nextZone,
    ...(input.active ? { nextAt: nextTimeOf(input, nextZone, now) } : {}),
    unsubscribed,
  };
}

/** All schedules. */
export async function listReportSchedules({ stores, now }: Actor): Promise<ReportSchedule[]> {
  const [schedules, settings] = await Promise.all([stores.reportSchedules.all(), stores.settings.read()]);
  return schedules.filter(isLive).map((schedule) => describe(schedule, settings, now));
}

/** @throws RollcallError report-schedule.unknown */
export async function requireReportSchedule({ stores }: Actor, scheduleId: string): Promise<LiveSchedule> {
  const schedule = await stores.reportSchedules.find(scheduleId);
  if (!isLive(schedule)) throw new RollcallError('report-schedule.unknown', { scheduleId });
  return schedule;
}

/**
 * Changes a schedule, whoever else changes it meanwhile.
 * @param change - gets it as it is; `null` when it is to stay so
 * @returns it as it is then
 * @throws RollcallError service.busy
 */
export async function alterSchedule(
  { stores, now }: Pick<Actor, 'stores' | 'now'>,
  id: string,
  change: (current: StoredReportSchedule) => StoredReportSchedule | null,
): Promise<StoredReportSchedule> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const known = await stores.reportSchedules.find(id);
    const current = known ?? { id, unsubscribed: [], savedAt: now, revision: 0 };
    const changed = change(current);
    if (changed === null) return current;
    const isEmpty = changed.input === undefined && changed.unsubscribed.length === 0;
    const isSaved = isEmpty
      ? await stores.reportSchedules.remove(changed)
      : await stores.reportSchedules.replace(changed);
    if (isSaved) return changed;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

async function requireContent(
  actor: Actor,
  { content, days }: ReportScheduleInput,
  today: LocalDate,
  settings: StoredSettings,
): Promise<void> {
  const range = daysOf(days, today, settings.organisation);
  if (content.what === 'export') {
    await requireWanted(actor, { ...content.export, ...range }, 'all');
    return;
  }
  requireReport(reportQueryOf(content, range));
  if (content.userId !== undefined) await requireUser(actor, content.userId);
}

/** The addresses, each once. */
function eachOnce(addresses: readonly string[]): string[] {
  return [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()];
}

/**
 * Has a report sent by e-mail.
 * @param mailFrom - who sends; `undefined` where nobody can
 * @throws RollcallError mail.not-configured, report-schedule.too-many, report-schedule.unsubscribed, service.busy, and
 *   whatever the report or the export itself would be refused for
 */
export async function saveReportSchedule(
  actor: Actor,
  mailFrom: string | undefined,
  id: string,
  input: ReportScheduleInput,
): Promise<ReportSchedule> {
  const { stores, now } = actor;
  if (mailFrom === undefined) throw new RollcallError('mail.not-configured', {});
  const settings = await stores.settings.read();
  await requireContent(actor, input, todayIn(zoneOf(input, settings), now), settings);
  const others = (await stores.reportSchedules.all()).filter((schedule) => schedule.id !== id);
  if (others.filter(isLive).length >= mostReportSchedules) {
    throw new RollcallError('report-schedule.too-many', { most: mostReportSchedules });
  }
  const wanted: ReportScheduleInput = { ...input, recipients: eachOnce(input.recipients) };
  const saved = await alterSchedule(actor, id, (current) => {
    const gone = new Set(current.unsubscribed.map((optOut) => optOut.id));
    const addresses = wanted.recipients.filter((address) =>
      gone.has(recipientIdOf(stores.organisation, id, address)),
    );
    if (addresses.length > 0) {
      throw new RollcallError('report-schedule.unsubscribed', { scheduleId: id, addresses });
    }
    return { ...current, input: wanted, savedAt: now };
  });
  const { rhythm, at, days, active, recipients } = wanted;
  const facts = { ...rhythm, at, days, active, recipients: recipients.length };
  await recordAudit(actor, 'report-schedule.saved', id, facts);
  return describe({ ...saved, input: wanted }, settings, now);
}

/** Has nothing sent any more. @throws RollcallError report-schedule.unknown, service.busy */
export async function deleteReportSchedule(actor: Actor, id: string): Promise<void> {
  await alterSchedule(actor, id, (current) => {
    if (!isLive(current)) throw new RollcallError('report-schedule.unknown', { scheduleId: id });
    return { ...current, input: undefined };
  });
  await recordAudit(actor, 'report-schedule.deleted', id);
}
