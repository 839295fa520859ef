/** The shape of a log line, without names, PINs or keys, and the text of whatever was thrown. @module */

import type { BridgeEvent } from './events.ts';

/** How much a log line matters. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line of the bridge's log. Ids and counts only; never names, PINs or keys. */
export interface LogLine {
  level: LogLevel;
  /** What happened. */
  event: BridgeEvent;
  /** The same as a sentence for people. */
  message: string;
  facts?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Takes log lines. Must not throw. */
export type BridgeLog = (line: LogLine) => void;

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
