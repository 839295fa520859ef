/** Reads a terminal's attendance log in batches while it arrives, and recognises its record layout. @module */

import {
  BulkTransfer,
  type TransferOptions,
  type TransferRoute,
} from '#bridge/terminals/zk/bulk-transfer.ts';
import { datasets } from '#bridge/terminals/zk/datasets.ts';
import { detectRecordLayout, type LayoutChoice } from '#bridge/terminals/zk/layout-detection.ts';
import { nobody, type People } from '#bridge/terminals/zk/people.ts';
import { type RecordDecoder, recordDecoder } from '#bridge/terminals/zk/record-decoder.ts';
import type { ZkSession } from '#bridge/terminals/zk/session.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { isTerminalFault, TerminalFault } from '#shared/terminal-fault.ts';

/** A chunk where more than this share of the user ids is not text has been cut wrongly. */
const tolerableUncleanShare = 0.5;
const fewestJudgedRecords = 32;

/** The result of a complete read of the log. */
export interface AttendanceSummary {
  records: number;
  /** Bytes of the records, without framing. */
  bytes: number;
  /** Name of the record layout; `none` for an empty log. */
  layout: string;
  /** False when another layout would have explained the bytes as well; the records may then be misread. */
  layoutCertain: boolean;
  route: TransferRoute;
  /** Requests for data that had to be made again. */
  retries: number;
}

/** What the read needs to know besides the session. */
export interface AttendanceReadOptions extends TransferOptions {
  /** Attendance records according to GET_FREE_SIZES; `null` when unknown. Never decides whether to read. */
  recordCount: number | null;
  /** This machine's clock, milliseconds since 1970-01-01T00:00:00Z. */
  nowMs: number;
  /** Reads the terminal's users; called only where the records do not name them as text. */
  readPeople: () => Promise<People>;
}

/**
 * Reads the attendance log, in batches while it arrives: memory holds a few chunks however long the log is.
 * @returns (as the generator's return value) the summary; only when it is there was the log complete. Whoever keeps
 *   the batches must be able to discard them when the generator throws.
 * @throws TerminalFault see {@link BulkTransfer}, and `corrupt`, `layout-unknown`
 */
export async function* readAttendance(
  session: ZkSession,
  options: AttendanceReadOptions,
): AsyncGenerator<TerminalRecord[], AttendanceSummary, undefined> {
  let people: People | undefined;
  for (;;) {
    const transfer = await BulkTransfer.start(session, datasets.attendance, options);
    let choice: LayoutChoice | undefined;
    let decoder: RecordDecoder | undefined;
    let records = 0;
    let needsPeople = false;
    for await (const chunk of transfer.chunks()) {
      choice ??= chooseLayout(transfer, chunk, options, people);
      if (choice?.layout.person !== 'text' && people === undefined) {
        // The terminal has one buffer: the users must be read before the log is asked for, so the log starts again.
        needsPeople = true;
        break;
      }
      if (choice === undefined) throw unknownLayout(session, transfer, options);
      decoder ??= recordDecoder(choice.layout, people);
      const uncleanBefore = decoder.uncleanPins;
      const batch = decoder.decode(chunk);
      refuseMisread(session, batch.length, decoder.uncleanPins - uncleanBefore);
      records += batch.length;
      if (batch.length > 0) yield batch;
    }
    if (needsPeople) {
      people = await readPeople(options, choice);
      continue;
    }
    if ((decoder?.pendingBytes ?? 0) > 0) {
      throw corrupt(session, `the log ends within a record (${decoder?.pendingBytes} bytes are left over)`);
    }
    return {
      records,
      bytes: transfer.recordBytes,
      layout: choice?.layout.name ?? 'none',
      layoutCertain: choice?.certain ?? true,
      route: transfer.route,
      retries: transfer.retries,
    };
  }
}

/** Slots mean nothing without the users; elsewhere a terminal that does not report them can still be read. */
async function readPeople(options: AttendanceReadOptions, choice: LayoutChoice | undefined): Promise<People> {
  try {
    return await options.readPeople();
  } catch (error) {
    const bearable = isTerminalFault(error, 'unexpected-reply', 'layout-unknown');
    if (bearable && choice?.layout.person !== 'uid') return nobody;
    throw error;
  }
}

function chooseLayout(
  transfer: BulkTransfer,
  sample: Buffer,
  { recordCount, nowMs }: AttendanceReadOptions,
  people: People | undefined,
): LayoutChoice | undefined {
  // On TCP some boards scramble the direct read (js_zklib #53 #50), so there a count alone proves nothing.
  const trustedCount = transfer.route === 'direct' ? null : recordCount;
  const byteCount = transfer.recordBytes;
  return detectRecordLayout({ sample, byteCount, recordCount: trustedCount, nowMs, people });
}

function unknownLayout(
  session: ZkSession,
  transfer: BulkTransfer,
  { recordCount }: AttendanceReadOptions,
): TerminalFault {
  if (transfer.route === 'direct') {
    return corrupt(session, 'the direct read of the log gave bytes that are not attendance records');
  }
  return new TerminalFault('layout-unknown', {
    address: session.address,
    bytes: transfer.recordBytes,
    records: recordCount,
  });
}

function refuseMisread(session: ZkSession, records: number, unclean: number): void {
  if (records < fewestJudgedRecords || unclean <= records * tolerableUncleanShare) return;
  throw corrupt(session, `${unclean} of ${records} records in a row carry no readable user id`);
}

function corrupt(session: ZkSession, reason: string): TerminalFault {
  return new TerminalFault('corrupt', { address: session.address, reason });
}
