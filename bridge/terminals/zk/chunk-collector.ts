/** Puts the answer to one bulk request together from the packets that arrive over TCP. @module */

import { replyCodes } from '#bridge/terminals/zk/commands.ts';
import type { Packet } from '#bridge/terminals/zk/packet.ts';
import type { WaitAtMost } from '#bridge/terminals/zk/pending-exchange.ts';

/** More than any terminal holds (a million records of 49 bytes), so an announcement above it is nonsense. */
export const largestDatasetBytes = 128 * 1024 * 1024;

/** How long the closing ACK_OK may lag behind the last byte; what was announced is there by then. */
export const closingLagMs = 1_000;

/** Why a try at a chunk failed. */
export type ChunkFailure =
  | { kind: 'damaged' }
  | { kind: 'length' }
  | { kind: 'refused'; code: number }
  /** Datagrams without an index, which nobody can put in order; asked for one by one they need none. */
  | { kind: 'unordered'; frameBytes: number };

/** How a try at a chunk ended. */
export type ChunkOutcome = { kind: 'complete'; bytes: Buffer } | ChunkFailure;

/** Puts the answer to one bulk request together, packet by packet. */
export interface Collector {
  /** Bytes that have arrived. */
  readonly gotBytes: number;
  /** Bytes that the terminal has announced, or that were asked for; 0 while neither is known. */
  readonly announcedBytes: number;
  /** Takes the next packet of the answer; `undefined` while more must come. */
  take(packet: Packet, waitAtMost: WaitAtMost<ChunkOutcome>): ChunkOutcome | undefined;
}

const wrongLength = { kind: 'length' } as const;

/**
 * The collector for TCP, where packets come in order: either one DATA packet, or PREPARE_DATA with the total, DATA packets
 * and a closing ACK_OK. The answer is complete when the announced bytes are there; the acknowledgement is waited for, so
 * that it does not meet the next request, but a terminal that leaves it out has sent everything all the same. Silence
 * while bytes are missing never means the end.
 */
export class ChunkCollector implements Collector {
  readonly #wantedBytes: number | undefined;
  #into: Buffer;
  #totalBytes: number | undefined;
  #gotBytes = 0;

  /**
   * @param into - where the bytes go
   * @param wantedBytes - the length that was asked for; `undefined` where the terminal alone knows it, in which case
   *   a larger buffer replaces `into` as the bytes arrive
   */
  constructor(into: Buffer, wantedBytes?: number) {
    this.#into = into;
    this.#wantedBytes = wantedBytes;
  }

  get gotBytes(): number {
    return this.#gotBytes;
  }

  get announcedBytes(): number {
    return this.#wantedBytes ?? this.#totalBytes ?? 0;
  }

  take(packet: Packet, waitAtMost: WaitAtMost<ChunkOutcome>): ChunkOutcome | undefined {
    if (!packet.intact) return { kind: 'damaged' };
    switch (packet.command) {
      case replyCodes.prepareData:
        return this.#prepare(packet.data);
      case replyCodes.data:
        return this.#data(packet.data, waitAtMost);
      case replyCodes.ok:
        return this.#totalBytes === this.#gotBytes ? this.#complete() : wrongLength;
      default:
        return { kind: 'refused', code: packet.command };
    }
  }

  #prepare(data: Buffer): ChunkOutcome | undefined {
    if (this.#totalBytes !== undefined || data.length < 4) return wrongLength;
    this.#totalBytes = data.readUInt32LE(0);
    const wrong =
      this.#wantedBytes === undefined
        ? this.#totalBytes > largestDatasetBytes
        : this.#totalBytes !== this.#wantedBytes;
    return wrong ? wrongLength : undefined;
  }

  #data(data: Buffer, waitAtMost: WaitAtMost<ChunkOutcome>): ChunkOutcome | undefined {
    const announced = this.#totalBytes ?? this.#wantedBytes;
    if (announced !== undefined && this.#gotBytes + data.length > announced) return wrongLength;
    this.#store(data);
    if (this.#totalBytes === undefined) {
      return announced === undefined || announced === this.#gotBytes ? this.#complete() : wrongLength;
    }
    if (this.#gotBytes === this.#totalBytes) waitAtMost(closingLagMs, this.#complete());
    return undefined;
  }

  #store(data: Buffer): void {
    const neededBytes = this.#gotBytes + data.length;
    if (neededBytes > this.#into.length) {
      // Grown by what has arrived, not by what was announced: a false announcement must not take memory.
      const larger = Buffer.allocUnsafe(Math.max(neededBytes, this.#into.length * 2));
      this.#into.copy(larger, 0, 0, this.#gotBytes);
      this.#into = larger;
    }
    data.copy(this.#into, this.#gotBytes);
    this.#gotBytes = neededBytes;
  }

  #complete(): ChunkOutcome {
    return { kind: 'complete', bytes: this.#into.subarray(0, this.#gotBytes) };
  }
}
