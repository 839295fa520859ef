/** Makes the random and damaged input of the fuzzer, repeatable by its seed. @module */

import { seededNumbers } from '#bridge/simulator/seeded-numbers.ts';

/** Values at which parsers go wrong. */
const edges = [0, 1, 2, 7, 8, 40, 49, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff] as const;

/** Random input that a seed repeats. */
export class FuzzSource {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededNumbers(seed);
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  /** True with the given probability, 0 to 1. */
  chance(share: number): boolean {
    return this.#next() < share;
  }

  /** One of a list. */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  /** Random bytes, up to the given number. */
  bytes(most: number): Buffer {
    return this.exactly(this.below(most + 1));
  }

  /** Exactly the given number of random bytes. */
  exactly(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length; at += 1) bytes[at] = this.below(256);
    return bytes;
  }

  /** The bytes with one to four things wrong: bits, edge values, pieces lost, doubled or foreign. */
  mutated(original: Buffer): Buffer {
    let bytes: Buffer = Buffer.from(original);
    for (let count = 1 + this.below(4); count > 0; count -= 1) bytes = this.#damaged(bytes);
    return bytes;
  }

  /** The bytes with exactly one bit flipped, at or after a position. */
  withOneBitTurned(original: Buffer, from = 0): Buffer {
    const bytes = Buffer.from(original);
    const at = from + this.below(bytes.length - from);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << this.below(8)), at);
    return bytes;
  }

  /** The bytes in pieces. */
  cut(bytes: Buffer): Buffer[] {
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length; ) {
      const end = Math.min(bytes.length, at + 1 + this.below(this.pick([4, 40, 400])));
      pieces.push(bytes.subarray(at, end));
      at = end;
    }
    return pieces;
  }

  #damaged(bytes: Buffer): Buffer {
    const at = this.below(bytes.length + 1);
    const end = Math.min(bytes.length, at + this.below(24));
    switch (this.below(6)) {
      case 0:
        return bytes.length === 0 ? bytes : this.withOneBitTurned(bytes);
      case 1:
        if (at + 4 <= bytes.length) bytes.writeUInt32LE(this.pick(edges), at);
        return bytes;
      case 2:
        if (at < bytes.length) bytes.writeUInt8(this.pick(edges) & 0xff, at);
        return bytes;
      case 3:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
      case 4:
        return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
      default:
        return Buffer.concat([bytes.subarray(0, at), this.bytes(12), bytes.subarray(at)]);
    }
  }
}

/** Throws when something that must hold does not; the runner adds the seed and the input's number. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
