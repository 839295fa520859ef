/** Terminals that push to the cloud carry out user uploads by commands, which the cloud queues and follows up here. @module */

import { createHash } from 'node:crypto';
import type { UserToSend } from '#shared/contract/bridge-api.ts';
import type { SentUser } from '#shared/contract/download-fields.ts';
import { commandIdOf, type QueuedCommand } from '#shared/iclock/command-queue.ts';
import { isRefused, refusedUser, sentUserOf, userCommand } from '#shared/iclock/user-command.ts';
import { type CanonicalUserId, canonicalUserId } from '#shared/punch/user-id.ts';
import { type Phrase, textOf } from '#shared/reasons/index.ts';
import { reportedFault, TerminalFault } from '#shared/terminal-fault.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { countEnd } from './count-ends.ts';
import { givesUpAt, noCounts } from './downloads.ts';

const commandsAtOnce = 16;

type Commands = NonNullable<StoredTask['commands']>;

const suffixes = 36 ** 4;

/**
 * The ids of the commands of a task, by user: the same in each try, so that a repeated try queues nothing twice and whoever
 * withdraws them need not know how far the queueing has got. No other task has them, even if it writes the same users.
 */
function commandIdsOf({ id, createdAt, userIds = [] }: StoredTask): Map<CanonicalUserId, string> {
  const digest = createHash('sha256').update(id).digest();
  const suffix = (digest.readUInt32BE() % suffixes).toString(36).padStart(4, '0');
  return new Map(
    userIds.map((userId, index) => [canonicalUserId(userId), commandIdOf(epochOf(createdAt), index, suffix)]),
  );
}

/** Queues a command for each user of a task whose terminal fetches its commands from the cloud. */
export async function queuePushTask(
  actor: Actor,
  task: StoredTask,
  users: readonly UserToSend[],
): Promise<void> {
  const { stores, now } = actor;
  const ids = commandIdsOf(task);
  const queuedAt = epochOf(now);
  const commands: Commands = [];
  await inParallel(users, commandsAtOnce, async (user) => {
    const { userId } = user;
    const command = userCommand(user);
    if (isRefused(command)) {
      commands.push({ userId, refused: textOf(command.refused), why: JSON.stringify(command.refused) });
      return;
    }
    const id = ids.get(canonicalUserId(userId));
    if (id === undefined) return;
    await stores.push.addCommand(task.terminal, { id, command, state: 'queued', queuedAt, deliveries: 0 });
    commands.push({ userId, id });
  });
  if (await stores.tasks.keepCommands(task.id, commands, now)) return;
  // Somebody has cancelled it meanwhile; or another try was faster, whose commands are the same.
  if ((await stores.tasks.find(task.id))?.state === 'cancelled') await withdrawCommands(actor, task);
}

function hasEnded(command: QueuedCommand | undefined): boolean {
  return command === undefined || command.state === 'acknowledged' || command.state === 'given-up';
}

function resultOf({ userId, refused, why }: Commands[number], command: QueuedCommand | undefined): SentUser {
  if (refused === undefined) return sentUserOf(userId, command);
  // Those of earlier versions have the text alone; it was written as such above.
  if (why !== undefined) return refusedUser(userId, JSON.parse(why) as Phrase);
  return { userId, result: 'refused', reason: refused };
}

/**
 * Withdraws the commands of a task that its terminal has not carried out. Those of other tasks stay, also where they write the
 * same users. Repeating it changes nothing.
 */
export async function withdrawCommands({ stores }: Actor, task: StoredTask): Promise<void> {
  if (task.bridgeId !== undefined || task.kind !== 'send-users') return;
  // Tasks of earlier versions have ids that are stored alone.
  const ids = new Set([...(task.commands ?? []).map(({ id }) => id), ...commandIdsOf(task).values()]);
  const { commands } = await stores.push.read(task.terminal);
  for (const command of commands) {
    if (!ids.has(command.id) || hasEnded(command)) continue;
    await stores.push.moveCommand(task.terminal, { ...command, state: 'given-up' });
  }
}

/**
 * Ends a task once its terminal has answered for every user. When the terminal has not done so by the time at which
 * tasks are given up, the cloud withdraws the open commands and the task has failed.
 */
export async function tendPushTask(actor: Actor, task: StoredTask): Promise<void> {
  const { stores, now } = actor;
  const entries = task.commands;
  if (task.state !== 'running' || entries === undefined) return;
  const { commands } = await stores.push.read(task.terminal);
  const byId = new Map(commands.map((command) => [command.id, command]));
  const commandOf = ({ id }: Commands[number]) => (id === undefined ? undefined : byId.get(id));
  const open = entries.flatMap((entry) => {
    const command = commandOf(entry);
    return command !== undefined && !hasEnded(command) ? [command] : [];
  });
  const isLate = epochOf(givesUpAt(task)) <= epochOf(now);
  if (open.length > 0 && !isLate) return;
  for (const command of open) {
    await stores.push.moveCommand(task.terminal, { ...command, state: 'given-up' });
  }
  const users = entries.map((entry) => resultOf(entry, commandOf(entry)));
  if (open.length === 0) {
    await stores.tasks.end(task.id, { state: 'done', counts: noCounts, users, at: now });
    return await countEnd(actor, task, { state: 'done', counts: noCounts });
  }
  const fault = new TerminalFault('unreachable', {
    address: task.terminal,
    reason: `it has not fetched the users since ${task.createdAt}; it pushes, so check the server address in its menu`,
    of: 'push',
    since: task.createdAt,
  });
  await stores.tasks.end(task.id, {
    state: 'failed',
    counts: noCounts,
    fault: reportedFault(fault),
    users,
    at: now,
  });
  await countEnd(actor, task, { state: 'failed', counts: noCounts });
}
