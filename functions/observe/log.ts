/** Lambdas write their log lines here: JSON with ids only, and no names, bodies or secrets. @module */

import type { FunctionEvent } from './events.ts';
import { traceFields } from './trace.ts';

/** One line of a Lambda's log: JSON, ids only, no names, no bodies, no secrets. */
export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: FunctionEvent;
  [field: string]: unknown;
}

/** JSON has no form for errors: without this, an error inside another value would be written as `{}`. */
function withErrors(_name: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { name, message, stack, ...(cause === undefined ? {} : { cause }) };
}

/**
 * Writes a line to the function's log, with what is known of the work at hand. Where `LOG_LEVEL` is `warn`, as with
 * `npm start`, it leaves out what is only good to know. The variable is read each time, because a local cloud sets it after
 * this module is loaded.
 */
export function log(line: LogLine): void {
  if (line.level === 'info' && process.env.LOG_LEVEL === 'warn') return;
  process.stdout.write(`${JSON.stringify({ ...traceFields(), ...line }, withErrors)}\n`);
}
