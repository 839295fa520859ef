/**
 * Reads and writes the packets of the 4370 protocol, and their checksums. UDP carries it bare, TCP behind a length
 * prefix.
 * @module
 */

/** Bytes of the packet header. */
export const packetHeaderBytes = 8;

/** A packet that has arrived. */
export interface Packet {
  /** Command or reply code. */
  command: number;
  /** Session id; in DATA packets the frame's index, in events the event's code. Never validated. */
  session: number;
  /** The request's number, echoed by the terminal; 0 in events. */
  replyId: number;
  /** Valid only while the packet is being handled: the bytes behind it are reused. Copy what must stay. */
  data: Buffer;
  /** Whether the checksum matches the bytes. */
  intact: boolean;
}

/**
 * One's-complement sum (RFC 1071 style) of a byte range, as u16 words little endian, an odd last byte zero-extended.
 * @returns the sum folded to 0..0xFFFF, not inverted
 */
export function onesComplementSum(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  let at = start;
  const pairsEnd = start + ((end - start) & ~1);
  // A packet is far below 64 MiB, so the sum of its words stays an exact integer without folding on the way.
  for (; at < pairsEnd; at += 2) sum += (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  if (at < end) sum += bytes[at] ?? 0;
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return sum;
}

/**
 * Writes a packet.
 * @param into - receives header and data at `offset`; must have room for 8 + data.length bytes
 */
export function writePacket(
  into: Buffer,
  offset: number,
  command: number,
  session: number,
  replyId: number,
  data: Uint8Array,
): void {
  into.writeUInt16LE(command, offset);
  into.writeUInt16LE(0, offset + 2);
  into.writeUInt16LE(session, offset + 4);
  into.writeUInt16LE(replyId, offset + 6);
  into.set(data, offset + packetHeaderBytes);
  const end = offset + packetHeaderBytes + data.length;
  into.writeUInt16LE(~onesComplementSum(into, offset, end) & 0xffff, offset + 2);
}

/** A bare packet, as UDP carries it. */
export function encodePacket(command: number, session: number, replyId: number, data: Uint8Array): Buffer {
  const packet = Buffer.allocUnsafe(packetHeaderBytes + data.length);
  writePacket(packet, 0, command, session, replyId, data);
  return packet;
}

/**
 * Reads a packet without copying.
 * @param bytes - holds a whole packet from `start` to `end`, at least 8 bytes
 */
export function readPacket(bytes: Buffer, start: number, end: number): Packet {
  return {
    command: bytes.readUInt16LE(start),
    session: bytes.readUInt16LE(start + 4),
    replyId: bytes.readUInt16LE(start + 6),
    data: bytes.subarray(start + packetHeaderBytes, end),
    // With the checksum itself in the sum an intact packet gives all ones, which modulo 65535 is also zero.
    intact: onesComplementSum(bytes, start, end) % 0xffff === 0,
  };
}
