/** A simulated push terminal: it shakes hands, uploads its log, and polls for commands like real firmware. @module */

import { setTimeout as delay } from 'node:timers/promises';
import { seededNumbers } from '#bridge/simulator/seeded-numbers.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { DeviceClock } from './device-clock.ts';
import { type CommandTarget, carryOut } from './device-commands.ts';
import { DeviceLink } from './device-link.ts';
import { DeviceLog, largestBatch } from './device-log.ts';
import { DeviceUploads } from './device-uploads.ts';
import { type PatientUpload, uploadPatiently } from './patience.ts';
import { type PushBehaviour, pushBehaviourOf } from './push-modes.ts';
import { emptyPushStats, type PushSimulatorOptions, type PushStats } from './push-options.ts';
import type { LogRow } from './push-rows.ts';
import { NoReply, type RawReply } from './raw-http.ts';
import { atoi, commandsIn, handshakeOptions, statusLineOf, violationsIn } from './reply-reading.ts';

const oldZoneMinutes = 480;

/** The state of a push terminal: its log, its users, its clock, and how far it has got with its server. */
export class PushTerminalSimulator implements CommandTarget {
  readonly serial: string;
  readonly users: Map<string, string>;
  readonly stats: PushStats = emptyPushStats();
  /** Options of the last handshake. */
  options = new Map<string, string>();
  state: 'offline' | 'handshake' | 'online' = 'handshake';
  readonly clock: DeviceClock;
  readonly #options: PushSimulatorOptions;
  readonly #behaviour: PushBehaviour;
  readonly #link: DeviceLink;
  readonly #random: () => number;
  readonly #log: DeviceLog;
  readonly #uploads: DeviceUploads;
  #lostResult = false;
  readonly #lateRows: TerminalRecord[] = [];

