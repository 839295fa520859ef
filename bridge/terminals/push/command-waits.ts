/** Queues commands for a push terminal, and waits until it has fetched, answered and fulfilled them. @module */

import type { QueuedCommand } from '#shared/iclock/command-queue.ts';
import type { PushCommand } from '#shared/iclock/commands.ts';
import { pollsUntilSent } from '#shared/iclock/reconciliation.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { PushListener } from './push-listener.ts';
import type { PushState } from './push-state.ts';

/** Which terminal is waited for, and where its commands are. */
export interface CommandWaitsOptions {
  serial: Serial;
  listener: PushListener;
  state: PushState;
  /** Epoch milliseconds of true time. */
  now: () => number;
}

/** A terminal that has not called for this long counts as gone: three of its idle polls, and at least a minute. */
export const silentMilliseconds = 60_000;
/** Rows that others punch meanwhile must not keep a read from ending. */
const mostPollsAfterAnswer = 30;
const lookMilliseconds = 200;

/** A push terminal that does not call. @param lastContactAt - epoch milliseconds; absent when it never has */
export function silenceOf(serial: Serial, lastContactAt: number | undefined): TerminalFault<'unreachable'> {
  const since =
    lastContactAt === undefined
      ? 'it has never called'
      : `it has not called since ${instantFromEpoch(lastContactAt).slice(0, 16)}Z`;
  return new TerminalFault('unreachable', {
    address: serial,
    reason: `${since}; it pushes, so check the server address in its menu`,
    of: 'push',
    ...(lastContactAt === undefined ? {} : { since: instantFromEpoch(lastContactAt) }),
  });
}

/** Waits for what a push terminal is asked to do: it fetches commands with its polls and answers when it likes. */
export class CommandWaits {
  readonly #on: CommandWaitsOptions;

  constructor(options: CommandWaitsOptions) {
    this.#on = options;
  }

  /**
   * Queues a command and waits until the terminal has answered and sent what it asked for.
   * @param rows - how many rows have come so far
   */
  async carriedOut(
    command: PushCommand,
    signal: AbortSignal,
    rows: () => number,
    onLook: () => void,
  ): Promise<QueuedCommand> {
    const { serial, listener, state, now } = this.#on;
    const id = listener.host.queue(serial, command);
    for (;;) {
      signal.throwIfAborted();
      onLook();
      this.#requireContact();
      const queued = state.commands(serial).find((known) => known.id === id);
      if (queued === undefined || queued.state === 'given-up') {
        throw new TerminalFault('timeout', {
          address: serial,
          waitedSeconds: Math.round((now() - (queued?.queuedAt ?? 0)) / 1000),
          during: 'a command that it fetched and never answered',
        });
      }
      if (queued.state === 'acknowledged') {
        await this.nothingLeft(signal, rows, onLook);
        return queued;
      }
      await listener.host.activity(signal, lookMilliseconds);
    }
  }

  /** Waits until a terminal asks for commands again and again without sending rows in between. */
  async nothingLeft(signal: AbortSignal, rows: () => number, onLook: () => void): Promise<void> {
    const { serial, listener } = this.#on;
    const first = listener.host.polls(serial);
    let seen = { polls: first, rows: rows() };
    for (;;) {
      signal.throwIfAborted();
      onLook();
      this.#requireContact();
      const polls = listener.host.polls(serial);
      if (rows() !== seen.rows) seen = { polls, rows: rows() };
      if (polls - seen.polls >= pollsUntilSent || polls - first >= mostPollsAfterAnswer) return;
      await listener.host.activity(signal, lookMilliseconds);
    }
  }

  /** Queues commands and waits until the terminal has answered each, or has been given up for it; in their order. */
  async allAnswered(
    wanted: readonly PushCommand[],
    signal: AbortSignal,
  ): Promise<(QueuedCommand | undefined)[]> {
    const { serial, listener, state } = this.#on;
    const ids = wanted.map((command) => listener.host.queue(serial, command));
    for (;;) {
      signal.throwIfAborted();
      const known = new Map(state.commands(serial).map((command) => [command.id, command]));
      const queued = ids.map((id) => known.get(id));
      const isOpen = (command: QueuedCommand | undefined) =>
        command?.state === 'queued' || command?.state === 'sent';
      if (!queued.some(isOpen)) return queued;
      this.#requireContact();
      await listener.host.activity(signal, lookMilliseconds);
    }
  }

  /** @throws TerminalFault when the terminal has not called for too long */
  #requireContact(): void {
    const { serial, listener, now } = this.#on;
    const { lastContactAt } = listener.host.statuses().find((status) => status.serial === serial) ?? {};
    if (lastContactAt === undefined || now() - lastContactAt > silentMilliseconds) {
      throw silenceOf(serial, lastContactAt);
    }
  }
}
