/** Decides whether the outbox has room for more, and remembers which terminals were left unread for lack of it. @module */

import type { DatabaseSync } from 'node:sqlite';
import { InstantField } from '#shared/contract/fields.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { TerminalFault } from '#shared/terminal-fault.ts';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { readMeta, writeMeta } from './meta.ts';

const fullSince = 'full-since';
/** The outbox counts as having room again below this share of its limit, so that the state does not flicker. */
const roomShare = 0.8;
/** SQLITE_FULL: the disk, or the quota, has no room. */
const diskFullCode = 13;

/** Whether the outbox takes records. Kept in the database, so that `status` shows it from outside. */
export class Fullness {
  readonly #database: DatabaseSync;
  /** How many bytes may wait. */
  readonly limitBytes: number;
  readonly #now: () => number;
  #fullSince: Instant | null;
  readonly #listeners: ((full: boolean) => void)[] = [];
  /** Terminals whose logs could not be read to their end. */
  readonly #postponed = new Set<Serial>();

  /** @param now - epoch milliseconds */
  constructor(database: DatabaseSync, limitBytes: number, now: () => number) {
    this.#database = database;
    this.limitBytes = limitBytes;
    this.#now = now;
    this.#fullSince = readFullSince(database);
  }

  /** Whether reading is pointless, because the outbox could not keep what is read. */
  get isFull(): boolean {
    return this.#fullSince !== null;
  }

  /** Since when nothing more is taken; `null` while there is room. */
  get fullSince(): Instant | null {
    return this.#fullSince;
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
    return new TerminalFault('outbox-full', { limitBytes: this.limitBytes }, { cause });
  }

  /** Whether this many bytes may wait. */
  allows(waitingBytes: number): boolean {
    return waitingBytes <= this.limitBytes;
  }

  /** Turns the failure of a write on a full disk into the fault; anything else stays as it is. */
  faultOf(error: unknown): unknown {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
    return code === diskFullCode ? this.fault(error) : error;
  }

  /** Notes that records did not fit. */
  noteFull(): void {
    if (this.isFull) return;
    this.#fullSince = instantFromEpoch(this.#now());
    try {
      writeMeta(this.#database, fullSince, this.#fullSince);
    } catch (error) {
      // On a full disk there is no room for this note either; the state itself holds all the same.
      if (this.faultOf(error) === error) throw error;
    }
    this.#tell();
  }

  /** Notes how much waits, after something has left. */
  noteWaiting(waitingBytes: number): void {
    if (!this.isFull || waitingBytes > this.limitBytes * roomShare) return;
    this.#fullSince = null;
    writeMeta(this.#database, fullSince, null);
    this.#tell();
  }
}

/** Since when the outbox of a database is full, as an instant; `null` when it is not. */
export function readFullSince(database: DatabaseSync): Instant | null {
  const text = readMeta(database, fullSince);
  return text === null ? null : InstantField.parse(text);
}
