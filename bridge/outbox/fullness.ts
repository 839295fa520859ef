/** Decides whether the outbox has room for more, and remembers which terminals were left unread for lack of it. @module */

import type { DatabaseSync } from 'node:sqlite';
import { InstantField } from '#shared/contract/fields.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { diskFullSentence, type FullDisk, isDiskFull, type Reserve } from './disk-space.ts';
import { readMeta, writeMeta } from './meta.ts';

const fullSince = 'full-since';
const fullOf = 'full-of';
/** The outbox counts as having room again below this share of its limit, so that the state does not flicker. */
const roomShare = 0.8;

/** What a full outbox has reached: the limit of its configuration, or the end of the disk. */
export type FullOf = 'limit' | 'disk';

/** What {@link Fullness} works with. */
export interface FullnessOptions {
  database: DatabaseSync;
  /** How many bytes may wait. */
  limitBytes: number;
  stateDir: string;
  reserve: Reserve;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Whether the outbox takes records. Kept in the database, so that `status` shows it from outside. */
export class Fullness {
  readonly #options: FullnessOptions;
  #full: { since: Instant; of: FullOf } | null;
  /** Bytes of what last did not fit. */
  #neededBytes = 0;
  readonly #listeners: ((full: boolean) => void)[] = [];
  /** Terminals whose logs could not be read to their end. */
  readonly #postponed = new Set<Serial>();

  constructor(options: FullnessOptions) {
    this.#options = options;
    this.#full = readFull(options.database);
  }

  /** How many bytes may wait. */
  get limitBytes(): number {
    return this.#options.limitBytes;
  }

  /** Whether reading is pointless, because the outbox could not keep what is read. */
  get isFull(): boolean {
    return this.#full !== null;
  }

  /** Since when nothing more is taken; `null` while there is room. */
  get fullSince(): Instant | null {
    return this.#full?.since ?? null;
  }

  /** The disk, while it is full; `null` while it has room, also when the limit is reached. */
  get disk(): FullDisk | null {
    return this.#full?.of === 'disk' ? this.#options.reserve.disk : null;
  }

  /** Calls a listener when the outbox becomes full, and when it has room again. */
  listen(listener: (full: boolean) => void): void {
    this.#listeners.push(listener);
  }

  /** Notes that a terminal's log was not read, or not to its end, because there was no room. */
  postpone(serial: Serial): void {
    this.#postponed.add(serial);
  }

  /** Returns the terminals to read now that there is room, each of them once. */
  takePostponed(): Serial[] {
    const serials = [...this.#postponed];
    this.#postponed.clear();
    return serials;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.isFull);
  }

  /** The fault that reports a full outbox. */
  fault(cause?: unknown): TerminalFault {
    const { limitBytes } = this;
    const { disk } = this;
    const facts = disk === null ? { limitBytes } : { limitBytes, disk: diskFullSentence(disk) };
    return new TerminalFault('outbox-full', facts, { cause });
  }

  /** What is broken when new bytes have come to those that wait, and are among them; `null` when nothing is. */
  brokenBy(newBytes: number, waitingBytes: number): FullOf | null {
    if (waitingBytes > this.limitBytes) {
      this.#neededBytes = newBytes;
      return 'limit';
    }
    return this.#options.reserve.allows(newBytes) ? null : 'disk';
  }

  /** Whether a write failed because the disk is full. */
  isDiskFull(error: unknown): boolean {
    return isDiskFull(error, this.#options.stateDir);
  }

  /** Notes that records did not fit, or that something could not be written. */
  noteFull(of: FullOf): void {
    const { database, reserve, now } = this.#options;
    if (of === 'disk') {
      reserve.release();
      // What lies in the log twice over leaves it, so that sending has the room.
      if (!database.isTransaction) this.#unlessFull(() => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    }
    if (this.#full?.of === of || this.#full?.of === 'disk') return;
    const wasFull = this.#full;
    this.#full = { since: wasFull?.since ?? instantFromEpoch(now()), of };
    this.#keep();
    if (wasFull === null || of === 'disk') this.#tell();
  }

  /** Notes how much waits, after something has left or some time has passed. */
  noteWaiting(waitingBytes: number): void {
    const { reserve } = this.#options;
    // Less room than for what did not fit would end in the next moment; an empty outbox has all the room that there is.
    const most = Math.max(0, Math.min(this.limitBytes * roomShare, this.limitBytes - this.#neededBytes));
    if (this.#full === null || waitingBytes > most) return;
    if (this.#full.of === 'disk' && !(reserve.mayBegin && reserve.hold())) return;
    this.#full = null;
    this.#neededBytes = 0;
    this.#keep();
    this.#tell();
  }

  /** Takes the reserve at a start, and notes when there is no room for it. */
  begin(): void {
    const { reserve } = this.#options;
    if (this.#full?.of === 'disk') {
      reserve.release();
      return;
    }
    if (!reserve.hold() || !reserve.allows(0)) this.noteFull('disk');
  }

  #keep(): void {
    const { database } = this.#options;
    this.#unlessFull(() => {
      writeMeta(database, fullSince, this.#full?.since ?? null);
      writeMeta(database, fullOf, this.#full?.of ?? null);
    });
  }

  /** On a full disk there may be no room for a note either; the state itself holds all the same. */
  #unlessFull(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!this.isDiskFull(error)) throw error;
    }
  }
}

/** Since when the outbox of a database is full, as an instant, and of what; `null` when it is not. */
export function readFull(database: DatabaseSync): { since: Instant; of: FullOf } | null {
  const since = readMeta(database, fullSince);
  if (since === null) return null;
  return { since: InstantField.parse(since), of: readMeta(database, fullOf) === 'disk' ? 'disk' : 'limit' };
}
