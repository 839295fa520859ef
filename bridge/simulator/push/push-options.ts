/** The options that a simulated push terminal starts with, and what it counts while it runs. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { ReceivedCommand } from './reply-reading.ts';

/** Options of a simulated push terminal. */
export interface PushSimulatorOptions {
  /** Where it sends to, such as `http://127.0.0.1:8081`. */
  server: string | URL;
  serial: string;
  punches: readonly TerminalRecord[];
  /** User ids with names. */
  users?: ReadonlyMap<string, string>;
  modes?: readonly string[];
  seed?: number;
  /** Rows of the first batch (30). */
  firstBatchRows?: number;
  /** Factor for every wait: 1 waits as a real terminal does, 0 does not wait. */
  waitScale?: number;
  timeoutMilliseconds?: number;
  /** Epoch milliseconds; the system's clock unless a test sets it. */
  now?: () => number;
}

/** What happened to a simulated push terminal. */
export interface PushStats {
  handshakes: number;
  refusedHandshakes: number;
  uploads: number;
  failedUploads: number;
  rowsSent: number;
  polls: number;
  commands: ReceivedCommand[];
  /** What no server may do. Anything here is a defect of the server. */
  violations: string[];
  /** Status line of the last reply; empty when there was none. */
  lastStatusLine: string;
}

/** Statistics of a terminal that has not started. */
export function emptyPushStats(): PushStats {
  return {
    handshakes: 0,
    refusedHandshakes: 0,
    uploads: 0,
    failedUploads: 0,
    rowsSent: 0,
    polls: 0,
    commands: [],
    violations: [],
    lastStatusLine: '',
  };
}
