/** The bridge's push terminals as a whole: listening, reading their logs, fetching and writing their users. @module */

import type { PushConfig } from '#bridge/config/index.ts';
import { type Outbox, outboxSink, type TerminalReportValue } from '#bridge/outbox/index.ts';
import type { DownloadWindow, SentUser } from '#shared/contract/download-fields.ts';
import type { TaskId } from '#shared/contract/ids.ts';
import type { QueuedCommand } from '#shared/iclock/command-queue.ts';
import { describeReturn } from '#shared/iclock/command-result.ts';
import { type PushCommand, userQueries } from '#shared/iclock/commands.ts';
import {
  isRefused,
  refusedUser,
  sentUserOf,
  type UserToPush,
  userCommand,
} from '#shared/iclock/user-command.ts';
import { pinOfUser, pinOnTerminal } from '#shared/punch/claims.ts';
import { canonicalPinOf, isPin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';
import { addDays } from '#shared/time/calendar.ts';
import { type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import { CommandWaits, silenceOf, silentMilliseconds } from './command-waits.ts';
import type { PushTerminalStatus } from './push-host.ts';
import { type PushListener, startPushListener } from './push-listener.ts';
import type { PushEvent, PushSink } from './push-sink.ts';
import { PushState, type Stranger } from './push-state.ts';
import { PushedUsers, type PushedUsersOptions } from './pushed-users.ts';

/** What the push terminals of a bridge work with. */
export interface PushTerminalsOptions {
  config: PushConfig;
  stateDir: string;
  outbox: Outbox;
  /** Told when there is something to send to the cloud. */
  sender: { wake(): void };
  /** Sends the cloud the users that a terminal has reported. */
  tellUsers: PushedUsersOptions['tell'];
  /** Zone of terminals that have none of their own. */
  zone: string;
  /** Epoch milliseconds of true time. */
  now: () => number;
  log: (event: PushEvent) => void;
}

/** Which terminal's log the bridge asks for, and for whom. */
export interface PushReadRequest {
  serial: Serial;
  taskId: TaskId | null;
  mode: 'new' | 'all';
  /** Only punches of these dates, as the terminal writes them. */
  window?: DownloadWindow | undefined;
}

const firstDay = '2000-01-01' as LocalDate;

/** The rows that a query brings while it is waited for. */
interface Reading {
  request: PushReadRequest;
  read: number;
  accepted: number;
  fault: TerminalFault | undefined;
}

/**
 * The terminals of a bridge that push. They call on their own; the bridge asks for what a download or HR wants from
 * them with commands that they fetch with their next poll.
 */
export class PushTerminals {
  readonly #options: PushTerminalsOptions;
  readonly #serials: ReadonlySet<Serial>;
  readonly #readings = new Map<string, Reading>();
  /** Both open from {@link start} to {@link close}: commands that only pull have no use for them. */
  #state: PushState | undefined;
  #listener: PushListener | undefined;
  readonly #users: PushedUsers;
  #telling: { stop: AbortController; ended: Promise<void> } | undefined;
  /** Up to when the cloud has each log, as far as the bridge has reported. */
  readonly #completeThrough = new Map<string, Instant>();

  constructor(options: PushTerminalsOptions) {
    this.#options = options;
    this.#serials = new Set(options.config.terminals.map(({ serial }) => serial));
    this.#users = new PushedUsers({ tell: options.tellUsers, log: options.log });
  }

  /** Begins to listen. @throws Error of node:net when the port is taken */
  async start(): Promise<void> {
    const { config, stateDir, zone, now, log } = this.#options;
    this.#state = new PushState(stateDir);
    this.#state.forgetStrangers(this.#serials);
    const isRebuilt = this.#options.outbox.damaged !== null;
    if (isRebuilt) this.#state.forgetStamps();
    this.#listener = await startPushListener({
      host: config.host,
      port: config.port,
      terminals: config.terminals,
      sink: this.#sink(),
      state: this.#state,
      zone,
      now,
      log,
    });
    const stop = new AbortController();
    this.#telling = { stop, ended: this.#users.run(stop.signal) };
    // What waited in the damaged outbox may be lost here and is still in the terminals, so they must send all of it.
    if (isRebuilt) for (const serial of this.#serials) this.#listener.host.queue(serial, { kind: 'check' });
    log({
      level: 'info',
      event: 'push.listening',
      message: `The bridge listens for push terminals on ${this.#listener.url} (${config.terminals.length} configured).`,
      facts: { url: this.#listener.url, terminals: config.terminals.length },
    });
  }

  /** Stops listening and closes the state. */
  async close(): Promise<void> {
    await this.#listener?.close();
    this.#telling?.stop.abort();
    await this.#telling?.ended;
    this.#state?.close();
    this.#listener = undefined;
    this.#state = undefined;
  }

  /** Fetches the details of users that the cloud has created for punches of a terminal. */
  noteCreated(serial: Serial, userIds: readonly UserId[]): void {
    if (!this.serves(serial)) return;
    const wanted = new Map(userIds.map((id) => [pinOfUser(id), pinOnTerminal(id)]));
    const known = this.#options.outbox.importedUsers
      .of(serial)
      .filter(({ pin }) => isPin(pin) && wanted.delete(canonicalPinOf(pin)));
    this.#users.note(serial, known);
    if (wanted.size === 0) return;
    for (const command of userQueries([...wanted.values()])) this.#listener?.host.queue(serial, command);
  }

  /** Whether a terminal is one that pushes here. */
  serves(serial: Serial): boolean {
    return this.#serials.has(serial);
  }

  /** Serial numbers that want to push and that nobody has configured, the latest first. */
  strangers(): Stranger[] {
    return this.#state?.strangers() ?? [];
  }

  /** The state of every configured push terminal that has ever called. */
  reports(): TerminalReportValue[] {
    const statuses = this.#listener?.host.statuses() ?? [];
    return statuses.flatMap((status) => {
      const { serial, name, address, lastContactAt, model, firmware, records, zone } = status;
      if (address === undefined || lastContactAt === undefined) return [];
      const online = this.#options.now() - lastContactAt <= silentMilliseconds;
      const report: TerminalReportValue = {
        serial,
        address,
        state: online ? 'online' : 'unreachable',
        pushes: true,
        zone,
        ...(name === undefined ? {} : { name }),
        ...(model === undefined ? {} : { model }),
        ...(firmware === undefined ? {} : { firmware }),
        ...(records === undefined || !online ? {} : { records }),
        ...this.#completenessOf(status),
      };
      if (online) return [report];
      const { code, message } = silenceOf(serial, lastContactAt);
      return [{ ...report, fault: { code, message } }];
    });
  }

  /** A log is complete in the cloud up to where it was read, once nothing of it waits here any more. */
  #completenessOf(status: PushTerminalStatus): { completeThrough?: Instant } {
    const { serial, readThrough = 0, provenThrough = 0 } = status;
    const through = Math.max(readThrough, provenThrough);
    if (through > 0 && this.#options.outbox.waitingOf(serial).records === 0) {
      this.#completeThrough.set(serial, instantFromEpoch(through));
    }
    const completeThrough = this.#completeThrough.get(serial);
    return completeThrough === undefined ? {} : { completeThrough };
  }

  /**
   * Has a terminal send its log again, or what it has since the last time, and waits until all of it is in the outbox.
   * @param onProgress - records so far; the total is not known
   * @throws TerminalFault when the terminal is silent or refuses, or when the outbox is full
   */
  async readLog(
    request: PushReadRequest,
    signal: AbortSignal,
    onProgress: (read: number, expected: null) => void = () => {},
  ): Promise<{ read: number; accepted: number; readThrough: Instant }> {
    const { serial, mode, window } = request;
    const began = this.#options.now();
    const reading: Reading = { request, read: 0, accepted: 0, fault: undefined };
    this.#readings.set(serial, reading);
    try {
      const { readThrough, dialect } = this.#state?.terminal(serial) ?? {};
      const goesOn = window === undefined && mode === 'new' && readThrough !== undefined;
      const from = window?.from ?? (goesOn ? addDays(dayOf(readThrough), -2) : firstDay);
      const to = window?.to ?? addDays(dayOf(began), 2);
      const command: PushCommand = { kind: 'query-log', from: `${from} 00:00:00`, to: `${to} 00:00:00` };
      const onLook = () => onProgress(reading.read, null);
      const rows = () => reading.read;
      if (mode === 'new' && dialect === 'acc') {
        // Its protocol has no window, and the whole log each time is too much: what it had, it has sent automatically.
        await this.#waitsOn(serial).nothingLeft(signal, rows, onLook);
      } else {
        const answered = await this.#waitsOn(serial).carriedOut(command, signal, rows, onLook);
        this.#requireDone(serial, answered, 'the query of its log');
      }
      if (reading.fault !== undefined) throw reading.fault;
      if (window === undefined) this.#listener?.host.noteRead(serial, began);
      return { read: reading.read, accepted: reading.accepted, readThrough: instantFromEpoch(began) };
    } finally {
      if (request.taskId !== null) this.#options.outbox.tasks.noteRead(request.taskId, reading.read);
      this.#readings.delete(serial);
    }
  }

  /**
   * Has a terminal send its users; they are in the outbox's imported users then.
   * @throws TerminalFault when the terminal is silent or refuses
   */
  async askForUsers(serial: Serial, signal: AbortSignal): Promise<void> {
    const none = () => 0;
    const answered = await this.#waitsOn(serial).carriedOut({ kind: 'query-users' }, signal, none, () => {});
    this.#requireDone(serial, answered, 'the query of its users');
  }

  /**
   * Has a terminal take users, and waits until it has answered for each.
   * @throws TerminalFault when the terminal is silent
   */
  async writeUsers(serial: Serial, users: readonly UserToPush[], signal: AbortSignal): Promise<SentUser[]> {
    const commands = users.map(userCommand);
    const answered = await this.#waitsOn(serial).allAnswered(
      commands.flatMap((command) => (isRefused(command) ? [] : [command])),
      signal,
    );
    let at = 0;
    return users.map(({ userId }, index): SentUser => {
      const command = commands[index];
      if (command !== undefined && isRefused(command)) return refusedUser(userId, command.refused);
      return sentUserOf(userId, answered[at++]);
    });
  }

  #sink(): PushSink {
    const { outbox } = this.#options;
    const rows = outboxSink(this.#options);
    return {
      accept: (serial, records) => {
        const reading = this.#readings.get(serial);
        try {
          const accepted = rows.accept(serial, records, orderOf(reading?.request));
          if (reading !== undefined) {
            reading.read += records.length;
            reading.accepted += accepted;
          }
          return accepted;
        } catch (error) {
          if (reading !== undefined && isTerminalFault(error)) reading.fault = error;
          throw error;
        }
      },
      keepUsers: (serial, users) => {
        outbox.importedUsers.keep(serial, users);
        this.#users.note(serial, users);
      },
      knownBetween: (serial, from, through) => outbox.knownBetween(serial, from, through),
    };
  }

  #requireDone(serial: Serial, { returnCode = null }: QueuedCommand, during: string): void {
    if (returnCode !== null && returnCode >= 0) return;
    throw new TerminalFault('unexpected-reply', {
      address: serial,
      during: `${during} (${describeReturn(returnCode)})`,
      reply: returnCode ?? 0,
    });
  }

  #waitsOn(serial: Serial): CommandWaits {
    const [listener, state] = [this.#listener, this.#state];
    if (listener === undefined || state === undefined) throw silenceOf(serial, undefined);
    return new CommandWaits({ serial, listener, state, now: this.#options.now });
  }
}

/** The order that rows follow: that of the task which is reading, if any. */
function orderOf(request: PushReadRequest | undefined): Pick<PushReadRequest, 'taskId' | 'mode'> {
  const { taskId = null, mode = 'new' } = request ?? {};
  return { taskId, mode: taskId === null ? 'new' : mode };
}

function dayOf(epochMilliseconds: number): LocalDate {
  return new Date(epochMilliseconds).toISOString().slice(0, 10) as LocalDate;
}
