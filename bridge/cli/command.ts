/** The shape of a bridge command: its help, its run function, and the console that it writes to. @module */

import type { ExitCode } from './exit-codes.ts';

/** Where a command writes, what ends it, and what time it is. */
export interface Console {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean };
  /** Aborted by SIGINT and SIGTERM. */
  signal: AbortSignal;
  /** Epoch milliseconds of this machine. */
  now: () => number;
  /** Asks whoever sits at the terminal; absent where nobody does. */
  ask?: (question: string) => Promise<string>;
}

/** One command of the bridge. */
export interface Command {
  summary: string;
  help: string;
  run(args: string[], console: Console): Promise<ExitCode>;
}
