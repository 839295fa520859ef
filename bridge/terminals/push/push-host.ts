/** Connects the iclock protocol to the bridge: it puts pushed rows into the outbox and the rest into push state. @module */

import { randomBytes } from 'node:crypto';
import { Wake } from '#bridge/async/index.ts';
import type { PushTerminalConfig } from '#bridge/config/index.ts';
import { eventOfAlert } from '#shared/iclock/alert-events.ts';
import { describeAlert } from '#shared/iclock/alerts.ts';
import { sameSecret } from '#shared/iclock/checks.ts';
import {
  afterDelivery,
  afterResult,
  commandIdOf,
  isDue,
  offeredCommands,
  waitingFor,
} from '#shared/iclock/command-queue.ts';
import { type CommandResult, countedRecords } from '#shared/iclock/command-result.ts';
import type { IssuedCommand, PushCommand } from '#shared/iclock/commands.ts';
import {
  contactMilliseconds,
  IclockBusy,
  type IclockHost,
  type MemoryChange,
  type PushAlert,
  type PushCaller,
  type PushTerminal,
  type PushUpload,
  repeatedAlertMilliseconds,
} from '#shared/iclock/host.ts';
import type { PushedUser } from '#shared/iclock/operlog.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { NightlyCheck } from './nightly-check.ts';
import type { PushEvent, PushSink } from './push-sink.ts';
import type { PushState, PushTerminalState } from './push-state.ts';
import { WrongKeys } from './wrong-keys.ts';

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

/** The current state of a push terminal. */
export interface PushTerminalStatus extends PushTerminalState {
  serial: Serial;
  zone: string;
  name?: string;
}

/** The protocol's host in the bridge: rows into the outbox, everything else into the push state. */
export class BridgePushHost implements IclockHost {
  readonly #options: PushHostOptions;
  readonly #configs: ReadonlyMap<string, PushTerminalConfig>;
  /** State by serial; the disk has the same, except for the moment of the last contact. */
  readonly #states = new Map<string, PushTerminalState>();
  /** When the moment of a terminal's last contact was written to disk. */
  readonly #contactsSaved = new Map<string, number>();
  readonly #alerted = new Map<string, number>();
  readonly #polls = new Map<string, number>();
  readonly #activity = new Wake();
  readonly #check: NightlyCheck;
  readonly #wrongKeys: WrongKeys;
  #queued = 0;

