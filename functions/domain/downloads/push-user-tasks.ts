/** Terminals that push to the cloud carry out user uploads by commands, which the cloud queues and follows up here. @module */

import type { UserToSend } from '#shared/contract/bridge-api.ts';
import type { SentUser } from '#shared/contract/download-fields.ts';
import type { QueuedCommand } from '#shared/iclock/command-queue.ts';
import { sentUserOf, userCommand } from '#shared/iclock/user-command.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { StoredTask } from '../../store/tasks.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { queueCommand } from '../terminals/index.ts';
import { countEnd } from './count-ends.ts';
import { givesUpAt, noCounts } from './downloads.ts';

const commandsAtOnce = 16;

type Commands = NonNullable<StoredTask['commands']>;

/** Queues a command for each user of a task whose terminal fetches its commands from the cloud. */
export async function queuePushTask(
  actor: Actor,
  task: StoredTask,
  users: readonly UserToSend[],
): Promise<void> {
  const { stores, now } = actor;
  const { commands: waiting } = await stores.push.read(task.terminal);
  const commands: Commands = [];
  await inParallel(users, commandsAtOnce, async (user) => {
    const { userId } = user;
    const command = userCommand(user);
    if (typeof command === 'string') {
      commands.push({ userId, refused: command });
      return;
    }
    const { id } = await queueCommand(stores, task.terminal, waiting, command, epochOf(now));
    commands.push({ userId, id });
  });
  await stores.tasks.keepCommands(task.id, commands, now);
}

function hasEnded(command: QueuedCommand | undefined): boolean {
  return command === undefined || command.state === 'acknowledged' || command.state === 'given-up';
}

function resultOf({ userId, refused }: Commands[number], command: QueuedCommand | undefined): SentUser {
  return refused === undefined ? sentUserOf(userId, command) : { userId, result: 'refused', reason: refused };
}

/** Withdraws the commands of a task that its terminal has not carried out. */
export async function withdrawCommands({ stores }: Actor, task: StoredTask): Promise<void> {
  if (task.bridgeId !== undefined || task.commands === undefined) return;
  const ids = new Set(task.commands.map(({ id }) => id));
  const { commands } = await stores.push.read(task.terminal);
  for (const command of commands) {
    if (!ids.has(command.id) || hasEnded(command)) continue;
    await stores.push.saveCommand(task.terminal, { ...command, state: 'given-up' });
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
    await stores.push.saveCommand(task.terminal, { ...command, state: 'given-up' });
  }
  const users = entries.map((entry) => resultOf(entry, commandOf(entry)));
  if (open.length === 0) {
    await stores.tasks.end(task.id, { state: 'done', counts: noCounts, users, at: now });
    return await countEnd(actor, task, { state: 'done', counts: noCounts });
  }
  const { code, message } = new TerminalFault('unreachable', {
    address: task.terminal,
    reason: `it has not fetched the users since ${task.createdAt}; it pushes, so check the server address in its menu`,
  });
  await stores.tasks.end(task.id, {
    state: 'failed',
    counts: noCounts,
    fault: { code, message },
    users,
    at: now,
  });
  await countEnd(actor, task, { state: 'failed', counts: noCounts });
}
