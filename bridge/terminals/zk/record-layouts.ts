/**
 * The byte layouts in which terminals are known to keep attendance records. Field offsets are in bytes, numbers
 * little endian; sources and threads: pyzk, zk-protocol, zkteco4730-java.
 * @module
 */

/** How a layout names the person: by user id text, by user id number, or by the terminal's internal slot. */
export type PersonField = 'text' | 'number' | 'uid';

/** One layout of attendance records. */
export interface RecordLayout {
  /** `rec40`, `rec49`, `rec36`, `rec16`, `rec8a`, `rec8b`, or `rec40+n` for the 40-byte record with an unknown tail. */
  name: string;
  recordBytes: number;
  person: PersonField;
  /** Where the packed time lies (u32). */
  timeAt: number;
  /** Where the verify code lies (u8); in `rec8b` the flags that hold it. */
  verifyAt: number;
  /** Where the key lies (u8). */
  statusAt: number;
  /** Where the work code lies (u32), in the layouts that have one. */
  workCodeAt?: number;
}

/** The layouts that are known, in the order in which they are preferred where the content leaves a choice. */
export const recordLayouts = {
  rec40: {
    name: 'rec40',
    recordBytes: 40,
    person: 'text',
    timeAt: 27,
    verifyAt: 26,
    statusAt: 31,
    workCodeAt: 32,
  },
  rec49: {
    name: 'rec49',
    recordBytes: 49,
    person: 'text',
    timeAt: 27,
    verifyAt: 26,
    statusAt: 31,
    workCodeAt: 32,
  },
  rec16: {
    name: 'rec16',
    recordBytes: 16,
    person: 'number',
    timeAt: 4,
    verifyAt: 8,
    statusAt: 9,
    workCodeAt: 12,
  },
  rec8b: { name: 'rec8b', recordBytes: 8, person: 'uid', timeAt: 4, verifyAt: 2, statusAt: 3 },
  rec8a: { name: 'rec8a', recordBytes: 8, person: 'uid', timeAt: 3, verifyAt: 2, statusAt: 7 },
  rec36: {
    name: 'rec36',
    recordBytes: 36,
    person: 'text',
    timeAt: 27,
    verifyAt: 26,
    statusAt: 31,
    workCodeAt: 32,
  },
} as const satisfies Record<string, RecordLayout>;

/** Where the user id text lies in the layouts that have one, and its length. */
export const pinField = { at: 2, bytes: 24 } as const;

/** The 40-byte record followed by bytes whose meaning is not known (pyzk reads such firmware this way). */
export function layoutWithUnknownTail(recordBytes: number): RecordLayout {
  return { ...recordLayouts.rec40, name: `rec40+${recordBytes - 40}`, recordBytes };
}
