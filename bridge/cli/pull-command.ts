import { reasonOf } from '#bridge/pull/bridge-log.ts';
import { bridgeVersion } from '#bridge/pull/bridge-version.ts';
import { readLog } from '#bridge/pull/read-log.ts';
import { type OpenedBridge, openBridge } from '#bridge/pull/start-bridge.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import type { Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { logOutput } from './log-output.ts';
import { configOf, readOptions } from './options.ts';

const triesUntilGivenUp = 4;

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

/** Tells the cloud which terminals are behind this bridge; it takes punches of those only. Asks for no task. */
async function introduce({ context }: OpenedBridge): Promise<void> {
  const { cloud, registry, outbox, log } = context;
  const terminals = registry.reports();
  const waiting = outbox.waiting().records;
  const body = { version: bridgeVersion, terminals, outbox: { waiting }, running: [], take: 0 };
  await cloud.api.heartbeat({ body }).catch((error: unknown) => {
    log({ level: 'warn', event: 'cloud.unreachable', message: reasonOf(error) });
  });
}

/** Sends what waits, until nothing does or sending makes no sense. @returns whether everything is stored */
async function sendAll({ context }: OpenedBridge, signal: AbortSignal): Promise<boolean> {
  const { outbox, sender } = context;
  sender.wake();
  for (;;) {
    signal.throwIfAborted();
    if (outbox.waiting().records === 0) return true;
    const onlyRefused = outbox.ready(1).every(({ refusals }) => refusals > 0);
    if (onlyRefused || sender.trouble.failures >= triesUntilGivenUp) return false;
    await sender.changed(signal);
  }
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
    const { registry, outbox, sender } = opened.context;
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const write = (line: string) => void stdout.write(`${line}\n`);
    const sending = sender.run(both);
    try {
      const serials = options.serial ?? (await registry.serials(both));
      const nameless = options.serial ? [] : registry.nameless();
      for (const { address, fault } of nameless)
        write(`${address}: ${fault ? reasonOf(fault) : 'no answer'}`);
      const allRead = await readLogs(opened, serials, options.all ? 'all' : 'new', both, write);
      await introduce(opened);
      const allSent = await sendAll(opened, both);
      const left = outbox.waiting().records;
      write(
        allSent
          ? 'Everything is stored in the cloud.'
          : `${left} records wait in the outbox: ${reasonOf(sender.trouble.error)}`,
      );
      if (!allRead || nameless.length > 0) return exitCodes.terminal;
      return allSent ? exitCodes.ok : exitCodes.cloud;
    } finally {
      stop.abort(new Error('done'));
      await sending;
      opened.close();
    }
  },
};
