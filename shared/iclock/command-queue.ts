/** Moves a push command through its states: queued, sent, offered again, acknowledged or given up. @module */

import type { CommandResult } from './command-result.ts';
import type { IssuedCommand, PushCommand } from './commands.ts';

/** A command on its way: delivery is not execution, so it stays until the terminal has answered for it. */
export interface QueuedCommand extends IssuedCommand {
  state: 'queued' | 'sent' | 'acknowledged' | 'given-up';
  /** Epoch milliseconds. */
  queuedAt: number;
  /** Epoch milliseconds of the last delivery. */
  sentAt?: number;
  deliveries: number;
  /** What the terminal answered; see describeReturn. */
  returnCode?: number | null;
}

/** A delivered command is offered again after this long without an answer. */
const offeredAgainMilliseconds = 60_000;
/** After this many deliveries without an answer a command is given up: this firmware does not answer it. */
const mostDeliveries = 10;
/** The protocol asks again after this long for what it needs and the terminal has not done. */
const askedAgainMilliseconds = 60 * 60_000;
/** Most commands in one answer to a poll. */
const mostAtOnce = 20;

/**
 * An id for a new command: later ones sort after earlier ones, and each has at most 16 letters and digits.
 * @param now - epoch milliseconds
 * @param sequence - counts the commands of one process, so that two of one millisecond keep their order
 * @param suffix - four letters or digits by chance, for processes that work side by side
 */
export function commandIdOf(now: number, sequence: number, suffix: string): string {
  return `${now.toString(36).padStart(9, '0')}${(sequence % 1296).toString(36).padStart(2, '0')}${suffix.slice(0, 4)}`.toUpperCase();
}

/** Commands that should go out with the answer to a poll, the oldest first. */
export function offeredCommands(commands: readonly QueuedCommand[], now: number): QueuedCommand[] {
  return commands
    .filter(
      ({ state, sentAt = 0 }) =>
        state === 'queued' || (state === 'sent' && now - sentAt >= offeredAgainMilliseconds),
    )
    .toSorted((a, b) => a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1))
    .slice(0, mostAtOnce);
}

/** A command after it was put into an answer. */
export function afterDelivery(command: QueuedCommand, now: number): QueuedCommand {
  const deliveries = command.deliveries + 1;
  return { ...command, deliveries, sentAt: now, state: deliveries >= mostDeliveries ? 'given-up' : 'sent' };
}

/** A command after its terminal has answered. A second answer changes nothing. */
export function afterResult(command: QueuedCommand, result: CommandResult): QueuedCommand {
  if (command.state === 'acknowledged') return command;
  return { ...command, state: 'acknowledged', returnCode: result.returnCode };
}

/** What a command says, whatever the order of its fields: a table gives them in any. */
function saidBy(command: PushCommand): string {
  const fields = Object.entries(command).filter(([, value]) => value !== undefined);
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The command that waits and would do the same. */
export function waitingFor(
  commands: readonly QueuedCommand[],
  wanted: PushCommand,
): QueuedCommand | undefined {
  const text = saidBy(wanted);
  return commands.find(
    ({ state, command }) => (state === 'queued' || state === 'sent') && saidBy(command) === text,
  );
}

/**
 * Whether a command that the protocol itself needs is to be queued: not while the same one waits, and not again right
 * after it, because firmware that answers and does not do it would be asked with every poll.
 */
export function isDue(commands: readonly QueuedCommand[], wanted: PushCommand, now: number): boolean {
  if (waitingFor(commands, wanted) !== undefined) return false;
  const text = saidBy(wanted);
  return !commands.some(
    ({ command, queuedAt }) => now - queuedAt < askedAgainMilliseconds && saidBy(command) === text,
  );
}
