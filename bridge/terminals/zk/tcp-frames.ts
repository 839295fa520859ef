/** Cuts a TCP stream into the frames of the 4370 protocol, and names streams that are something else. @module */

import { type Packet, packetHeaderBytes, readPacket, writePacket } from '#bridge/terminals/zk/packet.ts';

/** Bytes of the TCP prefix: the magic 50 50 82 7D and the packet's length as u32 little endian. */
export const framePrefixBytes = 8;

/**
 * Longest packet that is believed. The longest one known from terminals is 65,536 bytes of data and a header; a terminal that
 * answers with its whole log in one packet stays below this, and room is taken only for bytes that have arrived.
 */
export const longestPacketBytes = 1 << 27;

/** Room for frames that arrive in pieces; what a longer one took is given back after it. */
const usualFrameBytes = 1 << 17;

const magicBytes = 4;
const plainMagic = 0x7d825050;
/** Magic of the encrypted frames of secure firmware: 50 50 83 7C. */
export const encryptedMagic = 0x7c835050;

const beginnings = [plainMagic, encryptedMagic, 0x01aa].map((magic) => {
  const bytes = Buffer.alloc(magicBytes);
  bytes.writeUInt32LE(magic);
  return bytes;
});

/** Why a byte stream is not (or no longer) the 4370 protocol. */
export type FramingProblem =
  | { kind: 'secure-firmware' }
  | { kind: 'access-panel' }
  | { kind: 'not-a-terminal'; firstBytes: string }
  | { kind: 'corrupt'; reason: string };

/** A packet behind its TCP prefix, ready to be written to a socket. */
export function encodeFrame(command: number, session: number, replyId: number, data: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(framePrefixBytes + packetHeaderBytes + data.length);
  frame.writeUInt32LE(plainMagic, 0);
  frame.writeUInt32LE(packetHeaderBytes + data.length, 4);
  writePacket(frame, framePrefixBytes, command, session, replyId, data);
  return frame;
}

/**
 * Puts packets together from a TCP stream, by length alone: a frame may be cut at any byte and several may arrive at
 * once (pyzk #150, node-zklib #23). Every complete frame of the bytes pushed is handed over at once.
 */
export class FrameReader {
  readonly #onPacket: (packet: Packet) => void;
  /** The start of a frame that is not complete yet, in the first `#heldBytes` bytes. */
  #held = Buffer.allocUnsafe(2048);
  #heldBytes = 0;
  #framesSeen = 0;
  #problem: FramingProblem | undefined;

  constructor(onPacket: (packet: Packet) => void) {
    this.#onPacket = onPacket;
  }

  /** Bytes of an incomplete frame that are waiting for the rest. */
  get pendingBytes(): number {
    return this.#heldBytes;
  }

  /**
   * Takes the next bytes of the stream; they may be reused by the caller afterwards.
   * @returns what is wrong with the stream, after which nothing more is read from it
   */
  push(bytes: Buffer): FramingProblem | undefined {
    let at = 0;
    while (this.#problem === undefined && at < bytes.length) {
      if (this.#heldBytes > 0) {
        at = this.#continueHeldFrame(bytes, at);
        continue;
      }
      const end = this.#frameEnd(bytes, at, bytes.length);
      if (end === undefined || end > bytes.length) {
        if (this.#problem === undefined) this.#hold(bytes, at, bytes.length);
        break;
      }
      this.#deliver(bytes, at, end);
      at = end;
    }
    return this.#problem;
  }

  #continueHeldFrame(bytes: Buffer, at: number): number {
    const wantedBytes =
      this.#heldBytes < framePrefixBytes
        ? framePrefixBytes
        : (this.#frameEnd(this.#held, 0, this.#heldBytes) ?? framePrefixBytes);
    const end = Math.min(bytes.length, at + wantedBytes - this.#heldBytes);
    this.#hold(bytes, at, end);
    const frameEnd = this.#frameEnd(this.#held, 0, this.#heldBytes);
    if (frameEnd !== undefined && frameEnd === this.#heldBytes) {
      this.#heldBytes = 0;
      const whole = this.#held;
      if (whole.length > usualFrameBytes) this.#held = Buffer.allocUnsafe(2048);
      this.#deliver(whole, 0, frameEnd);
    }
    return end;
  }

  #hold(bytes: Buffer, start: number, end: number): void {
    const neededBytes = this.#heldBytes + end - start;
    if (neededBytes > this.#held.length) {
      const larger = Buffer.allocUnsafe(Math.max(neededBytes, this.#held.length * 2));
      this.#held.copy(larger, 0, 0, this.#heldBytes);
      this.#held = larger;
    }
    bytes.copy(this.#held, this.#heldBytes, start, end);
    this.#heldBytes = neededBytes;
  }

  #deliver(bytes: Buffer, start: number, end: number): void {
    this.#framesSeen += 1;
    this.#onPacket(readPacket(bytes, start + framePrefixBytes, end));
  }

  /** Where the frame that begins at `start` ends; `undefined` while its prefix is incomplete or it is not a frame. */
  #frameEnd(bytes: Buffer, start: number, available: number): number | undefined {
    const known = available - start;
    if (known >= 2 && bytes[start] === 0xaa && bytes[start + 1] === 0x01) {
      this.#problem = { kind: 'access-panel' };
      return undefined;
    }
    if (!mayBeFrame(bytes, start, Math.min(known, magicBytes))) {
      this.#problem = this.#wrongMagic(bytes, start, available);
      return undefined;
    }
    if (known < framePrefixBytes) return undefined;
    const packetBytes = bytes.readUInt32LE(start + 4);
    if (packetBytes < packetHeaderBytes || packetBytes > longestPacketBytes) {
      this.#problem = { kind: 'corrupt', reason: `a frame announces ${packetBytes} bytes` };
      return undefined;
    }
    return start + framePrefixBytes + packetBytes;
  }

  #wrongMagic(bytes: Buffer, start: number, available: number): FramingProblem {
    if (available - start >= magicBytes && bytes.readUInt32LE(start) === encryptedMagic) {
      return { kind: 'secure-firmware' };
    }
    const firstBytes = bytes.toString('hex', start, Math.min(available, start + 8));
    if (this.#framesSeen === 0) return { kind: 'not-a-terminal', firstBytes };
    return {
      kind: 'corrupt',
      reason: `after ${this.#framesSeen} frames the stream goes on with ${firstBytes}`,
    };
  }
}

/** Whether these first bytes of something can still become one that is known by its beginning. */
function mayBeFrame(bytes: Buffer, start: number, known: number): boolean {
  if (known === magicBytes) return bytes.readUInt32LE(start) === plainMagic;
  const begun = bytes.subarray(start, start + known);
  return beginnings.some((beginning) => beginning.subarray(0, known).equals(begun));
}
