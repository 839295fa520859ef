/** Asks a terminal who it is and reads its whole log once, for the `probe` command. @module */

import { pause } from '#bridge/async/index.ts';
import type { AttendanceSummary, TerminalUser } from '#bridge/terminals/zk/index.ts';
import { openTerminal, type TerminalInfo, type TerminalOptions } from '#bridge/terminals/zk/index.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { isTerminalFault, TerminalFault, type TerminalFaultCode } from '#shared/terminal-fault.ts';
import { BlankRecords } from './blank-records.ts';
import { clockDriftSeconds } from './clock-drift.ts';
import { ReadCounter } from './read-progress.ts';
import { blankSentence, shortfallOf } from './shortfall.ts';

/** What a probe is to do. */
export interface ProbeOptions {
  terminal: TerminalOptions;
  /** IANA zone in which the terminal's clock is set. */
  zone: string;
  /** Also read the users, not only how many there are. */
  wantUsers: boolean;
  /** Takes the records in log order, each once. What it throws ends the probe. */
  onRecords: (serial: string, records: readonly TerminalRecord[]) => void;
  /** Called while the log is read. @param expected - `null` while it is not known */
  onProgress?: (received: number, expected: number | null) => void;
  /** Waits between the tries. Default 1 s and 3 s; as many tries follow the first. */
  retrySeconds?: readonly number[];
}

/** What a probe has found out, as far as it got. */
export interface ProbeResult {
  /** `null` when the terminal could not be reached at all. */
  info: TerminalInfo | null;
  /** The identity that the records carry: the serial number, or its stand-in on firmware that reports none. */
  serial: string;
  transport: 'tcp' | 'udp';
  /** Wall time of the terminal, `YYYY-MM-DD HH:MM:SS`; empty when it reports none. */
  terminalTime: string;
  clockDriftSeconds: number | null;
  /** Present when they were asked for, or when the terminal does not say how many there are. */
  users: TerminalUser[] | null;
  userCount: number | null;
  records: number;
  /** Records without any content among them, and their places, for people. */
  blank: { count: number; places: string };
  /** Records that the log has; `null` when that is not known. */
  expected: number | null;
  /** Only after a complete read. */
  summary: AttendanceSummary | null;
  /** Why not every record was read; `null` when every one was. */
  fault: ProbeFault | null;
  /** Why the users could not be read, where they were wanted. */
  usersFault: ProbeFault | null;
  /** Connections that were lost and made again. */
  reconnections: number;
  /** Packets whose checksum did not match: asked for again, or those of a terminal that computes none. */
  checksumErrors: number;
}

/** What went wrong, as a code and for people. */
export interface ProbeFault {
  code: TerminalFaultCode;
  message: string;
}

/** Faults after which another connection may go on: the line, not the terminal or its data, is at fault. */
const lineFaults = ['connection-lost', 'busy'] as const satisfies TerminalFaultCode[];

/**
 * Asks a terminal who it is and reads its whole log. Never throws for what the terminal does: the result has the fault.
 * After a lost line it connects again and goes on after the records that were handed over.
 */
export async function probeTerminal(options: ProbeOptions): Promise<ProbeResult> {
  const result: ProbeResult = {
    info: null,
    serial: '',
    transport: options.terminal.transport === 'udp' ? 'udp' : 'tcp',
    terminalTime: '',
    clockDriftSeconds: null,
    users: null,
    userCount: null,
    records: 0,
    blank: { count: 0, places: '' },
    expected: null,
    summary: null,
    fault: null,
    usersFault: null,
    reconnections: 0,
    checksumErrors: 0,
  };
  const waits = options.retrySeconds ?? [1, 3];
  const handover = new Handover(options.onRecords);
  const { signal } = options.terminal;
  let silences = 0;
  let spoken: TerminalFault | undefined;
  for (let tries = 0; ; tries += 1) {
    try {
      await probeOnce(options, result, handover);
      result.fault = shortfall(result);
      return result;
    } catch (error) {
      if (!isTerminalFault(error)) throw error;
      result.fault = faultAfter(spoken, error);
      // What went wrong in a conversation says more than that the terminal does not take the next one.
      if (result.info !== null && error.code !== 'cancelled') spoken ??= error;
      // A terminal that fell silent in one conversation may answer in the next; that costs time, so it gets one more.
      const fellSilent = isSilence(error) && result.info !== null;
      if (fellSilent) silences += 1;
      const mayPass = isTerminalFault(error, ...lineFaults) || (fellSilent && silences === 1);
      const waitSeconds = waits[tries];
      if (waitSeconds === undefined || !mayPass) return result;
      await pause(waitSeconds * 1000, signal ?? new AbortController().signal).catch(() => undefined);
      if (signal?.aborted) return result;
      result.reconnections += 1;
    }
  }
}

