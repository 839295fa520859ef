/** Counts how many records of a log have been read, and how many there are. @module */

import type { TerminalRecord } from '#shared/punch/punch.ts';

/** Bytes before the first record of a bulk read. */
const prefixBytes = 4;

/** How far a read of a log is, in records. */
export interface ReadCounts {
  received: number;
  /** `null` while that is not known. */
  expected: number | null;
}

/**
 * Counts a log while it is read. How long it is follows from the bytes of the transfer, which cannot be wrong without
 * the transfer failing; the terminal's own count helps until the first records are there.
 */
export class ReadCounter {
  readonly #announced: number | null;
  #received = 0;
  #receivedBytes = 0;
  #expectedBytes = 0;

  /** @param announced - records according to the terminal; 0 and `null` mean that it does not say */
  constructor(announced: number | null) {
    this.#announced = announced === 0 ? null : announced;
  }

  /** Call this with the transfer's progress. */
  noteBytes(receivedBytes: number, expectedBytes: number): void {
    this.#receivedBytes = receivedBytes;
    this.#expectedBytes = expectedBytes;
  }

  /** Call this with each batch. */
  noteRecords(records: readonly TerminalRecord[]): void {
    this.#received += records.length;
  }

  /** The counts as of now. */
  counts(): ReadCounts {
    const payload = this.#receivedBytes - prefixBytes;
    if (this.#received === 0 || payload <= 0) return { received: this.#received, expected: this.#announced };
    // A chunk may end within a record: the bytes left over are fewer than one record, so rounding down gives its size.
    const recordBytes = Math.floor(payload / this.#received);
    return {
      received: this.#received,
      expected: Math.round((this.#expectedBytes - prefixBytes) / recordBytes),
    };
  }
}
