/** HR schedules exports, and the clock starts those that are due, each once. @module */

import { type ExportScheduleInput, mostExportSchedules } from '#shared/contract/export-schedules.ts';
import type { NewExport } from '#shared/contract/exports.ts';
import { requireOurId } from '#shared/contract/ids.ts';
import { RollcallError, statusOf } from '#shared/errors.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { SendMessages } from '../../queue/send.ts';
import type { StoredExportSchedule } from '../../store/export-schedules.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { newId } from '../ids.ts';
import { daysOf } from '../report-days.ts';
import { todayIn } from '../today.ts';
import { addExport, addRefusedExport, type ExportMessage } from './exports.ts';
import { requireWanted } from './wanted.ts';

const requestOf = ({ days, export: form }: ExportScheduleInput, today: LocalDate): NewExport => ({
  ...form,
  ...daysOf(days, today),
});

async function replaceSchedules(
  { stores }: Actor,
  change: (schedules: readonly StoredExportSchedule[]) => readonly StoredExportSchedule[],
): Promise<void> {
  const { schedules, version } = await stores.exportSchedules.read();
  if (await stores.exportSchedules.replace(change(schedules), version)) return;
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/** Schedules an export. @throws RollcallError export-schedule.too-many, service.busy, and whatever the export itself would be refused for */
export async function saveExportSchedule(
  actor: Actor,
  id: string,
  input: ExportScheduleInput,
): Promise<StoredExportSchedule> {
  const { zone } = await actor.stores.settings.read();
  await requireWanted(actor, requestOf(input, todayIn(zone, actor.now)), 'all');
  const saved: StoredExportSchedule = { ...input, id, savedAt: actor.now };
  await replaceSchedules(actor, (schedules) => {
    const others = schedules.filter((schedule) => schedule.id !== id);
    if (others.length >= mostExportSchedules) {
      throw new RollcallError('export-schedule.too-many', { most: mostExportSchedules });
    }
    return [...others, saved].sort((a, b) => (a.id < b.id ? -1 : 1));
  });
  await recordAudit(actor, 'export-schedule.saved', id, { ...input.rhythm, at: input.at });
  return saved;
}

/** Stops a scheduled export. @throws RollcallError export-schedule.unknown, service.busy */
export async function deleteExportSchedule(actor: Actor, id: string): Promise<void> {
  await replaceSchedules(actor, (schedules) => {
    if (!schedules.some((schedule) => schedule.id === id)) {
      throw new RollcallError('export-schedule.unknown', { scheduleId: id });
    }
    return schedules.filter((schedule) => schedule.id !== id);
  });
  await recordAudit(actor, 'export-schedule.deleted', id);
}

/**
 * Starts a scheduled export that has come due: exactly once, however often the clock asks. One that is refused stands in the history.
 * @param due - names the due time
 * @param today - the local date of the due time
 */
export async function startDueExport(
  actor: Actor,
  sendToExports: SendMessages,
  schedule: StoredExportSchedule,
  due: string,
  today: LocalDate,
): Promise<void> {
  const { stores, now } = actor;
  const taken = await stores.dueTimes.take(due, newId('exp'), now);
  const exportId = requireOurId('exp', taken);
  const begun = await stores.exports.find(exportId);
  // Whoever began it may have been stopped before the message: it is sent again until the export has ended or has a worker.
  if (begun === undefined) {
    const asked = requestOf(schedule, today);
    try {
      const wanted = await requireWanted(actor, asked, 'all');
      await addExport(actor, exportId, wanted, { schedule: schedule.id });
    } catch (error) {
      // What was right when it was saved may be refused now: its template or a person is gone.
      if (!(error instanceof RollcallError) || statusOf(error.code) >= 500) throw error;
      await addRefusedExport(actor, exportId, { ...asked, sight: 'all' }, schedule.id, error);
      return;
    }
  } else if (begun.state !== 'waiting') {
    return;
  }
  await sendToExports([{ organisation: stores.organisation, exportId } satisfies ExportMessage]);
}
