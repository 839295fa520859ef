/** Runs one task from the cloud to its end and reports its outcome. @module */

import { CloudProblem, isCloudProblem } from '#bridge/cloud/index.ts';
import { reasonOf } from '#bridge/log/index.ts';
import { type BridgeTask, mostUsersWithoutDetails } from '#shared/contract/bridge-api.ts';
import type { SentUser } from '#shared/contract/download-fields.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import {
  type FaultReport,
  type IncompleteOf,
  isTerminalFault,
  reportedFault,
} from '#shared/terminal-fault.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { BridgeContext } from './bridge-context.ts';
import { untilAnswered } from './cloud-retry.ts';
import { ProgressReport } from './progress-report.ts';
import { readLog } from './read-log.ts';
import { sendUsers } from './send-users.ts';
import { sendUserDetails } from './user-details.ts';

/** How a task ended. */
interface Outcome {
  outcome: 'done' | 'failed';
  fault?: FaultReport;
  completeThrough?: Instant;
  users?: SentUser[];
  /** How many users the terminal has, where all were asked for. */
  listed?: number;
  /** Created users whose details could not be fetched. */
  withoutDetails?: UserId[];
}

/**
 * Runs one task to its end and reports the outcome to the cloud. Returns without a report when the signal is aborted or
 * the cloud has taken the task away; what was read stays in the outbox and is sent all the same.
 */
export async function runTask(context: BridgeContext, task: BridgeTask, stop: AbortSignal): Promise<void> {
  const { outbox, log } = context;
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  const report = new ProgressReport(context, task.id, signal, () => lost.abort(new Error('task taken away')));
  const facts = { taskId: task.id, serial: task.terminal };
  log({
    level: 'info',
    event: 'task.started',
    message: `Task ${task.id} (${task.kind}, ${task.terminal}) has started.`,
    facts,
  });
  try {
    outbox.tasks.begin(task.id, task.terminal);
    report.set({ phase: 'connecting' });
    const outcome = await outcomeOf(context, task, report, signal);
    report.set({ phase: 'finished' });
    await report.end();
    await complete(context, task, outcome, signal);
  } catch (error) {
    await report.end();
    const dropped = signal.aborted || isCloudProblem(error, 'task.not-yours', 'task.unknown');
    log({
      level: dropped ? 'info' : 'error',
      event: dropped ? 'task.dropped' : 'task.broken',
      message: `Task ${task.id} was not completed: ${reasonOf(error)}`,
      facts,
    });
  }
}

async function outcomeOf(
  context: BridgeContext,
  task: BridgeTask,
  report: ProgressReport,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    switch (task.kind) {
      case 'punches':
        return await downloadPunches(context, task, report, signal);
      case 'users':
        return await downloadUsers(context, task, report, signal);
      case 'send-users':
        report.set({ phase: 'users' });
        return { outcome: 'done', users: await sendUsers(context, task, signal) };
    }
  } catch (error) {
    signal.throwIfAborted();
    const fault = task.kind === 'users' ? faultOfDetails(error) : undefined;
    if (fault !== undefined) return { outcome: 'failed', fault };
    if (isTerminalFault(error)) return { outcome: 'failed', fault: reportedFault(error) };
    throw error;
  }
}

/** The log was read, but the cloud has refused part of it again and again. It stays in the outbox and is sent on. */
function notTaken(records: number): FaultReport {
  const message = `The cloud has not accepted ${records} records of this terminal. The bridge keeps them and sends them again.`;
  return { code: 'incomplete', message, facts: { of: 'not-taken' satisfies IncompleteOf, records } };
}

