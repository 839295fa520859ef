/** Adapters let the download benchmark read a log with the npm packages that Rollcall is compared with. @module */

import { createRequire } from 'node:module';
import type { Row } from './rows.ts';

const timeoutMs = 10_000;
const udpPort = 0;
const load = createRequire(new URL('../package.json', import.meta.url));

interface Rival {
  createSocket(): Promise<unknown>;
  getAttendances(): Promise<{ data?: RivalRecord[]; err?: unknown }>;
}

interface RivalRecord {
  /** A number in the layouts without ids as text. */
  deviceUserId?: string | number;
  recordTime?: Date | string;
  user_id?: string;
  record_time?: string;
  state?: number;
}

type RivalConstructor = new (host: string, port: number, timeoutMs: number, udpPort: number) => Rival;

/** The packages that are compared with, as named in the registry. */
export const rivals = ['node-zklib', 'zkteco-js', 'zklib-js'] as const;
/** One of them. */
export type RivalName = (typeof rivals)[number];

/** The version of a rival that is installed for the benchmarks. */
export function rivalVersion(name: RivalName): string {
  const manifest: { version: string } = load(`${name}/package.json`);
  return manifest.version;
}

/** Reads the log with a rival; what it returned, and what it put into its result's error field. */
export async function readRival(
  name: RivalName,
  host: string,
  port: number,
): Promise<{ rows: () => Row[]; error?: string }> {
  const Client: RivalConstructor = load(name);
  const client = new Client(host, port, timeoutMs, udpPort);
  await client.createSocket();
  const { data, err } = await client.getAttendances();
  // Turned into rows later: only the client's own work is measured.
  return { rows: () => (data ?? []).map(rowOf), ...(err ? { error: String(err) } : {}) };
}

/** The rivals give times as Dates of the local zone, or as their text; the processes run in UTC. */
function rowOf(record: RivalRecord): Row {
  const told = record.recordTime ?? record.record_time ?? Number.NaN;
  const time = told instanceof Date ? told : new Date(told);
  return {
    pin: String(record.deviceUserId ?? record.user_id ?? ''),
    time: Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 19).replace('T', ' '),
    status: record.state ?? null,
  };
}
