/** A user in a terminal's `user.dat`. The password is never read. */
export interface UserDatRow {
  /** Record in the file, from 1. */
  record: number;
  pin: string;
  /** Empty when none was entered. */
  name: string;
  /** 0 user, 2 enroller, 6 administrator, 14 super administrator; bit 0 is left out. */
  privilege: number;
  /** Card number in decimal digits; absent when none is assigned. */
  card?: string;
}

/** What a `user.dat` holds: every record is in one of the two lists. */
export interface UserDatFile {
  rows: UserDatRow[];
  problems: { record: number; reason: string }[];
}

const recordBytes = 72;
/** Places in a record: privilege (u8), name (24 bytes), card (u32), user id (24 bytes). */
const places = { privilege: 2, name: [11, 35], card: 35, pin: [48, 72] } as const;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const western = new TextDecoder('windows-1252');
const readablePin = /^[^\p{C}\p{Z}\uFFFD]{1,24}$/u;

/** What stands behind the NUL of a text field is left over from older values. */
function field(record: Uint8Array, [from, to]: readonly [number, number]): Uint8Array {
  const bytes = record.subarray(from, to);
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Older terminals write names in the code page of their language; this one never fails.
    return western.decode(bytes);
  }
}

/**
 * Reads a `user.dat` that a terminal wrote to a USB stick: records of 72 bytes, little endian.
 * @returns `undefined` when the length is no multiple of 72: the older form of 28 bytes, or no such file
 */
export function readUserDat(bytes: Uint8Array): UserDatFile | undefined {
  if (bytes.length === 0 || bytes.length % recordBytes !== 0) return undefined;
  const file: UserDatFile = { rows: [], problems: [] };
  for (let start = 0, record = 1; start < bytes.length; start += recordBytes, record += 1) {
    const part = bytes.subarray(start, start + recordBytes);
    const pin = textOf(field(part, places.pin));
    if (!readablePin.test(pin)) {
      file.problems.push({ record, reason: 'the user id is empty or not readable' });
      continue;
    }
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
    const card = view.getUint32(places.card, true);
    const name = textOf(field(part, places.name)).replace(/\p{Cc}/gu, '');
    const privilege = view.getUint8(places.privilege) & 0x0e;
    file.rows.push({ record, pin, name, privilege, ...(card === 0 ? {} : { card: String(card) }) });
  }
  return file;
}
