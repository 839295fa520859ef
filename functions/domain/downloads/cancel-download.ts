/** Stops downloads: as a whole, or at one terminal. What was read by then is stored. @module */

import type { Download } from '#shared/contract/downloads.ts';
import type { DownloadId, TaskId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOnce } from '../audit.ts';
import { inParallel } from '../in-parallel.ts';
import { countEnd } from './count-ends.ts';
import { hasEnded, noCounts, readDownload, requireDownload } from './downloads.ts';
import { allListedTasks } from './planned-tasks.ts';
import { withdrawCommands } from './push-user-tasks.ts';

/** Tasks that are ended at once. */
const endsAtOnce = 16;

/** Downloads of logs may be stopped by whoever may start them; what concerns users, by people only. */
export function requireMayOrder({ name, role }: Pick<Actor, 'name' | 'role'>, kind: Download['kind']): void {
  if (kind === 'punches' || role !== 'integration') return;
  throw new RollcallError('caller.not-allowed', {
    caller: `${name} (${role})`,
    needs: 'hr or admin, because it concerns users and not only logs',
  });
}

/**
 * Ends a task that has not ended, and counts it. Its terminal is free for the next task; its bridge drops it when it
 * reports next, and what it has read goes on its way. Repeating it changes nothing.
 * @returns whether it had not ended
 */
export async function cancelTask(actor: Actor, task: StoredTask): Promise<boolean> {
  const { stores, now } = actor;
  const counts = { ...noCounts, ...task.counts };
  const ended = await stores.tasks.end(task.id, { state: 'cancelled', counts, at: now });
  await stores.tasks.release(task.terminal, task.id);
  const current = ended ? undefined : await stores.tasks.find(task.id);
  // A try that broke off has ended it without withdrawing its commands and without counting it.
  if (!ended && current?.state !== 'cancelled') return ended;
  await withdrawCommands(actor, task);
  await countEnd(actor, task, { state: 'cancelled', counts });
  return ended;
}

/**
 * Stops a download at every terminal that is not through. A call that is broken off is completed by the next one, or by
 * the clock.
 * @throws RollcallError download.unknown; download.ended, except where it was cancelled before
 */
export async function cancelDownload(actor: Actor, downloadId: DownloadId): Promise<Download> {
  const { stores, now, name } = actor;
  const found = await requireDownload(actor, downloadId);
  requireMayOrder(actor, found.kind);
  const before = await readDownload(actor, downloadId);
  if (before.state === 'cancelled') return before;
  const marked = hasEnded(before.state) ? null : await stores.downloads.cancel(downloadId, now, name);
  if (marked === null) {
    const { state } = await readDownload(actor, downloadId);
    throw new RollcallError('download.ended', { downloadId, state });
  }
  const listed = await allListedTasks(actor, marked);
  const tasks = await stores.tasks.findMany(listed.map(({ id }) => id));
  const open = tasks.filter(({ state }) => state === 'waiting' || state === 'running');
  await inParallel(open, endsAtOnce, async (task) => {
    await cancelTask(actor, task);
  });
  await recordAuditOnce(actor, 'download.cancelled', downloadId, { terminals: open.length });
  return await readDownload(actor, downloadId);
}

/**
 * Gives up one terminal of a download; the others go on.
 * @throws RollcallError download.unknown; task.not-of-download; download.ended when that terminal is through
 */
export async function cancelDownloadTask(
  actor: Actor,
  { downloadId, taskId }: { downloadId: DownloadId; taskId: TaskId },
): Promise<Download> {
  const found = await requireDownload(actor, downloadId);
  requireMayOrder(actor, found.kind);
  const task = await actor.stores.tasks.find(taskId);
  if (task?.downloadId !== downloadId)
    throw new RollcallError('task.not-of-download', { downloadId, taskId });
  const ended = await cancelTask(actor, task);
  if (!ended) {
    const { state = 'done' } = (await actor.stores.tasks.find(taskId)) ?? {};
    if (state !== 'cancelled') {
      throw new RollcallError('download.ended', { downloadId, state: `${state} at ${task.terminal}` });
    }
  } else {
    const facts = { terminals: 1, terminal: task.terminal };
    await recordAuditOnce(actor, 'download.cancelled', downloadId, facts, taskId);
  }
  return await readDownload(actor, downloadId);
}
