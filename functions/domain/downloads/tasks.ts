/** A bridge's reports on a task: its progress, its end, its next try, and the lease that lasts between them. @module */

import type { BridgeTask, TerminalReport } from '#shared/contract/bridge-api.ts';
import type { DownloadCounts, SentUser } from '#shared/contract/download-fields.ts';
import { type BridgeId, requireOurId, type TaskId } from '#shared/contract/ids.ts';
import { isProblem, RollcallError } from '#shared/errors.ts';
import { idOfUserCreatedFor } from '#shared/punch/claims.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { type IncompleteOf, passingFaults } from '#shared/terminal-fault.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import { newId } from '../ids.ts';
import { requireTerminal } from '../lookups.ts';
import { moveMark, notAfter, takeInReport } from '../terminals/index.ts';
import { countEnd } from './count-ends.ts';
import { fetchDetails, givesUpAt } from './downloads.ts';
import { onceEach } from './taken-users.ts';

/** A bridge that has been silent for this long loses its tasks; the next poll hands them out again. */
const leaseMilliseconds = 90_000;

/** When a lease that is taken or renewed now ends. */
export function leaseEnd(now: Instant): Instant {
  return instantFromEpoch(epochOf(now) + leaseMilliseconds);
}

/**
 * Whether a running task that its bridge does not list was lost with a restart, or with the answer that handed it out:
 * its lease has run out, or the bridge signed the list after the task was handed out or last heard of. A list that was
 * on its way at that moment says nothing.
 */
export function isLost(task: StoredTask, signedAtSeconds: number, now: Instant): boolean {
  if (task.leaseUntil === undefined) return true;
  const lastSign = epochOf(task.leaseUntil) - leaseMilliseconds;
  return epochOf(task.leaseUntil) < epochOf(now) || signedAtSeconds * 1000 > lastSign;
}

/** What a bridge learns about a task. */
export function describeTask(task: StoredTask): BridgeTask {
  return {
    id: task.id,
    downloadId: task.downloadId,
    kind: task.kind,
    terminal: task.terminal,
    mode: task.mode,
    ...(task.window === undefined ? {} : { window: task.window }),
    fetchDetails: task.fetchDetails,
    // A bridge asks for the users to write only when it begins the task: they may have been edited by then.
    ...wantedOf(task),
  };
}

/** Whose details a task of the kind `users` wants, by their PINs at the terminal. */
function wantedOf({ kind, userIds, details = {} }: StoredTask): Pick<BridgeTask, 'userIds' | 'everyone'> {
  if (kind !== 'users') return {};
  if (details.select !== undefined) return { userIds: [], everyone: true };
  if (details.pins) return { userIds: details.pins.map(({ pin }) => idOfUserCreatedFor(pin)) };
  return userIds ? { userIds } : {};
}

/** A task of this bridge. @throws RollcallError task.unknown, also for another bridge's task */
async function requireOwnTask(actor: Actor, bridgeId: BridgeId, taskId: TaskId): Promise<StoredTask> {
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
  bridgeId: BridgeId,
  taskId: TaskId,
): Promise<StoredTask> {
  const task = await requireOwnTask(actor, bridgeId, taskId);
  if (task.state !== 'running') throw new RollcallError('task.not-yours', { taskId, state: task.state });
  return task;
}

/** Takes in how far a task has got, and renews its lease. */
export async function reportProgress(
  actor: Actor,
  bridgeId: BridgeId,
  taskId: TaskId,
  progress: StoredTask['progress'],
): Promise<void> {
  const task = await requireRunningTask(actor, bridgeId, taskId);
  if (!(await actor.stores.tasks.renew(task, leaseEnd(actor.now), progress))) {
    const current = await requireOwnTask(actor, bridgeId, taskId);
    const state = current.state === 'running' ? 'waiting for its terminal' : current.state;
    throw new RollcallError('task.not-yours', { taskId, state });
  }
}

/** A bridge's report that a task has ended. */
export interface TaskReport {
  outcome: 'done' | 'failed';
  fault?: StoredTask['fault'];
  counts: DownloadCounts;
  terminal?: TerminalReport | undefined;
  completeThrough?: Instant | undefined;
  users?: readonly SentUser[] | undefined;
  /** How many users the terminal has, once the details of all were sent. */
  listed?: number | undefined;
  /** Users that its punches created and whose details could not be fetched. */
  withoutDetails?: readonly UserId[] | undefined;
}

/** Waits between the tries of a task that writes or fetches users; the last one repeats. */
const nextTryMinutes = [1, 2, 5, 10, 30];

