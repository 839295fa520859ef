import { randomBytes } from 'node:crypto';
import type { PushTerminalConfig } from '#bridge/config/push-config.ts';
import { Wake } from '#bridge/pull/waiting.ts';
import { describeAlert } from '#shared/iclock/alerts.ts';
import { sameSecret } from '#shared/iclock/checks.ts';
import {
  afterDelivery,
  afterResult,
  commandIdOf,
  isWaiting,
  offeredCommands,
  type QueuedCommand,
} from '#shared/iclock/command-queue.ts';
import { type CommandResult, countedRecords } from '#shared/iclock/command-result.ts';
import type { IssuedCommand, PushCommand } from '#shared/iclock/commands.ts';
import {
  IclockBusy,
  type IclockHost,
  type MemoryChange,
  type PushAlert,
  type PushTerminal,
  type PushUpload,
} from '#shared/iclock/host.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import {
  afterCount,
  afterQuery,
  afterRows,
  beginReconciliation,
  belongsTo,
  countCommand,
  isWithin,
  missingRecords,
  type Reconciliation,
  recordsCommand,
} from '#shared/iclock/reconciliation.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { addDays } from '#shared/time/calendar.ts';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import { dateOf, type LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import type { PushState, PushTerminalState } from './push-state.ts';

/** Where pushed rows go; what `accept` has returned for is on disk. */
export interface PushSink {
  /**
   * @param clockAheadSeconds - by how much the terminal's clock is at least ahead, if it is known to be
   * @returns how many were not known before
   * @throws TerminalFault `outbox-full`
   */
  accept(serial: string, records: readonly TerminalRecord[], clockAheadSeconds?: number): number;
  /** Keeps details of users until a download wants them. */
  keepUsers(serial: string, users: readonly PushedUser[]): void;
  /** Records of a terminal from one day through another that were ever accepted. Without it nothing is checked. */
  knownBetween?(serial: string, from: LocalDate, through: LocalDate): number;
}

/** Something that the listener has to tell. */
export interface PushEvent {
  level: 'info' | 'warn' | 'error';
  event: string;
  message: string;
  facts: Record<string, string | number>;
}

/** What the host of the protocol works with. */
export interface PushHostOptions {
  terminals: readonly PushTerminalConfig[];
  state: PushState;
  sink: PushSink;
  /** Zone of terminals that have none of their own. */
  zone: string;
  /** Epoch milliseconds of the true time. */
  now: () => number;
  log: (event: PushEvent) => void;
}

/** From this hour on, local time, the days before are checked: by then the terminals have sent what they had. */
const checkFromHour = 2;
/** An alert is told again when so long has passed. */
const repeatedAlertMilliseconds = 60 * 60_000;

/** How a push terminal is at the moment. */
export interface PushTerminalStatus extends PushTerminalState {
  serial: string;
  zone: string;
  name?: string;
}

/** The protocol's host in the bridge: rows into the outbox, everything else into the push state. */
export class BridgePushHost implements IclockHost {
  readonly #options: PushHostOptions;
  readonly #configs: ReadonlyMap<string, PushTerminalConfig>;
  /** State by serial; the disk has the same, but for the moment of the last contact. */
  readonly #states = new Map<string, PushTerminalState>();
  readonly #alerted = new Map<string, number>();
  readonly #polls = new Map<string, number>();
  readonly #activity = new Wake();
  #queued = 0;

  constructor(options: PushHostOptions) {
    this.#options = options;
    this.#configs = new Map(options.terminals.map((terminal) => [terminal.serial, terminal]));
  }

  now(): number {
    return this.#options.now();
  }

  async findTerminal(serial: string): Promise<PushTerminal | undefined> {
    const config = this.#configs.get(serial);
    if (config === undefined) return undefined;
    const { commKey, networks, transFlag, oneHourInMinutes } = config;
    return {
      serial,
      zone: this.#zoneOf(config),
      memory: this.#stateOf(serial),
      oneHourInMinutes,
      ...(commKey === undefined ? {} : { acceptsKey: (given) => sameSecret(given, commKey) }),
      ...(networks === undefined ? {} : { networks }),
      ...(transFlag === undefined ? {} : { transFlag }),
    };
  }

