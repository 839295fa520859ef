/** The part of a terminal conversation that the bridge's work needs, whatever protocol is underneath. @module */

import type { TerminalConfig } from '#bridge/config/index.ts';
import { openTerminal } from '#bridge/terminals/zk/index.ts';
import type { Pin } from '#shared/punch/pin.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { WallTime } from '#shared/time/wall-time.ts';

/** Who a terminal says it is, and how full it is. What it does not report is absent. */
export interface ReaderInfo {
  /** Empty on some firmware. */
  serial: string;
  model: string;
  firmware: string;
  mac?: string;
  records?: number;
  recordCapacity?: number;
}

/** A reading of a terminal's clock. */
export interface ReaderClock {
  /** Wall time of the terminal, `YYYY-MM-DD HH:MM:SS`; empty when it has none. */
  terminalTime: string;
  /** This machine's epoch milliseconds at that moment. */
  measuredAtMs: number;
}

/** A user as a terminal keeps it, without secrets. */
export interface ReaderUser {
  pin: string;
  /** Empty when none was entered. */
  name: string;
  privilege: number;
  /** Present when a card is assigned. */
  card?: string;
}

/** A user to be written; what is absent stays as it is on the terminal. */
export interface WriterUser {
  pin: Pin;
  name?: string;
  card?: string;
  privilege?: number;
}

/** What became of a user that was to be written. */
export interface WriterResult {
  /** As it was asked for. */
  pin: string;
  result: 'created' | 'updated' | 'unchanged' | 'refused';
  /** For people; present when the user was refused. */
  reason?: string;
}

/** What is enrolled for a user. */
export interface ReaderEnrolment {
  /** Finger indexes 0 to 9. */
  fingers: readonly number[];
  /** Absent when the terminal does not say. */
  faces?: number;
}

/** The part of a conversation with a terminal that the bridge's work needs. */
export interface TerminalConversation {
  info(): Promise<ReaderInfo>;
  clock(): Promise<ReaderClock>;
  /** Sets the terminal's clock. */
  setClock(wallTime: WallTime): Promise<void>;
  users(): Promise<ReaderUser[]>;
  /** Writes users, reads them back and reports what the terminal has kept. Deletes nothing. */
  writeUsers(users: readonly WriterUser[]): Promise<WriterResult[]>;
  /** What is enrolled for each user, by user id; never templates. */
  enrolment(): Promise<ReadonlyMap<string, ReaderEnrolment>>;
  /** The whole log in order, in batches. Throws a TerminalFault unless everything came, also at the very end. */
  readAttendance(): AsyncIterable<TerminalRecord[]>;
  /** Asks for events: the listener is called whenever somebody has punched, also in the middle of a read. */
  onEvent(listener: () => void): Promise<void>;
  /** Resolves when the conversation is over, for whatever reason. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Opens a conversation with a terminal.
 * @throws TerminalFault when it cannot be reached
 */
export type OpenTerminal = (terminal: TerminalConfig, signal: AbortSignal) => Promise<TerminalConversation>;

/** Conversations in the 4370 protocol. @param now - epoch milliseconds of this machine, by which clocks are read */
export const zkTerminals =
  (now: () => number): OpenTerminal =>
  (terminal, signal) =>
    openTerminal({
      now,
      host: terminal.host,
      port: terminal.port,
      disableWhileReading: terminal.disableWhileReading,
      transport: terminal.transport,
      signal,
      ...(terminal.commKey === undefined ? {} : { commKey: terminal.commKey }),
      ...(terminal.encoding === undefined ? {} : { encoding: terminal.encoding }),
    });
