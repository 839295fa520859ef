/** Cuts the records of one terminal into batches that fit the contract's limits, and reads them from their rows. @module */

import { monotonicFactory } from 'ulid';
import { maxBatchBytes, maxPunchesPerBatch } from '#shared/contract/bridge-intake.ts';
import { type BatchId, ourIdOf, type TaskId } from '#shared/contract/ids.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { idIn, idOrNullIn, numberIn, numberOrNullIn, type Row, serialIn, textIn } from './rows.ts';

const nextUlid = monotonicFactory();
/** Room for the other fields of a batch's body. */
const envelopeBytes = 4096;

/** Records of one terminal that travel together, under one id for ever. */
export interface Batch {
  id: BatchId;
  serial: Serial;
  /** The task whose download decides how unknown users are treated; `null` for a read that no task ordered. */
  taskId: TaskId | null;
  /** Terminal's clock minus true time when the records were read; `null` when it was not measured. */
  driftSeconds: number | null;
  records: TerminalRecord[];
  /** How often the cloud has refused to store it. */
  refusals: number;
}

/** A new batch id. */
export function newBatchId(): BatchId {
  return ourIdOf('bat', nextUlid());
}

/**
 * Cuts records into the JSON arrays of batches, in their order, each within the contract's limits of count and bytes.
 * @returns the JSON text of each batch, its number of records and its bytes in UTF-8
 */
export function packRecords(
  records: readonly TerminalRecord[],
): { json: string; count: number; bytes: number }[] {
  const batches: { json: string; count: number; bytes: number }[] = [];
  let parts: string[] = [];
  let bytes = 2;
  const close = () => {
    if (parts.length > 0) batches.push({ json: `[${parts.join(',')}]`, count: parts.length, bytes });
    parts = [];
    bytes = 2;
  };
  for (const record of records) {
    const part = JSON.stringify(record);
    const partBytes = Buffer.byteLength(part) + 1;
    if (parts.length === maxPunchesPerBatch || bytes + partBytes > maxBatchBytes - envelopeBytes) close();
    parts.push(part);
    bytes += partBytes;
  }
  close();
  return batches;
}

/** The records of a batch as its row holds them. */
export function recordsIn(row: Row): TerminalRecord[] {
  return JSON.parse(textIn(row, 'records'));
}

/** The batch that a row of the outbox is. */
export function batchOf(row: Row): Batch {
  return {
    id: idIn('bat', row, 'batch_id'),
    serial: serialIn(row, 'serial'),
    taskId: idOrNullIn('tsk', row, 'task_id'),
    driftSeconds: numberOrNullIn(row, 'drift_seconds'),
    records: recordsIn(row),
    refusals: numberIn(row, 'refusals'),
  };
}