  constructor(options: PushHostOptions) {
    this.#options = options;
    this.#configs = new Map(options.terminals.map((terminal) => [terminal.serial, terminal]));
    this.#wrongKeys = new WrongKeys(options.now);
    this.#check = new NightlyCheck({
      sink: options.sink,
      now: options.now,
      log: options.log,
      zoneOf: (serial) => this.#zoneOf(this.#configs.get(serial)),
      stateOf: (serial) => this.#stateOf(serial),
      save: (serial, change) => this.#save(serial, change),
      queue: (serial, command) => this.queue(serial, command),
    });
  }

  now(): number {
    return this.#options.now();
  }

  async findTerminal(serial: Serial, { address }: PushCaller): Promise<PushTerminal | undefined> {
    const config = this.#configs.get(serial);
    if (config === undefined) return undefined;
    const { commKey, networks, transFlag, oneHourInMinutes } = config;
    const memory = this.#stateOf(serial);
    const isKnown = memory.keyAddress === address;
    return {
      serial,
      zone: this.#zoneOf(config),
      memory,
      oneHourInMinutes,
      ...(commKey === undefined
        ? {}
        : {
            acceptsKey: (given) => this.#acceptsKey(serial, address, sameSecret(given, commKey)),
            refusesKeys: this.#wrongKeys.isSlowed(serial, address, isKnown),
          }),
      ...(networks === undefined ? {} : { networks }),
      ...(transFlag === undefined ? {} : { transFlag }),
    };
  }

  async unknownTerminal(serial: Serial, address: string): Promise<void> {
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
    const { serial, records } = upload;
    try {
      this.#options.sink.accept(serial, records);
    } catch (error) {
      if (isTerminalFault(error, 'outbox-full')) throw new IclockBusy(error.message, { cause: error });
      throw error;
    }
    this.#check.noteRows(serial, records);
    this.#activity.fire();
  }

  async storeUsers(terminal: PushTerminal, users: readonly PushedUser[]): Promise<void> {
    this.#options.sink.keepUsers(terminal.serial, users);
    this.#activity.fire();
  }

  async remember({ serial }: PushTerminal, change: MemoryChange): Promise<void> {
    const { stamp, info, address, ...rest } = change;
    const before = this.#stateOf(serial);
    const after = {
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
    const isOld = after.lastContactAt - (this.#contactsSaved.get(serial) ?? 0) >= contactMilliseconds;
    if (lasting(before) === lasting(after) && !isOld) return;
    this.#contactsSaved.set(serial, after.lastContactAt);
    this.#options.state.saveTerminal(serial, after);
  }

  async nextCommands({ serial }: PushTerminal, due: readonly PushCommand[]): Promise<IssuedCommand[]> {
    this.#polls.set(serial, this.polls(serial) + 1);
    this.#activity.fire();
    const { state } = this.#options;
    const now = this.now();
    const queued = state.commands(serial);
    for (const command of due) if (isDue(queued, command, now)) this.queue(serial, command);
    this.#check.notePoll(serial);
    const offered = offeredCommands(state.commands(serial), now);
    for (const command of offered) {
      const delivered = afterDelivery(command, now);
      state.saveCommand(serial, delivered);
      if (delivered.state === 'given-up') this.#check.noteAnswer(serial, command, undefined);
    }
    return offered;
  }

  async commandResults({ serial }: PushTerminal, results: readonly CommandResult[]): Promise<void> {
    const commands = this.#options.state.commands(serial);
    for (const result of results) {
      const command = commands.find(({ id }) => id === result.id);
      if (command === undefined || command.state === 'acknowledged') continue;
      this.#options.state.saveCommand(serial, afterResult(command, result));
      this.#check.noteAnswer(serial, command, countedRecords(result));
    }
    this.#activity.fire();
  }

  async alert({ serial }: PushTerminal, alert: PushAlert): Promise<void> {
    this.#note(serial, alert);
  }

  /** Counts a communication key that was looked at. @returns whether it is right */
  #acceptsKey(serial: Serial, address: string, isRight: boolean): boolean {
    if (isRight) {
      this.#wrongKeys.noteRight(serial, address);
      return true;
    }
    const { count, isSlowed } = this.#wrongKeys.noteWrong(serial, address);
    if (isSlowed) this.#note(serial, { kind: 'guessed-keys', address, count });
    return false;
  }

  /** Logs an alert, unless the last of its kind is recent. */
  #note(serial: Serial, alert: PushAlert): void {
    const key = `${serial} ${alert.kind}`;
    const now = this.now();
    if (now - (this.#alerted.get(key) ?? Number.NEGATIVE_INFINITY) < repeatedAlertMilliseconds) return;
    this.#alerted.set(key, now);
    const { kind: _kind, ...facts } = alert;
    const readable = Object.entries(facts).map(([name, value]) => [
      // An entry of the log has a time of its own.
      name === 'time' ? 'terminalTime' : name,
      Array.isArray(value) ? value.join(', ') : value,
    ]);
    this.#options.log({
      level: 'warn',
      event: eventOfAlert(alert),
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
  polls(serial: Serial): number {
    return this.#polls.get(serial) ?? 0;
  }

  /** Waits until a terminal has done something, or the time is up. */
  activity(signal: AbortSignal, milliseconds: number): Promise<void> {
    return this.#activity.wait(signal, milliseconds);
  }

  /** Notes that a terminal has sent everything up to a moment, in epoch milliseconds. */
  noteRead(serial: Serial, readThrough: number): void {
    this.#save(serial, { readThrough });
  }

  /** Queues a command for a terminal, unless the same one waits. @returns its id */
  queue(serial: Serial, command: PushCommand): string {
    const { state } = this.#options;
    const same = waitingFor(state.commands(serial), command);
    if (same !== undefined) return same.id;
    this.#queued += 1;
    const id = commandIdOf(this.now(), this.#queued, randomBytes(2).toString('hex'));
    state.saveCommand(serial, { id, command, state: 'queued', queuedAt: this.now(), deliveries: 0 });
    return id;
  }

  /** The state of the configured terminals. */
  statuses(): PushTerminalStatus[] {
    return [...this.#configs.values()].map((config) => ({
      ...this.#stateOf(config.serial),
      serial: config.serial,
      zone: this.#zoneOf(config),
      ...(config.name === undefined ? {} : { name: config.name }),
    }));
  }

  #zoneOf(config: PushTerminalConfig | undefined): string {
    return config?.zone ?? this.#options.zone;
  }

  #stateOf(serial: Serial): PushTerminalState {
    const known = this.#states.get(serial);
    if (known !== undefined) return known;
    const state = this.#options.state.terminal(serial);
    this.#states.set(serial, state);
    return state;
  }

  #save(serial: Serial, change: Partial<PushTerminalState>): void {
    const state = { ...this.#stateOf(serial), ...change };
    this.#states.set(serial, state);
    this.#options.state.saveTerminal(serial, state);
  }
}
