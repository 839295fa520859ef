/** Reads one terminal's whole log into the outbox, and says up to when it is complete. @module */

import { LogSpan } from '#bridge/outbox/index.ts';
import { BlankRecords, type Shortfall, shortfallOf, type Visit } from '#bridge/terminals/pull/index.ts';
import type { DownloadWindow } from '#shared/contract/download-fields.ts';
import type { TaskId } from '#shared/contract/ids.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { isTerminalFault, type TerminalFaultCode } from '#shared/terminal-fault.ts';
import { type Instant, instantFromEpoch, parseLocalDate } from '#shared/time/wall-time.ts';
import type { BridgeContext } from './bridge-context.ts';
import { LatestPunch } from './latest-punch.ts';
import { visitPatiently } from './terminal-retry.ts';

/** Which log to read, and for which task. */
export interface LogReadRequest {
  serial: Serial;
  /** The task that ordered it; `null` for a read that no task ordered. */
  taskId: TaskId | null;
  mode: 'new' | 'all';
  /** Only punches of these dates, as the terminal writes them; what lies outside stays for a later read. */
  window?: DownloadWindow | undefined;
}

/** The result of a complete read. */
export interface LogReadResult {
  /** Records that the terminal sent. */
  read: number;
  /** Records that had not been accepted before. */
  accepted: number;
  /** The log has been read up to this instant. */
  readThrough: Instant;
  /** Why the log is not complete although it was read to its end; `null` when nothing says so. */
  shortfall: Shortfall | null;
  /** Records without any content among those read, and their places, for people. */
  blank: { count: number; places: string };
}

const noBlanks = { count: 0, places: '' };

/** Whether a record is wanted. One whose time is no date lies outside of every window: a read without one brings it. */
function liesIn({ from, to }: DownloadWindow, { time }: TerminalRecord): boolean {
  const date = parseLocalDate(time.slice(0, 10));
  return date !== null && (from === undefined || date >= from) && (to === undefined || date < to);
}

/** Records that go to disk in one transaction. */
const recordsPerTransaction = 2000;

/**
 * Faults after which what was read cannot be trusted. After any other fault it can: each packet had its checksum, and
 * what is missing is missing from the end. Such records stay, so that a line on which a whole log never comes through
 * loses nothing of what did.
 */
export const contradictions = [
  'corrupt',
  'checksum',
  'layout-unknown',
  'unexpected-reply',
  'not-a-terminal',
] as const satisfies TerminalFaultCode[];

/**
 * The instant up to which a read is complete: when it began, or, for a terminal that is slow, when its own clock says
 * it began, because a punch of this minute will bear an earlier time.
 */
function readThroughOf(beganAt: number, driftSeconds: number | null): Instant {
  return instantFromEpoch(beganAt + Math.min(0, driftSeconds ?? 0) * 1000);
}

/**
 * Reads a terminal's whole log into the outbox. The records go to disk while they arrive, and to the sender when the
 * read is over: all of them when it was complete, what came in when the line broke, none when the data contradict
 * themselves (they are read again next time).
 * @param onProgress - records so far, and how many the terminal says it has (`null` when it does not)
 * @throws TerminalFault when the log was not read to its end
 */
export async function readLog(
  context: BridgeContext,
  request: LogReadRequest,
  signal: AbortSignal,
  onProgress: (read: number, expected: number | null) => void = () => {},
): Promise<LogReadResult> {
  const { fullness } = context.outbox;
  try {
    // What is read could not be kept, so the terminal is left alone.
    if (fullness.isFull) throw fullness.fault();
    if (context.push?.serves(request.serial)) {
      // Its nightly check holds what has come against its count.
      return {
        ...(await context.push.readLog(request, signal, onProgress)),
        shortfall: null,
        blank: noBlanks,
      };
    }
    return await visitPatiently(context, request.serial, signal, (visit) =>
      readOnce(context, request, visit, signal, onProgress),
    );
  } catch (error) {
    if (isTerminalFault(error, 'outbox-full')) fullness.postpone(request.serial);
    throw error;
  }
}

async function readOnce(
  { outbox, sender, cloud, registry }: BridgeContext,
  request: LogReadRequest,
  visit: Visit,
  signal: AbortSignal,
  onProgress: (read: number, expected: number | null) => void,
): Promise<LogReadResult> {
  const { serial, taskId, mode, window } = request;
  const { conversation, driftSeconds, info } = visit;
  const beganAt = cloud.clock.now();
  let read = 0;
  let accepted = 0;
  let pending: TerminalRecord[] = [];
  const span = new LogSpan();
  const blank = new BlankRecords();
  const latest = new LatestPunch(visit.zone, beganAt);
  const keep = () => {
    if (pending.length === 0) return;
    const records = pending;
    pending = [];
    accepted += outbox.accept({ serial, taskId, mode, driftSeconds, records });
  };
  onProgress(0, info.records ?? null);
  try {
    for await (const records of conversation.readAttendance()) {
      signal.throwIfAborted();
      span.note(records);
      blank.note(records);
      latest.note(records);
      read += records.length;
      pending.push(...(window === undefined ? records : records.filter((record) => liesIn(window, record))));
      if (pending.length >= recordsPerTransaction) keep();
      onProgress(read, info.records ?? null);
    }
    keep();
  } catch (error) {
    if (isTerminalFault(error, ...contradictions)) {
      outbox.discard(serial);
      throw error;
    }
    if (!isTerminalFault(error, 'outbox-full')) keep();
    if (taskId !== null) outbox.tasks.noteRead(taskId, read);
    throw error;
  } finally {
    outbox.release(serial);
    sender.wake();
  }
  if (taskId !== null) outbox.tasks.noteRead(taskId, read);
  outbox.prune(serial, span.earliest());
  // Compared with what the terminal reports later, so its own count takes precedence over ours. A window leaves records out:
  // somebody has to come for them.
  if (window === undefined)
    outbox.terminals.noteRead(serial, info.records === undefined || info.records === 0 ? read : info.records);
  const shortfall = shortfallOf({ counted: info.records, read, blank });
  registry.reports.noteMissing(serial, Math.max(0, (info.records ?? 0) - read));
  const lastPunchAt = latest.at();
  if (lastPunchAt !== undefined) registry.reports.noteLastPunch(serial, lastPunchAt);
  registry.reports.noteBlank(serial, read, blank);
  const readThrough = readThroughOf(beganAt, driftSeconds);
  return { read, accepted, readThrough, shortfall, blank: { count: blank.count, places: blank.places } };
}
