/**
 * One client reads a terminal's log once, measured, in a process of its own: `node client.ts CLIENT PORT
 * RESULT_FILE TRANSPORT`.
 * @module
 */

import { writeFileSync } from 'node:fs';
import type { TransportKind } from '../../bridge/terminals/zk/index.ts';
import { readFloor } from './floor.ts';
import { readRival, rivals } from './rivals.ts';
import { countRollcall, readRollcall } from './rollcall.ts';
import type { Row } from './rows.ts';

/** What a measured process leaves behind. */
export interface ClientResult {
  seconds: number;
  /** Largest resident set of the process until it had all records. */
  peakRssBytes: number;
  /** Resident set before the client began, the runtime's own. */
  startRssBytes: number;
  records: number;
  rows: Row[];
  /** What the client reported, or how it failed. */
  error?: string;
}

const host = '127.0.0.1';

async function measure(name: string, port: number, transport: TransportKind): Promise<ClientResult> {
  const startRssBytes = process.memoryUsage.rss();
  const started = performance.now();
  const spent = (): Pick<ClientResult, 'seconds' | 'peakRssBytes' | 'startRssBytes'> => ({
    seconds: (performance.now() - started) / 1000,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    startRssBytes,
  });
  const rival = rivals.find((known) => known === name);
  if (rival !== undefined) {
    const { rows, error } = await readRival(rival, host, port);
    const measured = spent();
    const all = rows();
    return { ...measured, records: all.length, rows: all, ...(error === undefined ? {} : { error }) };
  }
  if (name === 'rollcall-streaming') {
    const records = await countRollcall(host, port, transport);
    const measured = spent();
    // A second, unmeasured read is compared record by record: the measured one kept none.
    return { ...measured, records, rows: await readRollcall(host, port, transport) };
  }
  const rows = await (name === 'floor' ? readFloor(host, port) : readRollcall(host, port, transport));
  return { ...spent(), records: rows.length, rows };
}

const [name = '', port = '', resultFile = '', transport = 'tcp'] = process.argv.slice(2);
const finish = (result: ClientResult): void => {
  const rows = result.rows.map(({ pin, time, status }) => ({ pin, time, status }));
  writeFileSync(resultFile, JSON.stringify({ ...result, rows }));
  // Some clients leave sockets and timers behind.
  process.exit(0);
};
const fail = (error: unknown): void =>
  finish({ seconds: 0, peakRssBytes: 0, startRssBytes: 0, records: 0, rows: [], error: String(error) });
process.once('uncaughtException', fail);
process.once('unhandledRejection', fail);
measure(name, Number(port), transport === 'udp' ? 'udp' : 'tcp').then(finish, fail);
