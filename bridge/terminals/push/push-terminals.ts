import type { PushConfig } from '#bridge/config/push-config.ts';
import type { Outbox } from '#bridge/outbox/outbox.ts';
import type { TerminalReportValue } from '#bridge/outbox/terminal-memory.ts';
import type { QueuedCommand } from '#shared/iclock/command-queue.ts';
import { describeReturn } from '#shared/iclock/command-result.ts';
import type { PushCommand } from '#shared/iclock/commands.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';
import { addDays } from '#shared/time/calendar.ts';
import { type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import type { PushEvent, PushSink } from './push-host.ts';
import { type PushListener, startPushListener } from './push-listener.ts';
import { PushState } from './push-state.ts';

/** What the push terminals of a bridge work with. */
export interface PushTerminalsOptions {
  config: PushConfig;
  stateDir: string;
  outbox: Outbox;
  /** Told when there is something to send to the cloud. */
  sender: { wake(): void };
  /** Zone of terminals that have none of their own. */
  zone: string;
  /** Epoch milliseconds of true time. */
  now: () => number;
  log: (event: PushEvent) => void;
}

/** Which terminal's log is asked for, for whom. */
export interface PushReadRequest {
  serial: string;
  taskId: string | null;
  mode: 'new' | 'all';
}

/** A terminal that has not called for so long counts as gone: three of its idle polls, and at least a minute. */
const silentMilliseconds = 60_000;
/** After its answer to a query a terminal has sent all rows when it has polled so often again. */
const pollsAfterAnswer = 2;
const lookMilliseconds = 200;
const firstDay = '2000-01-01' as LocalDate;

/** The rows that a query brings while it is waited for. */
interface Reading {
  request: PushReadRequest;
  read: number;
  accepted: number;
  fault: TerminalFault | undefined;
}

/**
 * The terminals of a bridge that push. They come by themselves; what a download or HR wants of them is asked for with
 * commands that they fetch with their next poll.
 */
export class PushTerminals {
  readonly #options: PushTerminalsOptions;
  readonly #serials: ReadonlySet<string>;
  readonly #readings = new Map<string, Reading>();
  /** Both open from {@link start} to {@link close}: commands that only pull have no use for them. */
  #state: PushState | undefined;
  #listener: PushListener | undefined;

  constructor(options: PushTerminalsOptions) {
    this.#options = options;
    this.#serials = new Set(options.config.terminals.map(({ serial }) => serial));
  }

  /** Begins to listen. @throws Error of node:net when the port is taken */
  async start(): Promise<void> {
    const { config, stateDir, zone, now, log } = this.#options;
    this.#state = new PushState(stateDir);
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
    log({
      level: 'info',
      event: 'push.listening',
      message: `Push terminals are listened for on ${this.#listener.url} (${config.terminals.length} known).`,
      facts: { url: this.#listener.url, terminals: config.terminals.length },
    });
  }

  /** Stops listening and closes the state. */
  async close(): Promise<void> {
    await this.#listener?.close();
    this.#state?.close();
    this.#listener = undefined;
    this.#state = undefined;
  }

  /** Whether a terminal is one that pushes here. */
  serves(serial: string): boolean {
    return this.#serials.has(serial);
  }

  /** The state of every push terminal that was ever heard of. */
  reports(): TerminalReportValue[] {
    const statuses = this.#listener?.statuses() ?? [];
    return statuses.flatMap((status) => {
      const { serial, name, address, lastContactAt, model, firmware, records, zone } = status;
      if (address === undefined || lastContactAt === undefined) return [];
      const online = this.#options.now() - lastContactAt <= silentMilliseconds;
      const report: TerminalReportValue = {
        serial,
        address,
        state: online ? 'online' : 'unreachable',
        zone,
        ...(name === undefined ? {} : { name }),
        ...(model === undefined ? {} : { model }),
        ...(firmware === undefined ? {} : { firmware }),
        ...(records === undefined || !online ? {} : { records }),
      };
      if (online) return [report];
      const { code, message } = this.#silence(serial, lastContactAt);
      return [{ ...report, fault: { code, message } }];
    });
  }

  /**
   * Has a terminal send its log again, or what it has since the last time, and waits until all of it is in the outbox.
   * @param onProgress - records so far; how many there are nobody knows
   * @throws TerminalFault when the terminal is silent or refuses, or when the outbox is full
   */
  async readLog(
    request: PushReadRequest,
    signal: AbortSignal,
    onProgress: (read: number, expected: null) => void = () => {},
  ): Promise<{ read: number; accepted: number; readThrough: Instant }> {
    const { serial, mode } = request;
    const began = this.#options.now();
    const reading: Reading = { request, read: 0, accepted: 0, fault: undefined };
    this.#readings.set(serial, reading);
    try {
      const readThrough = this.#state?.terminal(serial).readThrough;
      const from = mode === 'new' && readThrough !== undefined ? addDays(dayOf(readThrough), -2) : firstDay;
      const to = addDays(dayOf(began), 2);
      const command: PushCommand = { kind: 'query-log', from: `${from} 00:00:00`, to: `${to} 00:00:00` };
      const answered = await this.#carriedOut(serial, command, signal, () => onProgress(reading.read, null));
      if (reading.fault !== undefined) throw reading.fault;
      this.#requireDone(serial, answered, 'the query of its log');
      this.#listener?.noteRead(serial, began);
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
  async askForUsers(serial: string, signal: AbortSignal): Promise<void> {
    const answered = await this.#carriedOut(serial, { kind: 'query-users' }, signal, () => {});
    this.#requireDone(serial, answered, 'the query of its users');
  }

  #sink(): PushSink {
    const { outbox, sender } = this.#options;
    return {
      accept: (serial, records, clockAheadSeconds) => {
        const reading = this.#readings.get(serial);
        try {
          const accepted = this.#accept(serial, records, clockAheadSeconds);
          if (reading !== undefined) {
            reading.read += records.length;
            reading.accepted += accepted;
          }
          if (accepted > 0) sender.wake();
          return accepted;
        } catch (error) {
          if (reading !== undefined && isTerminalFault(error)) reading.fault = error;
          throw error;
        }
      },
      keepUsers: (serial, users) => outbox.importedUsers.keep(serial, users),
      knownBetween: (serial, from, through) => outbox.knownBetween(serial, from, through),
    };
  }

  #accept(serial: string, records: readonly TerminalRecord[], ahead: number | undefined): number {
    const { taskId = null, mode = 'new' } = this.#readings.get(serial)?.request ?? {};
    return this.#options.outbox.accept({
      serial,
      taskId,
      mode: taskId === null ? 'new' : mode,
      driftSeconds: ahead ?? null,
      records,
      settled: true,
    });
  }

  /** Queues a command and waits until the terminal has answered and sent what it asked for. */
  async #carriedOut(
    serial: string,
    command: PushCommand,
    signal: AbortSignal,
    onLook: () => void,
  ): Promise<QueuedCommand> {
    const [listener, state] = [this.#listener, this.#state];
    if (listener === undefined || state === undefined) throw this.#silence(serial, undefined);
    const id = listener.queue(serial, command);
    let pollsAtAnswer: number | undefined;
    for (;;) {
      signal.throwIfAborted();
      onLook();
      const { lastContactAt } = listener.statuses().find((status) => status.serial === serial) ?? {};
      if (lastContactAt === undefined || this.#options.now() - lastContactAt > silentMilliseconds) {
        throw this.#silence(serial, lastContactAt);
      }
      const queued = state.commands(serial).find((known) => known.id === id);
      if (queued === undefined || queued.state === 'given-up') {
        throw new TerminalFault('timeout', {
          address: serial,
          waitedSeconds: Math.round((this.#options.now() - (queued?.queuedAt ?? 0)) / 1000),
          during: 'a command that it fetched and never answered',
        });
      }
      if (queued.state === 'acknowledged') {
        pollsAtAnswer ??= listener.polls(serial);
        if (listener.polls(serial) - pollsAtAnswer >= pollsAfterAnswer) return queued;
      }
      await listener.activity(signal, lookMilliseconds);
    }
  }

  #requireDone(serial: string, { returnCode = null }: QueuedCommand, during: string): void {
    if (returnCode !== null && returnCode >= 0) return;
    throw new TerminalFault('unexpected-reply', {
      address: serial,
      during: `${during} (${describeReturn(returnCode)})`,
      reply: returnCode ?? 0,
    });
  }

  #silence(serial: string, lastContactAt: number | undefined): TerminalFault<'unreachable'> {
    const since =
      lastContactAt === undefined
        ? 'it has never called'
        : `it has not called since ${instantFromEpoch(lastContactAt).slice(0, 16)}Z`;
    return new TerminalFault('unreachable', {
      address: serial,
      reason: `${since}; it pushes, so check the server address in its menu`,
    });
  }
}

function dayOf(epochMilliseconds: number): LocalDate {
  return new Date(epochMilliseconds).toISOString().slice(0, 10) as LocalDate;
}
