/** Says how large an archive is once it is unpacked, without trusting what it says of itself. @module */

import { inflateRawSync } from 'node:zlib';

const endSignature = 'PK\u0005\u0006';
const entrySignature = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const mostEntries = 2_000;

/** The bytes of one file when it is unpacked, or `most + 1` where it has more. */
function sizeOf(packed: Buffer, method: number, most: number): number {
  if (method === 0) return packed.length;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) }).length;
  } catch (error) {
    // Where it is not too large but damaged, whoever reads it will say so.
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? most + 1 : 0;
  }
}

/**
 * Whether all files of a ZIP archive together have at most `most` bytes when they are unpacked. Each is unpacked to count them,
 * up to that bound: what the archive says of their sizes may be wrong. What is no archive has none.
 */
export function fitsUnpacked(archive: Uint8Array, most: number): boolean {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = bytes.lastIndexOf(endSignature, undefined, 'latin1');
  if (end < 0 || end + endBytes > bytes.length) return true;
  const entries = bytes.readUInt16LE(end + 10);
  if (entries > mostEntries) return false;
  let at = bytes.readUInt32LE(end + 16);
  let left = most;
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + entryBytes > bytes.length || bytes.readUInt32LE(at) !== entrySignature) return true;
    const method = bytes.readUInt16LE(at + 10);
    const packedBytes = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    if (local + localBytes > bytes.length) return true;
    const start = local + localBytes + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    left -= sizeOf(bytes.subarray(start, start + packedBytes), method, left);
    if (left < 0) return false;
    at +=
      entryBytes + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return true;
}
