import { isReadablePin } from './user-id.ts';

/** One user of a USB file. Passwords and fingerprints are never read out of it. */
export interface UserFileRow {
  /** Place in the file, from 1. */
  record: number;
  /** The terminal's internal slot; not the user's identity. */
  uid: number;
  pin: string;
  /** Empty when none was entered. */
  name: string;
  /** 0 user, 1 enroller, 3 admin, 7 super admin. */
  privilege: number;
  /** Whether the terminal refuses this user. */
  disabled: boolean;
  /** Card number as decimal digits; absent when no card is assigned. */
  card?: string;
  /** Access group of the terminal, 0 for none. */
  group: number;
}

/** A record that is no user. Its bytes are not kept: they may hold a password. */
export interface UserFileProblem {
  /** Place in the file, from 1. */
  record: number;
  /** What is wrong, for people. */
  reason: string;
}

/** What a `user.dat` holds: every record is in one of the two lists. */
export interface UserFile {
  /** `null` when the file has no layout that is known; everything is then one problem. */
  layout: 'user72' | 'user28' | null;
  rows: UserFileRow[];
  problems: UserFileProblem[];
}

/** Where the fields of a record stand, in bytes (zk-protocol, pyzk; the same as over the network). */
interface Fields {
  bytes: number;
  name: [at: number, bytes: number];
  card: number;
  group: number;
  pin: [at: number, bytes: number] | 'number';
}

const layouts = {
  user72: { bytes: 72, name: [11, 24], card: 35, group: 39, pin: [48, 24] },
  user28: { bytes: 28, name: [8, 8], card: 16, group: 21, pin: 'number' },
} as const satisfies Record<string, Fields>;
type LayoutName = keyof typeof layouts;

const numberAt28 = 24;
const highestPrivilegeByte = 0x0f;
/** Below this share of sound records a layout is not believed. */
const believableShare = 0.5;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a `user.dat` that a terminal wrote to a USB stick: records of 72 bytes, or of 28 on old firmware, told apart by
 * what stands in them.
 * @param bytes - the whole file
 * @param encoding - code page of names, as a label of the Encoding Standard; absent: UTF-8, and windows-1252 for what is
 *   no UTF-8
 * @throws RangeError when the label is not known
 */
export function readUserFile(bytes: Uint8Array, encoding?: string): UserFile {
  const nameOf = nameReader(encoding);
  const layout = layoutOf(bytes);
  if (layout === null) {
    const reason = `not a user file: ${bytes.length} bytes are no users of 72 or 28 bytes`;
    return { layout, rows: [], problems: bytes.length === 0 ? [] : [{ record: 1, reason }] };
  }
  const fields: Fields = layouts[layout];
  const rows: UserFileRow[] = [];
  const problems: UserFileProblem[] = [];
  const whole = Math.floor(bytes.length / fields.bytes);
  for (let index = 0; index < whole; index += 1) {
    const record = bytes.subarray(index * fields.bytes, (index + 1) * fields.bytes);
    const row = readRow(record, fields, nameOf);
    if (typeof row === 'string') problems.push({ record: index + 1, reason: row });
    else rows.push({ record: index + 1, ...row });
  }
  const left = bytes.length - whole * fields.bytes;
  if (left > 0) problems.push({ record: whole + 1, reason: `the file ends within a user (${left} bytes)` });
  return { layout, rows, problems };
}

function layoutOf(bytes: Uint8Array): LayoutName | null {
  const ranked = (['user72', 'user28'] as const)
    .map((layout) => ({ layout, share: soundShare(bytes, layouts[layout]) }))
    .sort((a, b) => b.share - a.share);
  const [best] = ranked;
  return best !== undefined && best.share > believableShare ? best.layout : null;
}

function soundShare(bytes: Uint8Array, fields: Fields): number {
  const records = Math.floor(bytes.length / fields.bytes);
  let sound = 0;
  for (let at = 0; at + fields.bytes <= bytes.length; at += fields.bytes) {
    const record = bytes.subarray(at, at + fields.bytes);
    if (u16(record, 0) === 0 || (record[2] ?? 0) > highestPrivilegeByte) continue;
    if (fields.pin === 'number' && record[20] !== 0) continue;
    if (isReadablePin(pinOf(record, fields))) sound += 1;
  }
  return records === 0 ? 0 : sound / records;
}

function readRow(
  record: Uint8Array,
  fields: Fields,
  nameOf: (field: Uint8Array) => string,
): Omit<UserFileRow, 'record'> | string {
  const pin = pinOf(record, fields);
  if (pin === '') return 'no user id';
  if (!isReadablePin(pin)) return 'the user id is no text';
  const privilege = record[2] ?? 0;
  const card = u32(record, fields.card);
  return {
    uid: u16(record, 0),
    pin,
    name: nameOf(record.subarray(fields.name[0], fields.name[0] + fields.name[1])),
    privilege: (privilege >> 1) & 7,
    disabled: (privilege & 1) === 1,
    ...(card === 0 ? {} : { card: String(card) }),
    group: record[fields.group] ?? 0,
  };
}

function pinOf(record: Uint8Array, { pin }: Fields): string {
  if (pin === 'number') {
    const number = u32(record, numberAt28);
    return number === 0 ? '' : String(number);
  }
  return utf8.decode(cutAtNul(record.subarray(pin[0], pin[0] + pin[1])));
}

function nameReader(encoding: string | undefined): (field: Uint8Array) => string {
  const chosen = new TextDecoder(encoding ?? 'windows-1252');
  return (field) => {
    const bytes = cutAtNul(field);
    if (encoding !== undefined) return chosen.decode(bytes);
    // A name that fills its field may have been cut within a character of up to four bytes.
    const longestCut = bytes.length === field.length ? 3 : 0;
    for (let cut = 0; cut <= longestCut; cut += 1) {
      try {
        return strictUtf8.decode(bytes.subarray(0, bytes.length - cut));
      } catch {
        // Not UTF-8 with this end; the next shorter end or the code page decides.
      }
    }
    return chosen.decode(bytes);
  };
}

/** What stands behind the NUL is left over from older values. */
function cutAtNul(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) + u16(bytes, at + 2) * 0x1_0000;
}