  constructor(options: PushSimulatorOptions) {
    this.#options = options;
    this.#behaviour = pushBehaviourOf(options.modes ?? []);
    this.#random = seededNumbers(options.seed ?? 1);
    this.serial = this.#behaviour.unknownSerial ? `UNKNOWN${options.serial}`.slice(0, 32) : options.serial;
    this.#log = new DeviceLog(options.punches, this.#behaviour, options.firstBatchRows ?? 30);
    this.users = new Map(options.users ?? []);
    this.#uploads = new DeviceUploads({
      behaviour: this.#behaviour,
      stats: this.stats,
      random: this.#random,
      request: (...parts) => this.#request(...parts),
      patiently: (send, judge) => this.#patiently(send, judge),
      onOutcome: (taken) => this.#log.noteOutcome(taken),
    });
    this.clock = new DeviceClock(options.now ?? Date.now, {
      zoneMinutes: this.#behaviour.oldZone ? oldZoneMinutes : 0,
      shiftSeconds: this.#behaviour.clockShiftSeconds,
      firmware: this.#behaviour.dialect === 'dev' ? 'old' : 'specification',
    });
    this.#link = new DeviceLink({
      server: new URL(options.server),
      serial: this.serial,
      behaviour: this.#behaviour,
      random: this.#random,
      timeoutMilliseconds: options.timeoutMilliseconds ?? 10_000,
    });
  }

  /** Everything in its log, including rows that are not punches. */
  get rows(): LogRow[] {
    return this.#log.rows;
  }

  /** The punches that a server must have in the end, in log order. */
  punches(): TerminalRecord[] {
    return this.#log.punches();
  }

  /** Rows that the server has not taken yet. */
  unsent(): LogRow[] {
    return this.#log.unsent();
  }

  /** Somebody punches at the terminal. */
  punch(record: TerminalRecord): void {
    this.rows.push({ punch: record });
  }

  /** Makes the terminal believe that everything is sent, as a changed clock does. */
  forgetUnsent(): void {
    this.#log.forgetUnsent();
  }

  /** Ends the silence of the mode `silent`. */
  comeBack(): void {
    this.#behaviour.silent = false;
  }

  /**
   * Works like a terminal until nothing is left to do: handshake, uploads, polls while there are commands.
   * @returns whether the server took everything
   */
  async settle(): Promise<boolean> {
    if (this.#behaviour.silent) return false;
    for (let round = 0; round < 100; round += 1) {
      if (this.state !== 'online' && !(await this.handshake())) return false;
      if (!(await this.upload())) return false;
      const commands = await this.poll();
      if (commands === undefined) return false;
      if (commands === 0 && this.isOnline() && this.unsent().length === 0) return true;
    }
    return false;
  }

  /** Whether the server accepted the last handshake and answered since. */
  isOnline(): boolean {
    return this.state === 'online';
  }

  /** Runs until the signal is aborted, with a terminal's pauses. */
  async run(signal: AbortSignal): Promise<void> {
    let idlePolls = 0;
    while (!signal.aborted) {
      const before = this.stats.uploads + this.stats.commands.length;
      const well = await this.settle();
      idlePolls = this.stats.uploads + this.stats.commands.length > before ? 0 : idlePolls + 1;
      const longest = Math.max(2, atoi(this.options.get('Delay') ?? '10'));
      const errorDelay = Math.max(1, atoi(this.options.get('ErrorDelay') ?? '30'));
      const pause = well ? Math.min(longest, 1 + (idlePolls * longest) / 5) : errorDelay;
      const slow = this.#behaviour.slowPoll ? 10 : 1;
      await this.#pause(pause * slow, signal);
    }
  }

  /** Shakes hands. @returns whether the server accepted */
  async handshake(): Promise<boolean> {
    const { acc, commKey } = this.#behaviour;
    const reply = await this.#request('GET', 'cdata', [
      ['options', 'all'],
      ['language', '69'],
      ['pushver', acc ? '3.1.2' : '2.4.1'],
      ...(acc ? [['DeviceType', 'acc'] as const] : []),
      ['PushOptionsFlag', '1'],
      ...(commKey === null ? [] : [['pushcommkey', commKey] as const]),
    ]);
    this.stats.handshakes += 1;
    const options = reply && handshakeOptions(reply);
    if (reply === undefined || options === undefined) {
      this.stats.refusedHandshakes += 1;
      this.state = 'offline';
      return false;
    }
    // The clock is set before the options are read: with the zone that the terminal had so far.
    this.clock.setBy(reply);
    this.options = options;
    this.clock.readZone(options.get('TimeZone'));
    this.#log.applyStamp(options.get('ATTLOGStamp') ?? options.get('Stamp') ?? '0');
    if (acc && !(await this.#register(options))) return false;
    this.state = 'online';
    return true;
  }

  async #register(options: Map<string, string>): Promise<boolean> {
    const sessionId = options.get('SessionID') ?? '';
    this.#link.identify(options.get('RegistryCode') ?? '', sessionId);
    const device = Buffer.from(`DeviceType=acc,~DeviceName=Simulated,MACAddress=00:00:5e:00:53:01`);
    const registered = await this.#request('POST', 'registry', [], device);
    const code = /^RegistryCode=(.{1,32})$/.exec(registered?.body.toString() ?? '')?.[1];
    if (code === undefined) {
      this.#fallBack();
      return false;
    }
    this.#link.identify(code, sessionId);
    const configured = await this.#request('POST', 'push', [], Buffer.alloc(0));
    const renewed = /SessionID=(\S+)/.exec(configured?.body.toString() ?? '')?.[1];
    this.#link.identify(code, renewed ?? sessionId);
    return configured !== undefined && statusLineOf(configured.head).includes(' 200 ');
  }

  /** Uploads what is not uploaded yet. @returns whether the server took it */
  async upload(): Promise<boolean> {
    if (!(await this.#uploads.unsolicited(this.serial, [...this.users.keys()]))) return false;
    for (let rows = this.#log.nextBatch(); rows.length > 0; rows = this.#log.nextBatch()) {
      if (!(await this.#uploads.rows(rows))) return false;
      if (this.state !== 'online') return true;
      this.#log.noteSent(rows);
    }
    return true;
  }

  /** Asks for commands and carries them out. @returns how many came; `undefined` when the server did not answer well */
  async poll(): Promise<number | undefined> {
    this.stats.polls += 1;
    const info = `Ver%206.60,${this.users.size},0,${this.rows.length},192.0.2.7`;
    const reply = await this.#request('GET', 'getrequest', [['INFO', info]]);
    if (reply === undefined || !statusLineOf(reply.head).includes(' 200 ')) return this.#fallBack();
    this.clock.setBy(reply);
    const commands = commandsIn(reply.body);
    if (commands.length === 0 && reply.body.toString() !== 'OK') return this.#fallBack();
    for (const command of commands) {
      this.stats.commands.push(command);
      const result = await carryOut(command, this);
      if (result === null || this.#behaviour.mute) continue;
      if (!(await this.#sendResult(result))) return this.#fallBack();
    }
    await this.#sendLateRows();
    return commands.length;
  }

  async sendAgain(punches: readonly TerminalRecord[]): Promise<void> {
    if (this.#behaviour.lateRows) {
      this.#lateRows.push(...punches);
      return;
    }
    await this.#sendRowsAgain(punches);
  }

  /** In the mode `late-rows` the rows of a query come after its result. */
  async #sendLateRows(): Promise<void> {
    await this.#sendRowsAgain(this.#lateRows.splice(0));
  }

  async #sendRowsAgain(punches: readonly TerminalRecord[]): Promise<void> {
    const rows = punches.map((punch) => ({ punch }));
    for (let from = 0; from < rows.length; from += largestBatch) {
      await this.#uploads.rows(rows.slice(from, from + largestBatch));
    }
  }

  async sendUsers(pins: readonly string[]): Promise<void> {
    await this.#uploads.users(pins, this.users);
  }

  async sendNew(): Promise<void> {
    await this.upload();
  }

  shakeHandsAgain(): void {
    this.state = 'handshake';
  }

  violation(what: string): void {
    this.stats.violations.push(what);
  }

  async #sendResult(result: string): Promise<boolean> {
    if (this.#behaviour.lostCommandReply && !this.#lostResult) {
      this.#lostResult = true;
      return true;
    }
    const reply = await this.#patiently(() => this.#request('POST', 'devicecmd', [], Buffer.from(result)));
    return reply?.head.includes('text/plain') === true;
  }

  /** Uploads with a terminal's patience; when it ends, the terminal is offline and keeps its data. */
  async #patiently(
    send: () => Promise<RawReply | undefined>,
    judge: Pick<PatientUpload, 'succeeded' | 'enough'> = {},
  ): Promise<RawReply | undefined> {
    const outcome = await uploadPatiently({
      send,
      pause: (seconds) => this.#pause(seconds),
      onFailure: () => {
        this.stats.failedUploads += 1;
      },
      ...judge,
    });
    if (outcome.result === 'taken') return outcome.reply;
    if (outcome.result === 'looping')
      this.violation(`endless repeats of a batch answered "${outcome.reply?.body}"`);
    this.state = outcome.result === 'unknown' ? 'handshake' : 'offline';
    return undefined;
  }

  async #request(
    method: 'GET' | 'POST',
    endpoint: string,
    query: readonly (readonly [string, string])[],
    body?: Buffer,
    hangUpAfterSending = false,
  ): Promise<RawReply | undefined> {
    try {
      const reply = await this.#link.send({
        method,
        endpoint,
        query,
        ...(body === undefined ? {} : { body }),
        ...(hangUpAfterSending ? { hangUpAfterSending } : {}),
      });
      this.stats.lastStatusLine = statusLineOf(reply.head);
      for (const violation of violationsIn(reply)) this.violation(violation);
      return reply;
    } catch (error) {
      if (!(error instanceof NoReply)) throw error;
      this.stats.lastStatusLine = '';
      return undefined;
    }
  }

  #fallBack(): undefined {
    this.state = 'offline';
    return undefined;
  }

  async #pause(seconds: number, signal?: AbortSignal): Promise<void> {
    const milliseconds = seconds * 1000 * (this.#options.waitScale ?? 1);
    if (milliseconds <= 0) return;
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
  }
}