async function probeOnce(options: ProbeOptions, result: ProbeResult, handover: Handover): Promise<void> {
  const session = await openTerminal(options.terminal);
  try {
    const info = await session.info();
    const serial = serialOf(info, session.address);
    if (result.info !== null && result.serial !== serial) {
      throw new TerminalFault('other-serial', {
        address: session.address,
        expected: result.serial,
        actual: serial,
      });
    }
    result.info = info;
    result.transport = session.transport;
    result.serial = serial;
    await readClock(session, options.zone, result);
    await readUsers(session, options.wantUsers, result);
    const counter = new ReadCounter(info.records ?? null);
    const log = session.readAttendance({
      onProgress: (received, expected) => counter.noteBytes(received, expected),
    });
    handover.begin(serial, session.address);
    for (;;) {
      const step = await log.next();
      if (step.done) {
        result.summary = step.value;
        result.expected = step.value.records;
        return;
      }
      counter.noteRecords(step.value);
      handover.take(step.value);
      result.records = handover.handedOver;
      result.blank = { count: handover.blanks.count, places: handover.blanks.places };
      result.expected = counter.counts().expected;
      options.onProgress?.(result.records, result.expected);
    }
  } finally {
    result.expected ??= result.info?.records || null;
    result.checksumErrors += session.counters.checksumErrors;
    await session.close();
  }
}

/** The serial number; on firmware that reports none, the MAC address or, failing that, where it was found. */
function serialOf(info: TerminalInfo, address: string): string {
  return [info.serial, info.mac ?? ''].map((text) => text.trim()).find((text) => text !== '') ?? address;
}

type Session = Awaited<ReturnType<typeof openTerminal>>;

function isSilence(error: TerminalFault): boolean {
  const cause = isTerminalFault(error, 'incomplete') ? error.cause : error;
  return isTerminalFault(cause, 'timeout');
}

/** What some firmware cannot report must not keep its log from being read. */
function isLineFault(error: unknown): boolean {
  return !isTerminalFault(error) || isTerminalFault(error, 'connection-lost', 'busy', 'cancelled');
}

async function readClock(session: Session, zone: string, result: ProbeResult): Promise<void> {
  try {
    const { terminalTime, measuredAtMs } = await session.clock();
    result.terminalTime = terminalTime;
    result.clockDriftSeconds = clockDriftSeconds(terminalTime, measuredAtMs, zone);
  } catch (error) {
    if (isLineFault(error)) throw error;
  }
}

async function readUsers(session: Session, wanted: boolean, result: ProbeResult): Promise<void> {
  const told = result.info?.users ?? 0;
  result.userCount = told === 0 ? null : told;
  try {
    const users = await session.users();
    result.userCount = users.length;
    result.usersFault = null;
    if (wanted || told === 0) result.users = users;
  } catch (error) {
    if (isLineFault(error) || !isTerminalFault(error)) throw error;
    // Names that cannot be read are said also where nobody asked for them: the bridge will be asked for them.
    if (wanted || isTerminalFault(error, 'layout-unknown')) result.usersFault = faultOf(error);
  }
}

/** {@link shortfallOf} a probe that was read to the end. */
function shortfall(result: ProbeResult): ProbeFault | null {
  if (result.summary === null) return null;
  const { records: read, blank } = result;
  const counted = result.info?.records;
  const fault = shortfallOf({ counted, read, blank });
  if (counted !== undefined && counted > read) result.expected = counted;
  if (fault !== null || blank.count === 0) return fault;
  // Few enough for a log to count as complete, but each of them is a record that was not read.
  return { code: 'incomplete', message: blankSentence(read, blank) };
}

/** A fault, and before it the one with which the terminal had broken off a conversation, where it took no other since. */
function faultAfter(before: TerminalFault | undefined, fault: TerminalFault): ProbeFault {
  const isOfGreeting = isTerminalFault(fault, 'timeout') && fault.facts.during === 'connecting';
  const tookNone = isOfGreeting || isTerminalFault(fault, 'busy', 'refused', 'unreachable');
  if (before === undefined || !tookNone) return faultOf(fault);
  return { code: before.code, message: `${before.message} When it was connected again: ${fault.message}` };
}

function faultOf({ code, message }: TerminalFault): ProbeFault {
  return { code, message };
}

/** Hands each record over once, however often the log is begun again. A log only grows, so the beginning is the same. */
class Handover {
  readonly #onRecords: ProbeOptions['onRecords'];
  #serial = '';
  #address = '';
  #position = 0;
  #last: TerminalRecord | undefined;
  handedOver = 0;
  readonly blanks = new BlankRecords();

  constructor(onRecords: ProbeOptions['onRecords']) {
    this.#onRecords = onRecords;
  }

  /** Notes that a read begins at the first record. */
  begin(serial: string, address: string): void {
    this.#serial = serial;
    this.#address = address;
    this.#position = 0;
  }

  /** @throws TerminalFault `corrupt` when the log is not the same as before */
  take(records: readonly TerminalRecord[]): void {
    const known = Math.min(records.length, this.handedOver - this.#position);
    const overlap = this.handedOver - 1 - this.#position;
    if (this.#last !== undefined && overlap >= 0 && overlap < records.length) {
      if (JSON.stringify(records[overlap]) !== JSON.stringify(this.#last)) {
        throw new TerminalFault('corrupt', {
          address: this.#address,
          reason: 'its log has changed between two connections',
        });
      }
    }
    const fresh = known > 0 ? records.slice(known) : records;
    this.#position += records.length;
    if (fresh.length === 0) return;
    this.blanks.note(fresh);
    this.#onRecords(this.#serial, fresh);
    this.handedOver += fresh.length;
    this.#last = fresh.at(-1);
  }
}