/** When a failed task is tried again; `null` when another try is of no use, or the task has been tried for long enough. */
function nextTryOf(task: StoredTask, { outcome, fault }: TaskReport, now: Instant): Instant | null {
  const mayPass = passingFaults.some((code) => code === fault?.code);
  if (outcome !== 'failed' || task.kind === 'punches' || !mayPass) return null;
  const minutes = nextTryMinutes[Math.min(task.attempts, nextTryMinutes.length) - 1] ?? 1;
  const next = epochOf(now) + minutes * 60_000;
  return next < epochOf(givesUpAt(task)) ? instantFromEpoch(next) : null;
}

/** What became of each user that a task was asked for. */
function fetchedUsers({ userIds = [], users = [] }: StoredTask): SentUser[] {
  const found = onceEach(users);
  return userIds.toSorted().map((userId) => {
    const { result = 'not-on-terminal', reason } = found.get(canonicalUserId(userId)) ?? {};
    return { userId, result, ...(reason === undefined ? {} : { reason }) };
  });
}

function resultsOf(task: StoredTask, { outcome, users }: TaskReport): readonly SentUser[] | undefined {
  if (task.kind !== 'users' || outcome !== 'done') return users;
  return task.details?.select === undefined ? fetchedUsers(task) : undefined;
}

/**
 * A report as it counts: a bridge that does not know how to list everybody has done nothing of a task that asks for it.
 */
function reportThatCounts(task: StoredTask, report: TaskReport): TaskReport {
  if (task.details?.select === undefined || report.outcome === 'failed' || report.listed !== undefined) {
    return report;
  }
  const message =
    'Its bridge is older than downloads of everybody who is new: update rollcall-bridge there, or name the users.';
  const facts = { of: 'bridge' satisfies IncompleteOf };
  return { ...report, outcome: 'failed', fault: { code: 'incomplete', message, facts } };
}

/**
 * Ends a task: the terminal is free for the next one, its log is known to be complete up to the given moment, and days
 * that waited for it are computed again. Repeating it changes nothing. A task for users whose terminal could not be
 * reached waits for its next try instead, because nothing else would repeat it; punches come with the next download.
 */
export async function completeTask(
  actor: Actor,
  bridgeId: BridgeId,
  taskId: TaskId,
  told: TaskReport,
): Promise<void> {
  const { stores } = actor;
  const task = await requireOwnTask(actor, bridgeId, taskId);
  const report = reportThatCounts(task, told);
  // A bridge that was refused by a limit of its own version would only be refused again.
  const nextTryAt = report === told ? nextTryOf(task, report, actor.now) : null;
  if (nextTryAt !== null && report.fault) {
    const { fault, counts } = report;
    await stores.tasks.postpone(task, { fault, nextTryAt, counts });
    if (report.terminal) await takeInReportOf(actor, task, report.terminal);
    return;
  }
  const completeThrough = report.completeThrough && notAfter(report.completeThrough, actor.now);
  if (report.listed !== undefined && task.details?.select !== undefined) {
    const readAt = task.startedAt ?? task.createdAt;
    await stores.terminalUsers.noteList(task.terminal, { readAt, total: report.listed });
  }
  const ended = await stores.tasks.end(taskId, {
    state: report.outcome,
    counts: report.counts,
    fault: report.fault,
    completeThrough,
    users: resultsOf(task, report),
    at: actor.now,
  });
  let { counts } = report;
  if (!ended) {
    const current = await requireOwnTask(actor, bridgeId, taskId);
    const { state } = current;
    if (state !== report.outcome) throw new RollcallError('task.not-yours', { taskId, state });
    counts = current.counts;
  }
  if (report.terminal) await takeInReportOf(actor, task, report.terminal);
  if (report.outcome === 'done' && completeThrough !== undefined) {
    await moveMark(actor, task.terminal, completeThrough);
  }
  await stores.tasks.release(task.terminal, taskId);
  await fetchDetailsLater(actor, task, report.withoutDetails ?? []);
  await countEnd(actor, task, { state: report.outcome, counts });
}

async function takeInReportOf(actor: Actor, { terminal }: StoredTask, report: TerminalReport): Promise<void> {
  await takeInReport(actor, await requireTerminal(actor, terminal), report);
}

/** Starts downloads, once per task, for created users whose details could not be fetched; these downloads are tried again. */
async function fetchDetailsLater(actor: Actor, task: StoredTask, userIds: readonly UserId[]): Promise<void> {
  const idOf = async (part: number) =>
    requireOurId(
      'dl',
      await actor.stores.dueTimes.take(`details#${task.id}#${part}`, newId('dl'), actor.now),
    );
  const users = await actor.stores.users.findMany(userIds);
  const wanted = users.filter(
    ({ status, origin }) => status === 'provisional' && origin.downloadId === task.downloadId,
  );
  const ids = wanted.map(({ id }) => id).sort();
  try {
    await fetchDetails(actor, task.terminal, ids, 'schedule', idOf);
  } catch (error) {
    // Its bridge was revoked a moment ago: somebody has to fetch them by hand.
    if (!isProblem(error, 'terminals.none')) throw error;
  }
}
