/** Reads logs that no task has ordered: after a punch, after a gap, or after a damaged outbox. @module */

import type { Visit } from '#bridge/terminals/pull/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { isTerminalFault } from '#shared/terminal-fault.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { BridgeContext } from './bridge-context.ts';
import { readLog } from './read-log.ts';

/**
 * How often a log is read although nobody punches, so that a quiet day is known to be complete without waiting for the
 * next punch.
 */
const quietMilliseconds = 6 * 3_600_000;

/** One terminal's read, under way. */
interface RunningRead {
  /** Something happened after the read had begun: it is repeated. */
  again: boolean;
  finished: Promise<void>;
}

/**
 * Reads of logs that no task has ordered: somebody has just punched, punches were made while nobody listened, or the
 * outbox has lost what it knew. They bring what is new; the cloud treats unknown users by its settings.
 */
export class UnsolicitedReads {
  readonly #context: BridgeContext;
  readonly #signal: AbortSignal;
  readonly #running = new Map<Serial, RunningRead>();
  /** Up to when logs have been read that wait for the cloud's answer. */
  readonly #marks = new Map<string, Instant>();
  readonly #marking = new Map<string, Promise<void>>();
  /** When logs were read because nobody had punched, in epoch milliseconds of true time. */
  readonly #quietReadAt = new Map<string, number>();
  /** Terminals that this process has read since the outbox was lost; `null` when it was not. */
  readonly #readSinceLoss: Set<string> | null;

  constructor(context: BridgeContext, signal: AbortSignal) {
    this.#context = context;
    this.#signal = signal;
    this.#readSinceLoss = context.outbox.damaged === null ? null : new Set();
  }

  /** Reads a terminal's log; if it is being read already, reads it once more afterwards. */
  want(serial: Serial): void {
    if (this.#signal.aborted) return;
    const running = this.#running.get(serial);
    if (running !== undefined) {
      running.again = true;
      return;
    }
    const read: RunningRead = { again: true, finished: Promise.resolve() };
    this.#running.set(serial, read);
    read.finished = this.#run(serial, read).finally(() => this.#running.delete(serial));
  }

  /**
   * Reads a terminal's log when a visit has shown that it holds more than was read. A log that was never read is left to
   * the first download, whose settings say what becomes of its users.
   */
  catchUp({ serial, info, isFresh }: Visit, isRealtime: boolean): void {
    if (this.#readSinceLoss !== null && !this.#readSinceLoss.has(serial)) {
      this.#readSinceLoss.add(serial);
      this.want(serial);
      return;
    }
    const known = this.#context.outbox.terminals.readRecords(serial);
    if (!isRealtime || known === null) return;
    const told = info.records ?? 0;
    const mayHaveMissed = told === 0 ? isFresh && known > 0 : told !== known;
    if (mayHaveMissed || this.#isDueForQuiet(serial)) this.want(serial);
  }

  /** True once per interval, even where the mark stays behind, as that of a terminal with a slow clock does. */
  #isDueForQuiet(serial: Serial): boolean {
    const { registry, cloud } = this.#context;
    const mark = registry.reports.of(serial)?.completeThrough;
    if (mark === undefined) return false;
    const now = cloud.clock.now();
    const last = Math.max(epochOf(mark), this.#quietReadAt.get(serial) ?? Number.NEGATIVE_INFINITY);
    if (now - last <= quietMilliseconds) return false;
    this.#quietReadAt.set(serial, now);
    return true;
  }

  /** Call this when the outbox has room again: reads that it cut short, also for downloads, go on automatically. */
  resume(): void {
    for (const serial of this.#context.outbox.fullness.takePostponed()) this.want(serial);
  }

  /** Waits until no read is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#running.values()].map(({ finished }) => finished));
    await Promise.allSettled(this.#marking.values());
  }

  /**
   * Reports to the cloud that a log is complete up to a moment, as soon as the cloud has answered for all that waits of
   * it. The next read need not wait for that.
   */
  #markWhenStored(serial: Serial, readThrough: Instant): void {
    this.#marks.set(serial, readThrough);
    if (this.#marking.has(serial)) return;
    const marking = this.#mark(serial)
      .catch(() => undefined)
      .finally(() => this.#marking.delete(serial));
    this.#marking.set(serial, marking);
  }

  async #mark(serial: Serial): Promise<void> {
    const { sender, registry, timing } = this.#context;
    for (let mark = this.#marks.get(serial); mark !== undefined; mark = this.#marks.get(serial)) {
      // What was read up to here lies in the outbox by now, so an outbox without it has sent it.
      const ended = await sender.drained(serial, this.#signal);
      if (this.#marks.get(serial) === mark) this.#marks.delete(serial);
      if (ended === 'stored') registry.reports.noteComplete(serial, mark, timing.leastMarkSeconds);
    }
  }

  async #run(serial: Serial, read: RunningRead): Promise<void> {
    const { log } = this.#context;
    while (read.again && !this.#signal.aborted) {
      read.again = false;
      try {
        const request = { serial, taskId: null, mode: 'new' } as const;
        const result = await readLog(this.#context, request, this.#signal);
        const { read: records, accepted, readThrough, shortfall } = result;
        if (shortfall === null) this.#markWhenStored(serial, readThrough);
        log({
          level: accepted > 0 ? 'info' : 'debug',
          event: 'terminal.read',
          message: `Terminal ${serial}: ${accepted} new records of ${records}.`,
          facts: { serial, records, accepted },
        });
      } catch (error) {
        if (this.#signal.aborted) return;
        if (!isTerminalFault(error)) throw error;
        log({
          level: 'info',
          event: 'terminal.unread',
          message: `Terminal ${serial} was not read: ${error.message}`,
          facts: { serial, code: error.code },
        });
      }
    }
  }
}
