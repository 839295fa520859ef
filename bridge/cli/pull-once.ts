/** Reads terminals once and sends what is new, for the commands that do so by hand: `pull` and `setup`. @module */

import { reasonOf } from '#bridge/log/index.ts';
import { blankSentence } from '#bridge/terminals/pull/index.ts';
import { type OpenedBridge, readLog, readUsers } from '#bridge/work/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { introduce, sendAll, whileSending } from './send-all.ts';

/** What became of one terminal's read. */
export interface PulledTerminal {
  serial: Serial;
  /** Records that its log handed over. */
  read: number;
  /** Those that no read had brought before. */
  accepted: number;
  /** Up to when its log counts as complete; absent when it does not. */
  readThrough?: Instant;
  /** Why it does not, for people. */
  problem?: string;
}

/** Reads the logs and writes one line for each terminal. */
async function readLogs(
  { context }: OpenedBridge,
  serials: readonly Serial[],
  mode: 'new' | 'all',
  signal: AbortSignal,
  write: (line: string) => void,
): Promise<PulledTerminal[]> {
  return await Promise.all(
    serials.map(async (serial): Promise<PulledTerminal> => {
      try {
        const { read, accepted, readThrough, shortfall, blank } = await readLog(
          context,
          { serial, taskId: null, mode },
          signal,
        );
        write(`${serial}: ${read} records read, ${accepted} of them new.`);
        if (blank.count > 0 && shortfall === null) write(`${serial}: ${blankSentence(read, blank)}`);
        await sayUnreadableUsers(context, serial, signal, write);
        if (shortfall === null) return { serial, read, accepted, readThrough };
        write(`${serial}: ${shortfall.message} It does not count as complete.`);
        return { serial, read, accepted, problem: shortfall.message };
      } catch (error) {
        if (!isTerminalFault(error)) throw error;
        write(`${serial}: ${error.message}`);
        return { serial, read: 0, accepted: 0, problem: error.message };
      }
    }),
  );
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
async function tellComplete(opened: OpenedBridge, reads: readonly PulledTerminal[]): Promise<void> {
  const { reports } = opened.context.registry;
  for (const { serial, readThrough } of reads) {
    if (readThrough !== undefined) reports.noteComplete(serial, readThrough, 0);
  }
  await introduce(opened);
}

/** What is to be read. */
export interface PullOrder {
  /** These terminals only; default: all that are configured. */
  serials?: readonly Serial[] | undefined;
  /** Whether the whole log is sent again. */
  mode: 'new' | 'all';
}

/** What became of a read by hand. */
export interface Pulled {
  terminals: PulledTerminal[];
  /** Whether nothing waits any more. */
  allSent: boolean;
  code: ExitCode;
}

/** Reads terminals once and sends what is new; one line for each terminal, and one for the whole. */
export async function pullOnce(
  opened: OpenedBridge,
  { serials: chosen, mode }: PullOrder,
  signal: AbortSignal,
  write: (line: string) => void,
): Promise<Pulled> {
  const { registry, cloudTerminals } = opened.context;
  return await whileSending(opened, signal, async (both) => {
    await cloudTerminals.load();
    const serials = chosen ?? (await registry.serials(both));
    const nameless = chosen ? [] : registry.nameless();
    for (const { address, fault } of nameless) write(fault ? reasonOf(fault) : `${address}: no answer`);
    const terminals = await readLogs(opened, serials, mode, both, write);
    const allSent = await sendAll(opened, both, write);
    const complete = terminals.filter(({ readThrough }) => readThrough !== undefined);
    if (allSent && complete.length > 0) await tellComplete(opened, complete);
    const isShort = complete.length < serials.length || nameless.length > 0;
    return {
      terminals,
      allSent,
      code: isShort ? exitCodes.terminal : allSent ? exitCodes.ok : exitCodes.cloud,
    };
  });
}
