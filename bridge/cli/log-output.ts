/** Writes log lines to the standard error output: readable text on a console, JSON lines elsewhere. @module */

import type { BridgeLog, LogLevel } from '#bridge/log/index.ts';

const marks: Record<LogLevel, string> = { debug: '·', info: ' ', warn: '!', error: 'x' };

/** Where log lines go. */
export interface LogTarget {
  write(text: string): unknown;
  isTTY?: boolean;
}

/**
 * A log as readable text on a console, and as JSON lines (with the time as an instant) elsewhere.
 * @param verbose - also write debug lines
 * @param now - epoch milliseconds of this machine
 */
export function logOutput(target: LogTarget, verbose: boolean, now: () => number): BridgeLog {
  return ({ level, event, message, facts }) => {
    if (level === 'debug' && !verbose) return;
    const time = new Date(now());
    target.write(
      target.isTTY === true
        ? `${time.toLocaleTimeString('en-GB')} ${marks[level]} ${message}\n`
        : `${JSON.stringify({ time: time.toISOString(), level, event, message, ...facts })}\n`,
    );
  };
}
