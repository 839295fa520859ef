/** Opens a conversation with a 4370 terminal: its info, clock, users, log and events. @module */

import { lockAddress } from '#bridge/terminals/zk/address-lock.ts';
import { type AttendanceSummary, readAttendance } from '#bridge/terminals/zk/attendance-read.ts';
import { sendableCommands } from '#bridge/terminals/zk/commands.ts';
import { connectSession } from '#bridge/terminals/zk/connect-session.ts';
import { type Enrolment, readEnrolment } from '#bridge/terminals/zk/enrolment.ts';
import { attendanceEventCode, decodeEvent, type TerminalEvent } from '#bridge/terminals/zk/events.ts';
import { keepAlive } from '#bridge/terminals/zk/keep-alive.ts';
import { type People, peopleOf } from '#bridge/terminals/zk/people.ts';
import type { SessionCounters, ZkSession } from '#bridge/terminals/zk/session.ts';
import {
  type ClockReading,
  freeSizes,
  readClock,
  readInfo,
  type TerminalInfo,
  writeClock,
} from '#bridge/terminals/zk/terminal-info.ts';
import {
  checkedOptions,
  type TerminalOptions,
  type TerminalSettings,
} from '#bridge/terminals/zk/terminal-options.ts';
import type { TransportKind } from '#bridge/terminals/zk/transport.ts';
import { decodeUsers, pinOfRecord, type TerminalUser } from '#bridge/terminals/zk/user-layouts.ts';
import { readUserRecords } from '#bridge/terminals/zk/user-read.ts';
import type { UserToWrite } from '#bridge/terminals/zk/user-record-write.ts';
import { type UserWriteResult, writeUsers } from '#bridge/terminals/zk/user-write.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { userRecordLayouts } from '#shared/punch/user-record.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';
import type { WallTime } from '#shared/time/wall-time.ts';

export type { AttendanceSummary } from '#bridge/terminals/zk/attendance-read.ts';
export type { Enrolment } from '#bridge/terminals/zk/enrolment.ts';
export type { TerminalEvent } from '#bridge/terminals/zk/events.ts';
export type { ClockReading, TerminalInfo } from '#bridge/terminals/zk/terminal-info.ts';
export type { TerminalOptions } from '#bridge/terminals/zk/terminal-options.ts';
export type { TerminalUser } from '#bridge/terminals/zk/user-layouts.ts';
export type { UserToWrite } from '#bridge/terminals/zk/user-record-write.ts';
export type { UserWriteResult } from '#bridge/terminals/zk/user-write.ts';

const noData = new Uint8Array(0);
const disableSeconds = 120;

/** What may be asked of a read of the log. */
export interface ReadAttendanceOptions {
  /** Called after each chunk, in bytes of the whole transfer. */
  onProgress?: (receivedBytes: number, expectedBytes: number) => void;
}

/** A conversation with one terminal. Only one bulk read may run at a time. */
export interface TerminalSession {
  /** host:port. */
  readonly address: string;
  /** The transport that is in use. */
  readonly transport: TransportKind;
  readonly counters: Readonly<SessionCounters>;
  /** Resolves with the cause when the conversation is over (`cancelled` after close); never rejects. */
  readonly ended: Promise<TerminalFault>;
  info(): Promise<TerminalInfo>;
  clock(): Promise<ClockReading>;
  /**
   * Sets the terminal's clock to a wall time. No other function does.
   * @throws UnkeepableTime when a terminal cannot keep the time
   */
  setClock(wallTime: WallTime): Promise<void>;
  /** All users of the terminal, without their passwords. */
  users(): Promise<TerminalUser[]>;
  /** What is enrolled for each user, by user id: indexes and counts, never templates. */
  enrolment(): Promise<Map<string, Enrolment>>;
  /**
   * Creates users on the terminal, or changes name, card and privilege of those that it has. No other function
   * does; nothing is deleted.
   * @returns one result for each user, in their order
   * @throws TerminalFault `layout-unknown` when the terminal has no user yet, and keeps none in a layout that is known
   */
  writeUsers(users: readonly UserToWrite[]): Promise<UserWriteResult[]>;
  /**
   * The whole log in batches while it arrives; the generator's return value is the summary. It throws unless
   * everything came, also at the very end: discard what was yielded when it does.
   */
  readAttendance(
    options?: ReadAttendanceOptions,
  ): AsyncGenerator<TerminalRecord[], AttendanceSummary, undefined>;
  /**
   * Asks for attendance events and passes each on, for days if need be: the terminal is asked now and then whether it
   * is alive, and {@link ended} resolves when it does not answer. Events are hints; the log is the truth.
   */
  onEvent(listener: (event: TerminalEvent) => void): Promise<void>;
  /** Says goodbye and lets the next client of this address in. Never throws; may be called again. */
  close(): Promise<void>;
}

