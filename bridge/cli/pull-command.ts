/** `rollcall-bridge pull` reads the configured terminals once, by hand, and sends what is new. @module */

import { openBridge } from '#bridge/work/index.ts';
import { parseSerial, type Serial } from '#shared/punch/serial.ts';
import type { Command } from './command.ts';
import type { ExitCode } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { logOutput } from './log-output.ts';
import { configOf, readOptions } from './options.ts';
import { pullOnce } from './pull-once.ts';

function serialOf(text: string): Serial {
  const serial = parseSerial(text);
  if (serial === null) throw new UsageError(`--serial "${text}" is no serial number.`);
  return serial;
}

/** `pull`: one read by hand. */
export const pullCommand: Command = {
  summary: 'read the terminals once, now, and send what is new',
  help: `Usage: rollcall-bridge pull --config FILE [--serial SERIAL]… [--all] [--verbose]

Reads the logs of the configured terminals once and sends what was not sent before. Unknown users are
treated as the cloud's settings say. What cannot be sent waits in the outbox for the next run.

  -c, --config FILE     configuration (YAML or JSON)
  -s, --serial SERIAL   only this terminal; may be repeated
      --all             send the whole log again; the cloud recognises what it has
  -v, --verbose         also log details that help to find a fault
`,
  async run(args, { stdout, stderr, signal, now }): Promise<ExitCode> {
    const options = readOptions(args, {
      serial: { type: 'string', short: 's', multiple: true },
      all: { type: 'boolean' },
    });
    const log = logOutput(stderr, options.verbose ?? false, now);
    const chosen = options.serial?.map(serialOf);
    const opened = openBridge({ config: configOf(options.config), log, now });
    try {
      const order = { serials: chosen, mode: options.all ? ('all' as const) : ('new' as const) };
      return (await pullOnce(opened, order, signal, (line) => void stdout.write(`${line}\n`))).code;
    } finally {
      opened.close();
    }
  },
};
