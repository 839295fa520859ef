/** Computes the identity by which the outbox recognises a record that it has accepted before. @module */

import { hash } from 'node:crypto';
import { isReadablePin } from '#shared/punch/pin.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { type LocalDate, parseWallTime } from '#shared/time/wall-time.ts';

const timeBytes = 6;
const hashBytes = 10;
const timeForm = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})/;

function timeNumber(time: string): number {
  const match = timeForm.exec(time);
  return match ? Number(match.slice(1).join('')) : 0;
}

/** Whether a record names a user and a moment, so that PIN, time and status tell it from every other. */
function isPunchLike(record: TerminalRecord): boolean {
  return record.raw === undefined && isReadablePin(record.pin) && parseWallTime(record.time) !== null;
}

/** The lower bound of the identities of all records of this day and later ones. */
export function dayBound(day: LocalDate): Buffer {
  const bound = Buffer.alloc(timeBytes);
  bound.writeUIntBE(timeNumber(`${day} 00:00:00`), 0, timeBytes);
  return bound;
}

/** The earliest identity of a log, gathered while it is read. */
export class LogSpan {
  #earliest: number | null = null;

  /** Call this with every record of the log. */
  note(records: readonly TerminalRecord[]): void {
    for (const { time } of records) {
      const number = timeNumber(time);
      if (this.#earliest === null || number < this.#earliest) this.#earliest = number;
    }
  }

  /** The lower bound of the log's identities; `null` when the log was empty, which proves nothing. */
  earliest(): Buffer | null {
    if (this.#earliest === null) return null;
    const identity = Buffer.alloc(timeBytes);
    identity.writeUIntBE(this.#earliest, 0, timeBytes);
    return identity;
  }
}

/** Blank records are told apart by their places in the log. */
function placeOf({ place }: TerminalRecord): number[] {
  return place === undefined ? [] : [place];
}

/**
 * The identity of a record within its terminal, 16 bytes: PIN, time and status of what can be a punch; of anything else
 * also the remaining fields, because two unreadable records are not the same just because both PINs are empty.
 *
 * The first 6 bytes are the record's time and the other 10 a part of SHA-256: a log is in the order of time, so its
 * identities are written next to each other, which keeps a large `seen` table fast. Only records of the same second
 * share their first bytes.
 */
export function recordIdentity(record: TerminalRecord): Buffer {
  const fields = isPunchLike(record)
    ? ['p', record.pin, record.time.replace('T', ' '), record.status]
    : [
        'r',
        record.pin,
        record.time,
        record.status,
        record.verify,
        record.workCode,
        record.raw ?? '',
        ...placeOf(record),
      ];
  const identity = Buffer.alloc(timeBytes + hashBytes);
  identity.writeUIntBE(timeNumber(record.time), 0, timeBytes);
  hash('sha256', JSON.stringify(fields), 'buffer').copy(identity, timeBytes, 0, hashBytes);
  return identity;
}
