/** Asks each push terminal every night how many records it has, and requests those that never came. @module */

import type { QueuedCommand } from '#shared/iclock/command-queue.ts';
import type { PushCommand } from '#shared/iclock/commands.ts';
import {
  afterCommand,
  afterPoll,
  afterRows,
  beginReconciliation,
  beginWithoutCount,
  countCommand,
  isProven,
  isWithin,
  missingRecords,
  type Reconciliation,
  recordsCommand,
  takesRows,
  waitsForPolls,
} from '#shared/iclock/reconciliation.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { addDays, dayNumber } from '#shared/time/calendar.ts';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import { dateOf } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import type { PushEvent, PushSink } from './push-sink.ts';
import type { PushTerminalState } from './push-state.ts';

/** What the check of a bridge's push terminals works with. */
export interface NightlyCheckOptions {
  sink: PushSink;
  /** Epoch milliseconds of the true time. */
  now: () => number;
  log: (event: PushEvent) => void;
  zoneOf: (serial: Serial) => string;
  stateOf: (serial: Serial) => PushTerminalState;
  save: (serial: Serial, change: Partial<PushTerminalState>) => void;
  queue: (serial: Serial, command: PushCommand) => void;
}

/** From this hour on, local time, the days before are checked: by then the terminals have sent what they had. */
const checkFromHour = 2;

/** Asks each push terminal every night whether it has records that never came; see {@link Reconciliation}. */
export class NightlyCheck {
  readonly #options: NightlyCheckOptions;

  constructor(options: NightlyCheckOptions) {
    this.#options = options;
  }

  /** Notes that the terminal has asked for commands. */
  notePoll(serial: Serial): void {
    if (this.#options.sink.knownBetween === undefined) return;
    this.#beginWhenDue(serial);
    const { reconciliation } = this.#options.stateOf(serial);
    if (reconciliation === undefined || !waitsForPolls(reconciliation)) return;
    const next = afterPoll(reconciliation, this.#knownOf(serial, reconciliation));
    if (next === reconciliation) return;
    this.#save(serial, next);
    if (next.state === 'short') this.#tellGap(serial, next);
  }

  /** Notes that rows of the terminal have come. */
  noteRows(serial: Serial, records: readonly TerminalRecord[]): void {
    const { reconciliation } = this.#options.stateOf(serial);
    if (reconciliation === undefined || !takesRows(reconciliation)) return;
    const rows = records.filter(({ time }) => isWithin(reconciliation, time)).length;
    if (rows > 0) this.#save(serial, afterRows(reconciliation, rows));
  }

  /**
   * Notes that the terminal has answered a command, or that the bridge has given up waiting for the answer.
   * @param counted - the count that it answered, if it did
   */
  noteAnswer(serial: Serial, { command }: QueuedCommand, counted: number | undefined): void {
    const { reconciliation } = this.#options.stateOf(serial);
    if (reconciliation === undefined) return;
    const next = afterCommand(reconciliation, command, counted, this.#knownOf(serial, reconciliation));
    if (next === reconciliation) return;
    this.#save(serial, next);
    if (reconciliation.state === 'counting' && next.state === 'querying') {
      this.#options.queue(serial, recordsCommand(next));
    }
  }

  /** Asks once a day, at the first poll after two o'clock, how many records the terminal has of the days before. */
  #beginWhenDue(serial: Serial): void {
    const { now, zoneOf, stateOf, queue } = this.#options;
    const { reconciliation, dialect } = stateOf(serial);
    const wall = wallTimeOf(zoneNamed(zoneOf(serial)).toWall(Math.floor(now() / 1000)));
    const yesterday = addDays(dateOf(wall), -1);
    if (Number(wall.slice(11, 13)) < checkFromHour || reconciliation?.through === yesterday) return;
    if (dialect === 'acc') {
      this.#save(serial, beginWithoutCount(yesterday, reconciliation));
      return;
    }
    const check = beginReconciliation(yesterday, reconciliation);
    this.#save(serial, check);
    queue(serial, countCommand(check));
  }

  #knownOf(serial: Serial, { from, through }: Reconciliation): number {
    return this.#options.sink.knownBetween?.(serial, from, through) ?? 0;
  }

  /** Stores how far a check has got, and up to when the log is proven whole. */
  #save(serial: Serial, reconciliation: Reconciliation): void {
    const { save, stateOf, zoneOf } = this.#options;
    if (!isProven(reconciliation)) {
      save(serial, { reconciliation });
      return;
    }
    const end = zoneNamed(zoneOf(serial)).startOfDay(dayNumber(reconciliation.through) + 1) * 1000;
    save(serial, { reconciliation, provenThrough: Math.max(stateOf(serial).provenThrough ?? 0, end) });
  }

  #tellGap(serial: Serial, reconciliation: Reconciliation): void {
    const { from, through, counted = 0 } = reconciliation;
    const missing = missingRecords(reconciliation);
    this.#options.log({
      level: 'warn',
      event: 'push.gap',
      message: `Terminal ${serial} counts ${counted} records from ${from} through ${through}, but ${missing} of them never arrived.`,
      facts: { serial, from, through, counted, missing },
    });
  }
}