  async unknownTerminal(serial: string, address: string): Promise<void> {
    if (!this.#options.state.noteStranger(serial, address, this.now())) return;
    this.#options.log({
      level: 'warn',
      event: 'push.unknown-terminal',
      message:
        `A terminal with the serial number ${serial} at ${address} wants to send punches. Nothing of it is stored. ` +
        'If it is yours, add it under push.terminals in the configuration.',
      facts: { serial, address },
    });
  }

  async storeRecords(upload: PushUpload): Promise<void> {
    const { serial, records, table, clockAheadSeconds } = upload;
    try {
      this.#options.sink.accept(serial, records, clockAheadSeconds);
    } catch (error) {
      if (isTerminalFault(error, 'outbox-full')) throw new IclockBusy(error.message, { cause: error });
      throw error;
    }
    if (table === 'ATTLOG') this.#noteRows(serial, records);
    this.#activity.fire();
  }

  async storeUsers(terminal: PushTerminal, users: readonly PushedUser[]): Promise<void> {
    this.#options.sink.keepUsers(terminal.serial, users);
    this.#activity.fire();
  }

  async remember({ serial }: PushTerminal, change: MemoryChange): Promise<void> {
    const { stamp, info, address, ...rest } = change;
    const before = this.#stateOf(serial);
    const after: PushTerminalState = {
      ...before,
      ...rest,
      ...(info?.model === undefined ? {} : { model: info.model }),
      ...(info?.firmware === undefined ? {} : { firmware: info.firmware }),
      ...(info?.records === undefined ? {} : { records: info.records }),
      ...(stamp === undefined ? {} : { stamps: { ...before.stamps, [stamp.table]: stamp.value } }),
      address,
      lastContactAt: this.now(),
    };
    const lasting = ({ lastContactAt: _moment, ...state }: PushTerminalState) => JSON.stringify(state);
    this.#states.set(serial, after);
    if (lasting(before) !== lasting(after)) this.#options.state.saveTerminal(serial, after);
  }

  async nextCommands({ serial }: PushTerminal, due: readonly PushCommand[]): Promise<IssuedCommand[]> {
    this.#polls.set(serial, this.polls(serial) + 1);
    this.#activity.fire();
    for (const command of due) this.queue(serial, command);
    this.#checkDaysBefore(serial);
    const now = this.now();
    const offered = offeredCommands(this.#options.state.commands(serial), now);
    for (const command of offered) this.#options.state.saveCommand(serial, afterDelivery(command, now));
    return offered;
  }

  async commandResults({ serial }: PushTerminal, results: readonly CommandResult[]): Promise<void> {
    const commands = this.#options.state.commands(serial);
    for (const result of results) {
      const command = commands.find(({ id }) => id === result.id);
      if (command === undefined || command.state === 'acknowledged') continue;
      this.#options.state.saveCommand(serial, afterResult(command, result));
      this.#reconcile(serial, command, result);
    }
    this.#activity.fire();
  }

  async alert({ serial }: PushTerminal, alert: PushAlert): Promise<void> {
    const key = `${serial} ${alert.kind}`;
    const now = this.now();
    if (now - (this.#alerted.get(key) ?? Number.NEGATIVE_INFINITY) < repeatedAlertMilliseconds) return;
    this.#alerted.set(key, now);
    const { kind, ...facts } = alert;
    const readable = Object.entries(facts).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]);
    this.#options.log({
      level: 'warn',
      event: `push.${kind}`,
      message: `Terminal ${serial}: ${describeAlert(alert)}`,
      facts: { serial, ...Object.fromEntries(readable) },
    });
  }

  failed(error: unknown): void {
    this.#options.log({
      level: 'error',
      event: 'push.failed',
      message: `A push request could not be served: ${error instanceof Error ? error.message : String(error)}`,
      facts: {},
    });
  }

  /** How often a terminal has asked for commands since the start. */
  polls(serial: string): number {
    return this.#polls.get(serial) ?? 0;
  }

  /** Waits until a terminal has done something, or the time is up. */
  activity(signal: AbortSignal, milliseconds: number): Promise<void> {
    return this.#activity.wait(signal, milliseconds);
  }

  /** Notes that a terminal has sent everything up to a moment, in epoch milliseconds. */
  noteRead(serial: string, readThrough: number): void {
    this.#save(serial, { readThrough });
  }

  /** Queues a command for a terminal, unless the same one waits. @returns its id */
  queue(serial: string, command: PushCommand): string {
    const { state } = this.#options;
    const waiting = state.commands(serial);
    const same = waiting.find((known) => isWaiting([known], command));
    if (same !== undefined) return same.id;
    this.#queued += 1;
    const id = commandIdOf(this.now(), this.#queued, randomBytes(2).toString('hex'));
    state.saveCommand(serial, { id, command, state: 'queued', queuedAt: this.now(), deliveries: 0 });
    return id;
  }

  /** How the configured terminals are. */
  statuses(): PushTerminalStatus[] {
    return [...this.#configs.values()].map((config) => ({
      ...this.#stateOf(config.serial),
      serial: config.serial,
      zone: this.#zoneOf(config),
      ...(config.name === undefined ? {} : { name: config.name }),
    }));
  }

  #zoneOf(config: PushTerminalConfig): string {
    return config.zone ?? this.#options.zone;
  }

  #stateOf(serial: string): PushTerminalState {
    const known = this.#states.get(serial);
    if (known !== undefined) return known;
    const state = this.#options.state.terminal(serial);
    this.#states.set(serial, state);
    return state;
  }

  #save(serial: string, change: Partial<PushTerminalState>): void {
    const state = { ...this.#stateOf(serial), ...change };
    this.#states.set(serial, state);
    this.#options.state.saveTerminal(serial, state);
  }

  /** Once a day, at the first poll after two o'clock: how many records has the terminal of the days before? */
  #checkDaysBefore(serial: string): void {
    const config = this.#configs.get(serial);
    if (config === undefined || this.#options.sink.knownBetween === undefined) return;
    const state = this.#stateOf(serial);
    if (state.dialect === 'acc') return;
    const wall = wallTimeOf(zoneNamed(this.#zoneOf(config)).toWall(Math.floor(this.now() / 1000)));
    const yesterday = addDays(dateOf(wall), -1);
    if (Number(wall.slice(11, 13)) < checkFromHour || state.reconciliation?.through === yesterday) return;
    const reconciliation = beginReconciliation(yesterday, state.reconciliation);
    this.#save(serial, { reconciliation });
    this.queue(serial, countCommand(reconciliation));
  }

  #noteRows(serial: string, records: readonly TerminalRecord[]): void {
    const { reconciliation } = this.#stateOf(serial);
    if (reconciliation?.state !== 'querying') return;
    const rows = records.filter(({ time }) => isWithin(reconciliation, time)).length;
    if (rows > 0) this.#save(serial, { reconciliation: afterRows(reconciliation, rows) });
  }

  #reconcile(serial: string, { command }: QueuedCommand, result: CommandResult): void {
    const { reconciliation } = this.#stateOf(serial);
    if (reconciliation === undefined || !belongsTo(reconciliation, command)) return;
    const { from, through } = reconciliation;
    const known = this.#options.sink.knownBetween?.(serial, from, through) ?? 0;
    if (command.kind === 'verify-count' && reconciliation.state === 'counting') {
      const next = afterCount(reconciliation, countedRecords(result), known);
      this.#save(serial, { reconciliation: next });
      if (next.state === 'querying') this.queue(serial, recordsCommand(next));
    } else if (command.kind === 'query-log' && reconciliation.state === 'querying') {
      const next = afterQuery(reconciliation, known);
      this.#save(serial, { reconciliation: next });
      if (next.state === 'short') this.#tellGap(serial, next);
    }
  }

  #tellGap(serial: string, reconciliation: Reconciliation): void {
    const { from, through, counted = 0 } = reconciliation;
    const missing = missingRecords(reconciliation);
    this.#options.log({
      level: 'warn',
      event: 'push.gap',
      message: `Terminal ${serial} counts ${counted} records from ${from} through ${through}, but ${missing} of them never came.`,
      facts: { serial, from, through, counted, missing },
    });
  }
}
