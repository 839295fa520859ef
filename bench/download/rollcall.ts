/** The download benchmark reads a log with Rollcall's own client: once keeping every record, once streaming. @module */

import type { TransportKind } from '../../bridge/terminals/zk/index.ts';
import { openTerminal } from '../../bridge/terminals/zk/index.ts';
import type { TerminalRecord } from '../../shared/punch/punch.ts';
import type { Row } from './rows.ts';

/** Reads the log with Rollcall's client and keeps every record, as the other clients do. */
export async function readRollcall(host: string, port: number, transport: TransportKind): Promise<Row[]> {
  const records: TerminalRecord[] = [];
  await eachBatch(host, port, transport, (batch) => {
    for (const record of batch) records.push(record);
  });
  return records;
}

/** Reads the log batch by batch and keeps nothing, as the bridge does, whose outbox takes each batch to disk. */
export async function countRollcall(host: string, port: number, transport: TransportKind): Promise<number> {
  let records = 0;
  await eachBatch(host, port, transport, (batch) => {
    records += batch.length;
  });
  return records;
}

async function eachBatch(
  host: string,
  port: number,
  transport: TransportKind,
  take: (batch: TerminalRecord[]) => void,
): Promise<void> {
  const terminal = await openTerminal({ host, port, transport });
  try {
    for await (const batch of terminal.readAttendance()) take(batch);
  } finally {
    await terminal.close();
  }
}