async function downloadPunches(
  context: BridgeContext,
  task: BridgeTask,
  report: ProgressReport,
  signal: AbortSignal,
): Promise<Outcome> {
  const { outbox, sender } = context;
  const { terminal: serial, id: taskId, mode, window } = task;
  const request = { serial, taskId, mode, window };
  const read = await readLog(context, request, signal, (records, expected) =>
    report.set({ phase: 'reading', read: records, expected, sent: outbox.tasks.sent(task.id) }),
  );
  const showSent = () => report.set({ phase: 'sending', read: read.read, sent: outbox.tasks.sent(task.id) });
  showSent();
  const drained = await sender.drained(task.terminal, signal, showSent);
  if (drained === 'parked')
    return { outcome: 'failed', fault: notTaken(outbox.waitingOf(task.terminal).records) };

  const completeThrough = read.readThrough;
  // A short log moves no mark, nor does one of which only some days were wanted: days must go on waiting for the punches
  // that are missing.
  const ended: Outcome =
    read.shortfall === null
      ? { outcome: 'done', ...(window === undefined ? { completeThrough } : {}) }
      : { outcome: 'failed', fault: read.shortfall };
  if (read.shortfall === null && window === undefined) {
    context.registry.reports.noteComplete(task.terminal, completeThrough, context.timing.leastMarkSeconds);
  }
  const created = task.fetchDetails ? outbox.tasks.usersWithoutDetails(task.id) : [];
  if (created.length === 0) return ended;
  report.set({ phase: 'users' });
  try {
    await sendUserDetails(context, task, created, signal);
    return ended;
  } catch (error) {
    signal.throwIfAborted();
    // The punches are stored and the users exist; their details can be fetched at any time.
    const fault = faultOfDetails(error);
    if (fault !== undefined) {
      const withoutDetails = outbox.tasks.usersWithoutDetails(task.id).slice(0, mostUsersWithoutDetails);
      return { fault, ...ended, withoutDetails };
    }
    throw error;
  }
}

const taskIsGone: ReadonlySet<string> = new Set(['task.not-yours', 'task.unknown']);

/** Why details could not be read or sent; `undefined` when the task itself is at an end, or for a defect. */
function faultOfDetails(error: unknown): FaultReport | undefined {
  if (isTerminalFault(error)) return reportedFault(error);
  if (!(error instanceof CloudProblem) || taskIsGone.has(error.code)) return undefined;
  const message = `The cloud has not accepted the details of the users: ${error.message}`;
  return {
    code: 'incomplete',
    message: message.slice(0, 500),
    facts: { of: 'details' satisfies IncompleteOf },
  };
}

async function downloadUsers(
  context: BridgeContext,
  task: BridgeTask,
  report: ProgressReport,
  signal: AbortSignal,
): Promise<Outcome> {
  report.set({ phase: 'users' });
  if (!task.everyone) {
    await sendUserDetails(context, task, task.userIds ?? [], signal);
    return { outcome: 'done' };
  }
  return { outcome: 'done', listed: await sendUserDetails(context, task, 'everyone', signal) };
}

function countsOf(users: readonly SentUser[]): string {
  const byResult = Map.groupBy(users, ({ result }) => result);
  return [...byResult].map(([result, some]) => `${some.length} ${result}`).join(', ');
}

async function complete(
  context: BridgeContext,
  task: BridgeTask,
  { outcome, fault, completeThrough, users, listed, withoutDetails }: Outcome,
  signal: AbortSignal,
): Promise<void> {
  const { outbox, registry, push, log } = context;
  const counts = outbox.tasks.counts(task.id);
  const terminal =
    registry.reports.of(task.terminal) ?? push?.reports().find(({ serial }) => serial === task.terminal);
  await untilAnswered(context, signal, () =>
    context.cloud.api.completeTask({
      params: { taskId: task.id },
      body: {
        outcome,
        counts,
        ...(fault === undefined ? {} : { fault }),
        ...(terminal === undefined ? {} : { terminal }),
        ...(completeThrough === undefined ? {} : { completeThrough }),
        ...(users === undefined ? {} : { users }),
        ...(listed === undefined ? {} : { listed }),
        ...(withoutDetails === undefined ? {} : { withoutDetails }),
      },
    }),
  );
  outbox.tasks.end(task.id);
  const sent = users === undefined ? '' : ` ${users.length} users written: ${countsOf(users)}.`;
  log({
    level: outcome === 'done' ? 'info' : 'warn',
    event: `task.${outcome}`,
    message:
      `Task ${task.id} is ${outcome}: ${counts.read} read, ${counts.stored} stored, ${counts.duplicates} known before, ` +
      `${counts.quarantined} in quarantine, ${counts.usersCreated} users created.${sent}${fault ? ` ${fault.message}` : ''}`,
    facts: {
      taskId: task.id,
      serial: task.terminal,
      read: counts.read,
      stored: counts.stored,
      duplicates: counts.duplicates,
      quarantined: counts.quarantined,
      usersCreated: counts.usersCreated,
      usersDetailed: counts.usersDetailed,
      fault: fault?.code ?? null,
    },
  });
}
