/** The interface between the push protocol and the program that serves it: memory, storage, commands, alerts. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { CommandResult } from './command-result.ts';
import type { IssuedCommand, PushCommand, PushDialect } from './commands.ts';
import type { PushedUser } from './operlog.ts';
import type { PushStamps } from './options.ts';
import type { PollInfo } from './request.ts';

/**
 * The moment of a terminal's last contact is written down when the one that is there is older than this, so that an idle
 * terminal costs one write a minute.
 */
export const contactMilliseconds = 60_000;
/** An alert of a kind is given anew when the last one of the kind is older than this. */
export const repeatedAlertMilliseconds = 60 * 60_000;

/**
 * The time between a handshake that told a terminal a new zone and its next poll. With the handshake it sets its clock
 * by the zone that it had before, with the poll by the new one: what is punched in between has the wrong hour.
 */
export interface ClockSettling {
  /** Epoch milliseconds of the handshake. */
  since: number;
  /** Epoch milliseconds of the poll; absent while it has not come. */
  until?: number;
  /** The minutes that the terminal was told before; absent when it never was. */
  fromMinutes?: number;
}

/** What is remembered of a terminal between its requests. */
export interface PushMemory {
  stamps: PushStamps;
  /** The `TimeZone` minutes of the last handshake: when they change, the terminal has to shake hands again. */
  offsetMinutesSent?: number;
  /** The last time that the terminal was told a new zone; `null` when it has had the same ever since. */
  clockSettling?: ClockSettling | null;
  /** Address of the last handshake that carried the right communication key. */
  keyAddress?: string;
  /** Address and moment (epoch milliseconds) of the last request. */
  address?: string;
  lastContactAt?: number;
  dialect?: PushDialect;
}

/** A terminal that may push, with what an administrator has set. */
export interface PushTerminal {
  serial: Serial;
  /** IANA name of the zone that its clock is set to. */
  zone: string;
  /** Compares a communication key with the terminal's in constant time; absent when it needs none. */
  acceptsKey?: (given: string) => boolean;
  /** So many wrong keys have come that this request's is refused unread. */
  refusesKeys?: boolean;
  /** CIDR networks that it may send from; absent: any. */
  networks?: readonly string[];
  /** See HandshakeOptions. */
  transFlag?: string;
  oneHourInMinutes?: boolean;
  memory: PushMemory;
}

/** What a request shows of who sends it, besides the serial. */
export interface PushCaller {
  address: string;
  /** The communication key, if it carries one. */
  key?: string;
  isHandshake: boolean;
}

/** Records of one upload. */
export interface PushUpload {
  serial: Serial;
  /** Upper case as in the attendance dialect, lower case as in the access-control dialect. */
  table: string;
  records: readonly TerminalRecord[];
  /** The body as received: the upload's identity. */
  body: Uint8Array;
  address: string;
}

/** What a request adds to a terminal's memory. */
export interface MemoryChange {
  address: string;
  /** The stamp of an upload that is durably stored. */
  stamp?: { table: keyof PushStamps; value: string };
  offsetMinutesSent?: number;
  clockSettling?: ClockSettling | null;
  keyAddress?: string;
  dialect?: PushDialect;
  info?: PollInfo & { model?: string };
}

/** Something about a terminal that an administrator should look at. */
export type PushAlert =
  | { kind: 'two-addresses'; addresses: readonly [string, string] }
  | { kind: 'wrong-key' | 'wrong-network'; address: string }
  | { kind: 'guessed-keys'; address: string; count: number }
  | { kind: 'clock-ahead'; seconds: number }
  | { kind: 'clock-settling'; rows: number }
  | { kind: 'clock-set' | 'server-changed'; time: string; operator: string }
  | { kind: 'stamp-backwards'; table: string; from: string; to: string }
  | { kind: 'unknown-table'; table: string }
  | { kind: 'unreadable-rows'; table: string; rows: number }
  | { kind: 'too-large'; table: string; bytes: number };

/** The store cannot take records at the moment: the terminal is asked to come again. Nothing was stored. */
export class IclockBusy extends Error {
  override readonly name = 'IclockBusy';
}

/** What the protocol needs from the program that serves it. */
export interface IclockHost {
  /** Epoch milliseconds of a clock that is right: terminals set theirs by it. */
  now(): number;
  /** The terminal of a serial number; `undefined` when nobody has registered it. */
  findTerminal(serial: Serial, caller: PushCaller): Promise<PushTerminal | undefined>;
  /** Notes that somebody with this serial number wants to send, for approval. Nothing that it sends is stored. */
  unknownTerminal(serial: Serial, address: string): Promise<void>;
  /**
   * Stores records so that a power cut cannot lose them; what is not a punch goes to quarantine.
   * @throws IclockBusy when there is no room; nothing is stored then, or everything that is stored may come again
   */
  storeRecords(upload: PushUpload): Promise<void>;
  /** Takes in users that the terminal sent. @throws IclockBusy as above */
  storeUsers(terminal: PushTerminal, users: readonly PushedUser[]): Promise<void>;
  /** Keeps what a request adds to the terminal's memory. A stamp must be durable when this returns. */
  remember(terminal: PushTerminal, change: MemoryChange): Promise<void>;
  /**
   * Commands that the terminal should get now: those that wait, and those that were sent and never answered.
   * @param due - commands that the protocol itself needs; queued unless the same one waits
   */
  nextCommands(terminal: PushTerminal, due: readonly PushCommand[]): Promise<readonly IssuedCommand[]>;
  /** Takes in results; unknown and repeated ids are not errors. */
  commandResults(terminal: PushTerminal, results: readonly CommandResult[]): Promise<void>;
  alert(terminal: PushTerminal, alert: PushAlert): Promise<void>;
  /** Receives what broke while a request was served; the terminal is answered 500. */
  failed(error: unknown): void;
}
