import { reasonOf } from '#bridge/pull/bridge-log.ts';
import { readLog } from '#bridge/pull/read-log.ts';
import { type OpenedBridge, openBridge } from '#bridge/pull/start-bridge.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import type { Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { logOutput } from './log-output.ts';
import { configOf, readOptions } from './options.ts';
import { sendAll, whileSending } from './send-all.ts';

/** Reads the logs; one line for each terminal. @returns whether all of them came */
async function readLogs(
  { context }: OpenedBridge,
  serials: readonly string[],
  mode: 'new' | 'all',
  signal: AbortSignal,
  write: (line: string) => void,
): Promise<boolean> {
  const results = await Promise.all(
    serials.map(async (serial) => {
      try {
        const { read, accepted } = await readLog(context, { serial, taskId: null, mode }, signal);
        write(`${serial}: ${read} records read, ${accepted} of them new.`);
        return true;
      } catch (error) {
        if (!isTerminalFault(error)) throw error;
        write(`${serial}: ${error.message}`);
        return false;
      }
    }),
  );
  return results.every(Boolean);
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
  -v, --verbose         also log what only helps to find a fault
`,
  async run(args, { stdout, stderr, signal }): Promise<ExitCode> {
    const options = readOptions(args, {
      serial: { type: 'string', short: 's', multiple: true },
      all: { type: 'boolean' },
    });
    const log = logOutput(stderr, options.verbose ?? false);
    const opened = openBridge({ config: configOf(options.config), log });
    const { registry } = opened.context;
    const write = (line: string) => void stdout.write(`${line}\n`);
    try {
      return await whileSending(opened, signal, async (both) => {
        const serials = options.serial ?? (await registry.serials(both));
        const nameless = options.serial ? [] : registry.nameless();
        for (const { address, fault } of nameless)
          write(`${address}: ${fault ? reasonOf(fault) : 'no answer'}`);
        const allRead = await readLogs(opened, serials, options.all ? 'all' : 'new', both, write);
        const allSent = await sendAll(opened, both, write);
        if (!allRead || nameless.length > 0) return exitCodes.terminal;
        return allSent ? exitCodes.ok : exitCodes.cloud;
      });
    } finally {
      opened.close();
    }
  },
};
