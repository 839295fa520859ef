/** Reads a terminal's record and user counts and its capacities from its answer to GET_FREE_SIZES. @module */

/** What a terminal reports about its memory. A field that it does not report is absent: unknown, not zero. */
export interface FreeSizes {
  users?: number;
  fingerprints?: number;
  records?: number;
  admins?: number;
  faces?: number;
  userCapacity?: number;
  fingerprintCapacity?: number;
  recordCapacity?: number;
  faceCapacity?: number;
}

/** Byte offsets of the u32 fields in the answer to GET_FREE_SIZES; answers of 80, 92, 112 and 4 bytes are known. */
const offsets = {
  users: 16,
  fingerprints: 24,
  records: 32,
  admins: 48,
  fingerprintCapacity: 56,
  userCapacity: 60,
  recordCapacity: 64,
  faces: 80,
  faceCapacity: 88,
} as const satisfies Record<keyof FreeSizes, number>;

/** Reads the answer to GET_FREE_SIZES, taking only the fields that fit in it. */
export function readFreeSizes(data: Buffer): FreeSizes {
  return Object.fromEntries(
    Object.entries(offsets)
      .filter(([, offset]) => offset + 4 <= data.length)
      .map(([name, offset]) => [name, data.readUInt32LE(offset)]),
  );
}