/**
 * Opens a conversation with a terminal. Waits for its turn when this process already speaks to that address.
 * @throws TerminalFault `refused`, `unreachable`, `busy`, `comm-key-required`, `comm-key-wrong`, `locked`,
 *   `secure-firmware`, `access-panel`, `not-a-terminal`, `timeout`, `unexpected-reply`, `cancelled`
 * @throws RangeError when an option is out of range
 */
export async function openTerminal(options: TerminalOptions): Promise<TerminalSession> {
  const settings = checkedOptions(options);
  const { host, port, signal } = settings;
  const address = `${host}:${port}`;
  const unlock = await lockAddress(address, signal).catch((error: unknown) => {
    throw new TerminalFault('cancelled', { address }, { cause: error });
  });
  const listeners = new Set<(event: TerminalEvent) => void>();
  const onEvent = (code: number, data: Buffer): void => {
    if (listeners.size === 0) return;
    const event = decodeEvent(code, data);
    // Not within the reading of the stream: a listener that throws must not leave it half read.
    for (const listener of listeners) queueMicrotask(() => listener(event));
  };
  const session = await connectSession(settings, onEvent).catch((error: unknown) => {
    unlock();
    throw error;
  });
  void session.ended.then(unlock);
  try {
    // A client that died while it had the terminal disabled leaves it so (pyzk #61).
    if (settings.disableWhileReading) await setEnabled(session, true);
  } catch (error) {
    await session.close();
    throw error;
  }
  return conversation(session, settings, listeners);
}

function conversation(
  session: ZkSession,
  settings: TerminalSettings,
  listeners: Set<(event: TerminalEvent) => void>,
): TerminalSession {
  const transfer = { chunkBytes: settings.chunkBytes };
  const userCount = async (): Promise<number | null> => (await freeSizes(session)).users ?? null;
  const users = async (): Promise<TerminalUser[]> => {
    const all: TerminalUser[] = [];
    await readUserRecords(session, transfer, await userCount(), (records, layout) => {
      for (const user of decodeUsers(records, layout, settings.decodeName)) all.push(user);
    });
    return all;
  };
  const people = async (): Promise<{ uid: number; pin: string }[]> => {
    const all: { uid: number; pin: string }[] = [];
    await readUserRecords(session, transfer, await userCount(), (records, layout) => {
      const size = userRecordLayouts[layout].bytes;
      for (let at = 0; at < records.length; at += size) {
        all.push(pinOfRecord(records.subarray(at, at + size), layout));
      }
    });
    return all;
  };
  return {
    address: session.address,
    transport: session.transport,
    counters: session.counters,
    ended: session.ended,
    info: () => readInfo(session),
    clock: () => readClock(session, settings.now),
    setClock: (wallTime) => writeClock(session, wallTime),
    users,
    enrolment: async () => readEnrolment(session, transfer, await people(), await freeSizes(session)),
    writeUsers: (wanted) =>
      writeUsers(session, wanted, { ...transfer, userCount, encodeCharacter: settings.encodeCharacter }),
    readAttendance: (options) =>
      readLog(session, settings, async () => peopleOf(await people()), options?.onProgress),
    onEvent: async (listener) => {
      if (listeners.size === 0) keepAlive(session, settings.keepAliveMs);
      listeners.add(listener);
      const mask = Uint8Array.of(attendanceEventCode, 0, 0, 0);
      session.expectOk(
        await session.request(sendableCommands.events, mask, 'asking for events'),
        'asking for events',
      );
    },
    close: () => session.close(),
  };
}

async function* readLog(
  session: ZkSession,
  settings: TerminalSettings,
  readPeople: () => Promise<People>,
  onProgress: ReadAttendanceOptions['onProgress'],
): AsyncGenerator<TerminalRecord[], AttendanceSummary, undefined> {
  const { records } = await freeSizes(session);
  const disabled = settings.disableWhileReading === true;
  if (disabled) await setEnabled(session, false);
  try {
    return yield* readAttendance(session, {
      chunkBytes: settings.chunkBytes,
      onProgress,
      recordCount: records ?? null,
      nowMs: settings.now(),
      readPeople,
    });
  } finally {
    // What ended the read counts; a terminal that is not enabled here frees itself when its time is up.
    if (disabled) await setEnabled(session, true).catch(ignoreFault);
  }
}

function ignoreFault(error: unknown): void {
  if (!isTerminalFault(error)) throw error;
}

async function setEnabled(session: ZkSession, enabled: boolean): Promise<void> {
  const during = enabled ? 'enabling the terminal' : 'disabling the terminal';
  const command = enabled ? sendableCommands.enable : sendableCommands.disable;
  // With a time limit a terminal frees itself when we cannot do it.
  const data = enabled ? noData : Uint8Array.of(disableSeconds, 0, 0, 0);
  await session.request(command, data, during);
}
