/** `rollcall-bridge run` keeps the bridge at work until a signal stops it. @module */

import { keepBridgeRunning } from '#bridge/work/index.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { logOutput } from './log-output.ts';
import { configOf, readOptions } from './options.ts';

/** `run`: the bridge at work, until it is stopped. */
export const runCommand: Command = {
  summary: 'work: report terminals, run downloads, carry punches to the cloud',
  help: `Usage: rollcall-bridge run --config FILE [--verbose]

Works until SIGINT or SIGTERM, then stops within 10 seconds. May be killed at any time without loss.
The log goes to the standard error output: readable text on a console, JSON lines elsewhere.

  -c, --config FILE   configuration (YAML or JSON)
  -v, --verbose       also log details that help to find a fault
`,
  async run(args, { stderr, signal, now }) {
    const options = readOptions(args, {});
    const log = logOutput(stderr, options.verbose ?? false, now);
    await keepBridgeRunning({ config: configOf(options.config), log, signal, now });
    log({ level: 'info', event: 'bridge.stopped', message: 'The bridge has stopped.' });
    return exitCodes.ok;
  },
};
