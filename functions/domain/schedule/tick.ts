/** The clock starts this work: due downloads, repairs of open ones, and the nightly generation. @module */

import { requireOurId } from '#shared/contract/ids.ts';
import { isProblem } from '#shared/errors.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';
import { addDays } from '#shared/time/calendar.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import {
  abandonedAfterHours,
  bringInHeldUsers,
  endIfFinished,
  initialTasks,
  noCounts,
  queuePushTasks,
  startDownload,
  tendPushTask,
} from '../downloads/index.ts';
import { newId } from '../ids.ts';
import { startGeneration } from '../recompute/index.ts';
import { beginPushChecks, wakeForgottenDays } from '../terminals/index.ts';
import { todayIn } from '../today.ts';
import { dueDownloadTime, dueNightlyTime } from './due-times.ts';

/**
 * Starts the download that is due by the schedule, if any: exactly once per due time, however often the tick fires.
 * Due times from before the settings were saved are not made up for. A conditional put takes a due time and decides the
 * download's id; a later tick only completes that download.
 */
async function startDueDownload(actor: Actor): Promise<void> {
  const { stores, now } = actor;
  const settings = await stores.settings.read();
  const due = dueDownloadTime(settings.download.schedule, settings.zone, now);
  if (!due || (settings.savedAt !== undefined && epochOf(due.at) < epochOf(settings.savedAt))) return;
  const wantedId = newId('dl');
  const downloadId = requireOurId('dl', await stores.dueTimes.take(due.name, wantedId, now));
  if (downloadId !== wantedId && (await stores.downloads.find(downloadId))) return;
  const waiting = await terminalsThatWait(actor);
  const terminals = (await stores.terminals.all())
    .filter((terminal) => terminal.state === 'active' && !waiting.has(terminal.serial))
    .map((terminal) => terminal.serial);
  if (terminals.length === 0) return;
  try {
    await startDownload(actor, { kind: 'punches', origin: 'schedule', terminals, mode: 'new' }, downloadId);
  } catch (error) {
    if (!isProblem(error, 'terminals.none')) throw error;
  }
}

/**
 * Terminals whose scheduled download still waits for a bridge: when the bridge comes back, that download makes up for
 * all that have become due in the meantime.
 */
async function terminalsThatWait(actor: Actor): Promise<Set<Serial>> {
  const { stores } = actor;
  const serials = new Set<Serial>();
  for (const downloadId of await stores.downloads.openIds()) {
    const download = await stores.downloads.find(downloadId);
    if (download?.kind !== 'punches' || download.origin !== 'schedule') continue;
    for (const task of await stores.tasks.findMany(download.tasks.map(({ id }) => id))) {
      if (task.state === 'waiting') serials.add(task.terminal);
    }
  }
  return serials;
}

function isAbandoned(task: StoredTask, now: Instant): boolean {
  if (task.bridgeId === undefined || (task.state !== 'waiting' && task.state !== 'running')) return false;
  const lastSign = task.leaseUntil ?? task.createdAt;
  return epochOf(now) - epochOf(lastSign) > abandonedAfterHours * 3_600_000;
}

/** A call that starts a download has ended after this time. */
const heldMilliseconds = 60_000;

/**
 * Repairs open downloads: creates users that a crash left out, adds tasks and commands that a crash left out, and ends tasks that no bridge has taken up for a
 * day, or that pushing terminals have carried out.
 */
async function tendOpenDownloads(actor: Actor): Promise<void> {
  const { stores, now } = actor;
  const silence = new TerminalFault('bridge-silent', { hours: abandonedAfterHours });
  for (const downloadId of await stores.downloads.openIds()) {
    const download = await stores.downloads.find(downloadId);
    if (!download) continue;
    const tasks = await stores.tasks.findMany(download.tasks.map((task) => task.id));
    if (tasks.length < download.tasks.length) {
      const { newUsers } = await stores.settings.read();
      await stores.tasks.addAll(initialTasks(download, newUsers.fetchDetails));
    }
    // A younger one may be at it.
    if (epochOf(now) - epochOf(download.requestedAt) > heldMilliseconds)
      await bringInHeldUsers(actor, download);
    const pushed = tasks.filter(({ bridgeId }) => bridgeId === undefined);
    await queuePushTasks(
      actor,
      pushed.filter(({ state }) => state === 'waiting').map(({ id }) => id),
    );
    for (const task of pushed) await tendPushTask(actor, task);
    for (const task of tasks.filter((candidate) => isAbandoned(candidate, now))) {
      await stores.tasks.end(task.id, {
        state: 'failed',
        counts: { ...noCounts, ...task.counts },
        fault: task.fault ?? { code: silence.code, message: silence.message },
        at: now,
      });
      await stores.tasks.release(task.terminal, task.id);
    }
    await endIfFinished(actor, downloadId);
  }
}

/** What happens every minute for one organisation. */
export async function tick(actor: Actor): Promise<void> {
  await startDueDownload(actor);
  await tendOpenDownloads(actor);
}

/**
 * The nightly generation of one organisation: absences, and days that are pending although their terminals are complete
 * by now. Exactly once per night; one that a crash stopped before its parts were known is started again.
 */
export async function nightly(actor: Actor): Promise<void> {
  const { stores, now } = actor;
  const settings = await stores.settings.read();
  const due = dueNightlyTime(settings.sheets.nightlyAt, settings.zone, now);
  if (!due) return;
  const wantedId = newId('job');
  const jobId = requireOurId('job', await stores.dueTimes.take(due.name, wantedId, now));
  if (jobId !== wantedId && (await stores.generations.find(jobId))?.parts !== undefined) return;
  await beginPushChecks(actor);
  await wakeForgottenDays(actor);
  const today = todayIn(settings.zone, due.at);
  await startGeneration(actor, { from: addDays(today, -settings.sheets.nightlyDays), to: today }, jobId);
}
