/** A host of the push protocol that keeps everything in memory, for tests. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import { requireSerial } from '#shared/punch/serial.ts';
import type { CommandResult } from '../command-result.ts';
import type { IssuedCommand, PushCommand } from '../commands.ts';
import { answerIclock } from '../engine.ts';
import {
  IclockBusy,
  type IclockHost,
  type MemoryChange,
  type PushAlert,
  type PushMemory,
  type PushTerminal,
} from '../host.ts';
import { bytesOf, readableTextOf } from '../lines.ts';
import type { PushedUser } from '../operlog.ts';
import type { IclockResponse } from '../reply.ts';

/** A response with its body as text. */
export type TextResponse = Omit<IclockResponse, 'body'> & { body: string };

/** A host that keeps everything in memory, for tests of the protocol. */
export class MemoryHost implements IclockHost {
  readonly records: TerminalRecord[] = [];
  readonly users: PushedUser[] = [];
  readonly unknown: string[] = [];
  readonly alerts: PushAlert[] = [];
  readonly results: CommandResult[] = [];
  readonly broken: unknown[] = [];
  /** What happened in which order: `store` and `stamp`. */
  readonly steps: string[] = [];
  readonly commands: IssuedCommand[] = [];
  /** Whether replies reach terminals with their header names as they are. */
  setsClocks = true;
  /** How the store behaves. */
  store: 'works' | 'full' | 'breaks' = 'works';
  epochMilliseconds: number;
  readonly #settings: Omit<PushTerminal, 'memory'>;
  #memory: PushMemory = { stamps: {} };

  constructor(settings: Partial<Omit<PushTerminal, 'memory'>> = {}, now = '2026-11-22T03:29:30Z') {
    this.#settings = { serial: requireSerial('TEST0000001'), zone: 'Asia/Kolkata', ...settings };
    this.epochMilliseconds = Date.parse(now);
  }

  now(): number {
    return this.epochMilliseconds;
  }

  async findTerminal(serial: string): Promise<PushTerminal | undefined> {
    return serial === this.#settings.serial ? { ...this.#settings, memory: this.#memory } : undefined;
  }

  async unknownTerminal(serial: string, address: string): Promise<void> {
    this.unknown.push(`${serial} ${address}`);
  }

  async storeRecords({ records }: { records: readonly TerminalRecord[] }): Promise<void> {
    if (this.store === 'full') throw new IclockBusy('full');
    if (this.store === 'breaks') throw new Error('the store is NOT OK');
    this.steps.push('store');
    this.records.push(...records);
  }

  async storeUsers(_terminal: PushTerminal, users: readonly PushedUser[]): Promise<void> {
    this.users.push(...users);
  }

  async remember(_terminal: PushTerminal, change: MemoryChange): Promise<void> {
    const { stamp, address, info: _info, ...rest } = change;
    if (stamp) this.steps.push('stamp');
    this.#memory = {
      ...this.#memory,
      ...rest,
      address,
      lastContactAt: this.epochMilliseconds,
      ...(stamp ? { stamps: { ...this.#memory.stamps, [stamp.table]: stamp.value } } : {}),
    };
  }

  async nextCommands(_terminal: PushTerminal, due: readonly PushCommand[]): Promise<IssuedCommand[]> {
    return [...due.map((command, index) => ({ id: `D${index}`, command })), ...this.commands];
  }

  async commandResults(_terminal: PushTerminal, results: readonly CommandResult[]): Promise<void> {
    this.results.push(...results);
  }

  async alert(_terminal: PushTerminal, alert: PushAlert): Promise<void> {
    this.alerts.push(alert);
  }

  failed(error: unknown): void {
    this.broken.push(error);
  }

  /** Sends a request to the protocol engine on this host. */
  async request(
    method: string,
    target: string,
    body: string | Uint8Array = '',
    address = '192.0.2.7',
    contentEncoding?: string,
  ): Promise<TextResponse> {
    const bytes = typeof body === 'string' ? bytesOf(body) : body;
    const response = await answerIclock(
      this,
      { delaySeconds: 10, bodyBytes: 1_000_000, setsClocks: this.setsClocks },
      { method, target, body: bytes, address, ...(contentEncoding === undefined ? {} : { contentEncoding }) },
    );
    return { ...response, body: readableTextOf(response.body) };
  }
}
