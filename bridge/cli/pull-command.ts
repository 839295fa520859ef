/** `rollcall-bridge pull` reads the configured terminals once, by hand, and sends what is new. @module */

import { reasonOf } from '#bridge/log/index.ts';
import { blankSentence } from '#bridge/terminals/pull/index.ts';
import { type OpenedBridge, openBridge, readLog, readUsers } from '#bridge/work/index.ts';
import { parseSerial, type Serial } from '#shared/punch/serial.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { logOutput } from './log-output.ts';
import { configOf, readOptions } from './options.ts';
import { introduce, sendAll, whileSending } from './send-all.ts';

/** A log that was read to its end, and up to when. */
interface CompleteRead {
  serial: Serial;
  readThrough: Instant;
}

function serialOf(text: string): Serial {
  const serial = parseSerial(text);
  if (serial === null) throw new UsageError(`--serial "${text}" is no serial number.`);
  return serial;
}

/** Reads the logs and writes one line for each terminal. @returns the reads that were complete */
async function readLogs(
  { context }: OpenedBridge,
  serials: readonly Serial[],
  mode: 'new' | 'all',
  signal: AbortSignal,
  write: (line: string) => void,
): Promise<CompleteRead[]> {
  const results = await Promise.all(
    serials.map(async (serial) => {
      try {
        const { read, accepted, readThrough, shortfall, blank } = await readLog(
          context,
          { serial, taskId: null, mode },
          signal,
        );
        write(`${serial}: ${read} records read, ${accepted} of them new.`);
        if (blank.count > 0 && shortfall === null) write(`${serial}: ${blankSentence(read, blank)}`);
        await sayUnreadableUsers(context, serial, signal, write);
        if (shortfall === null) return { serial, readThrough };
        write(`${serial}: ${shortfall.message} It does not count as complete.`);
        return null;
      } catch (error) {
        if (!isTerminalFault(error)) throw error;
        write(`${serial}: ${error.message}`);
        return null;
      }
    }),
  );
  return results.filter((result) => result !== null);
}

/** Names come with downloads; that they cannot be read is worth knowing before. */
async function sayUnreadableUsers(
  { registry, push }: OpenedBridge['context'],
  serial: Serial,
  signal: AbortSignal,
  write: (line: string) => void,
): Promise<void> {
  if (push?.serves(serial)) return;
  try {
    await registry.visit(serial, signal, (visit) => readUsers({ registry }, visit));
  } catch (error) {
    if (!isTerminalFault(error)) throw error;
    if (isTerminalFault(error, 'layout-unknown')) write(`${serial}: ${error.message}`);
  }
}

/** Reports to the cloud up to when the logs are complete, now that it has all of them. */
async function tellComplete(opened: OpenedBridge, reads: readonly CompleteRead[]): Promise<void> {
  const { reports } = opened.context.registry;
  for (const { serial, readThrough } of reads) reports.noteComplete(serial, readThrough, 0);
  await introduce(opened);
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
    const { registry } = opened.context;
    const write = (line: string) => void stdout.write(`${line}\n`);
    try {
      return await whileSending(opened, signal, async (both) => {
        const serials = chosen ?? (await registry.serials(both));
        const nameless = chosen ? [] : registry.nameless();
        for (const { address, fault } of nameless) write(fault ? reasonOf(fault) : `${address}: no answer`);
        const reads = await readLogs(opened, serials, options.all ? 'all' : 'new', both, write);
        const allSent = await sendAll(opened, both, write);
        if (allSent && reads.length > 0) await tellComplete(opened, reads);
        if (reads.length < serials.length || nameless.length > 0) return exitCodes.terminal;
        return allSent ? exitCodes.ok : exitCodes.cloud;
      });
    } finally {
      opened.close();
    }
  },
};
