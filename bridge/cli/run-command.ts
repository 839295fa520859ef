/** `rollcall-bridge run` keeps the bridge at work until a signal stops it. @module */

import type { BridgeLog } from '#bridge/log/index.ts';
import { writeEvent } from '#bridge/service/index.ts';
import { keepBridgeRunning } from '#bridge/work/index.ts';
import type { Command, Console } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { logFile } from './log-file.ts';
import { logOutput } from './log-output.ts';
import { ownInability } from './missing-updater.ts';
import { configOf, readOptions } from './options.ts';

const eventEveryMilliseconds = 60_000;

/** The log to a file, whose errors also stand in the event log where the system has one: one a minute at most. */
function logTo(file: string, verbose: boolean, now: () => number): BridgeLog {
  const log = logOutput(logFile(file), verbose, now);
  let nextEventAt = 0;
  return (line) => {
    log(line);
    if (line.level !== 'error' || process.platform !== 'win32' || now() < nextEventAt) return;
    nextEventAt = now() + eventEveryMilliseconds;
    writeEvent(line.message);
  };
}

/** `run`: the bridge at work, until it is stopped. */
export const runCommand: Command = {
  summary: 'work: report terminals, run downloads, carry punches to the cloud',
  help: `Usage: rollcall-bridge run --config FILE [--verbose] [--log-file FILE]

Works until SIGINT or SIGTERM, then stops within 10 seconds. May be killed at any time without loss.
The log goes to the standard error output: readable text on a console, JSON lines elsewhere.

  -c, --config FILE   configuration (YAML or JSON)
  -v, --verbose       also log details that help to find a fault
      --log-file FILE JSON lines to a file instead, of 10 MiB at most; a full one is kept as FILE.1. On Windows errors also
                      stand in the event log
`,
  async run(args, { stderr, signal, now }: Console) {
    const options = readOptions(args, { 'log-file': { type: 'string' } });
    const file = options['log-file'];
    const verbose = options.verbose ?? false;
    const log = file === undefined ? logOutput(stderr, verbose, now) : logTo(file, verbose, now);
    try {
      const config = configOf(options.config);
      await keepBridgeRunning({ config, log, signal, now, inability: ownInability });
    } catch (error) {
      // Where there is a file, nobody reads the standard error output, to which failures go.
      if (file !== undefined && !signal.aborted) {
        const message = error instanceof Error ? error.message : String(error);
        log({ level: 'error', event: 'bridge.broken', message });
      }
      throw error;
    }
    log({ level: 'info', event: 'bridge.stopped', message: 'The bridge has stopped.' });
    return exitCodes.ok;
  },
};
