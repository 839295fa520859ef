import type { BridgeTask, TerminalReport } from '#shared/contract/bridge-agent.ts';
import type { DownloadCounts } from '#shared/contract/downloads.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { touchedDaysMessages } from '../queue/sheet-messages.ts';
import type { StoredTask } from '../store/tasks.ts';
import type { Actor } from './caller.ts';
import { hasEnded, readDownload } from './downloads.ts';
import { observationOf } from './terminals.ts';
import { todayIn } from './today.ts';

/** A bridge that has not been heard of for this long loses its tasks to the next poll. */
const leaseMilliseconds = 90_000;

/** When a lease that is taken or renewed now ends. */
export function leaseEnd(now: Instant): Instant {
  return instantFromEpoch(epochOf(now) + leaseMilliseconds);
}

/** What a bridge is told of a task. */
export function describeTask(task: StoredTask): BridgeTask {
  return {
    id: task.id,
    downloadId: task.downloadId,
    kind: task.kind,
    terminal: task.terminal,
    mode: task.mode,
    fetchDetails: task.fetchDetails,
    ...(task.userIds ? { userIds: task.userIds } : {}),
  };
}

/** A task of this bridge. @throws RollcallError task.unknown, also for another bridge's task */
async function requireOwnTask(actor: Actor, bridgeId: string, taskId: string): Promise<StoredTask> {
  const task = await actor.stores.tasks.find(taskId);
  if (task?.bridgeId !== bridgeId) throw new RollcallError('task.unknown', { taskId });
  return task;
}

/**
 * A running task of this bridge.
 * @throws RollcallError task.unknown; task.not-yours when it has ended or waits to be claimed again
 */
export async function requireRunningTask(
  actor: Actor,
  bridgeId: string,
  taskId: string,
): Promise<StoredTask> {
  const task = await requireOwnTask(actor, bridgeId, taskId);
  if (task.state !== 'running') throw new RollcallError('task.not-yours', { taskId, state: task.state });
  return task;
}

/** Takes in how far a task is; renews its lease. */
export async function reportProgress(
  actor: Actor,
  bridgeId: string,
  taskId: string,
  progress: StoredTask['progress'],
): Promise<void> {
  const task = await requireRunningTask(actor, bridgeId, taskId);
  if (!(await actor.stores.tasks.renew(task, leaseEnd(actor.now), progress))) {
    throw new RollcallError('task.not-yours', { taskId, state: 'ended' });
  }
}

/** How a bridge says that a task has ended. */
export interface TaskReport {
  outcome: 'done' | 'failed';
  fault?: StoredTask['fault'];
  counts: DownloadCounts;
  terminal?: TerminalReport | undefined;
  completeThrough?: Instant | undefined;
}

/**
 * Ends a task: the terminal is free for the next one, its log is known to be complete up to the given moment, and days
 * that waited for it are computed again. Repeating it changes nothing.
 */
export async function completeTask(
  actor: Actor,
  bridgeId: string,
  taskId: string,
  report: TaskReport,
): Promise<void> {
  const { stores } = actor;
  const task = await requireOwnTask(actor, bridgeId, taskId);
  const ended = await stores.tasks.end(taskId, {
    state: report.outcome,
    counts: report.counts,
    fault: report.fault,
    completeThrough: report.completeThrough,
    at: actor.now,
  });
  if (!ended && task.state !== report.outcome) {
    throw new RollcallError('task.not-yours', { taskId, state: task.state });
  }
  if (report.terminal) await stores.terminals.observe(task.terminal, observationOf(report.terminal));
  if (report.outcome === 'done' && report.completeThrough !== undefined) {
    await stores.terminals.markComplete(task.terminal, report.completeThrough);
    await recomputePending(actor, report.completeThrough);
  }
  await stores.tasks.release(task.terminal, taskId);
  await endIfFinished(actor, task.downloadId);
}

/** Has the days computed again that waited for terminals, up to a moment. */
async function recomputePending(actor: Actor, completeThrough: Instant): Promise<void> {
  const { stores } = actor;
  const settings = await stores.settings.read();
  const pending = await stores.sheets.pendingUntil(todayIn(settings.zone, completeThrough));
  const touched = new Map<string, Set<LocalDate>>();
  for (const { userId, date } of pending) {
    touched.set(userId, (touched.get(userId) ?? new Set<LocalDate>()).add(date));
  }
  if (touched.size > 0) await actor.sendToSheets(touchedDaysMessages(stores.organisation, touched));
}

/** Keeps the final counts of a download once its last task has ended. */
export async function endIfFinished(actor: Actor, downloadId: string): Promise<boolean> {
  const download = await readDownload(actor, downloadId);
  if (!hasEnded(download.state)) return false;
  await actor.stores.downloads.end(downloadId, { state: download.state, counts: download.counts });
  return true;
}
