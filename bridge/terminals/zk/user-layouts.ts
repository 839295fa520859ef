import { cutAtNul, identifierText } from '#bridge/terminals/zk/text.ts';

/** Levels of a user in the terminal's menu, by (privilege byte >> 1) & 7. */
const privilegeLabels: Readonly<Record<number, PrivilegeLabel>> = {
  0: 'user',
  1: 'enroller',
  3: 'admin',
  7: 'super-admin',
};

/** What a privilege level is called; `other` for the levels that no source names. */
export type PrivilegeLabel = 'user' | 'enroller' | 'admin' | 'super-admin' | 'other';

/** A user as the terminal keeps it. The password is never read out of its bytes. */
export interface TerminalUser {
  /** The terminal's internal slot, 1 to 65535; not the user's identity. */
  uid: number;
  /** The user id that its punches carry. */
  pin: string;
  /** Empty when none was entered. */
  name: string;
  /** 0 to 7. */
  privilege: number;
  privilegeLabel: PrivilegeLabel;
  /** Whether the terminal refuses this user. */
  disabled: boolean;
  /** Card number as decimal digits; absent when no card is assigned. */
  card?: string;
  /** Access group of the terminal, 0 for none. */
  group: number;
  /** The user id's field in base64, when it was no clean text. */
  rawPin?: string;
}

/** How the user records are laid out: 72 bytes with text ids, 28 bytes with numeric ones. */
export type UserLayoutName = 'user72' | 'user28';

/** Bytes of a user record. */
export const userRecordBytes = { user72: 72, user28: 28 } as const satisfies Record<UserLayoutName, number>;

/**
 * Chooses the user layout by count and content, never by transport: both sizes divide every multiple of 504 bytes.
 * @param sample - the first user records, without the dataset's prefix
 * @param userCount - according to GET_FREE_SIZES; `null` or 0 when the terminal does not say
 * @param byteCount - bytes of all user records; by default `sample` is all of them
 * @returns `undefined` when neither layout explains the bytes
 */
export function detectUserLayout(
  sample: Buffer,
  userCount: number | null,
  byteCount = sample.length,
): UserLayoutName | undefined {
  const fitting = (['user72', 'user28'] as const).filter(
    (layout) => byteCount % userRecordBytes[layout] === 0,
  );
  if (userCount !== null && userCount > 0) {
    const counted = fitting.find((layout) => userRecordBytes[layout] * userCount === byteCount);
    if (counted !== undefined) return counted;
  }
  const shares = fitting.map((layout) => ({ layout, share: plausibleShare(sample, layout) }));
  const best = shares.sort((a, b) => b.share - a.share)[0];
  return best !== undefined && best.share >= 0.5 ? best.layout : undefined;
}

/**
 * Decodes user records.
 * @param bytes - whole records of the layout
 * @param decodeName - reads the name's field in the terminal's code page
 */
export function decodeUsers(
  bytes: Buffer,
  layout: UserLayoutName,
  decodeName: (field: Buffer) => string,
): TerminalUser[] {
  const size = userRecordBytes[layout];
  const users: TerminalUser[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const record = bytes.subarray(at, at + size);
    users.push(layout === 'user72' ? decodeUser72(record, decodeName) : decodeUser28(record, decodeName));
  }
  return users;
}

/** Slot and user id of one user record. */
export function pinOfRecord(record: Buffer, layout: UserLayoutName): { uid: number; pin: string } {
  const uid = record.readUInt16LE(0);
  if (layout === 'user28') return { uid, pin: String(record.readUInt32LE(24)) };
  return { uid, pin: identifierText(record.subarray(48, 72)).text };
}

function decodeUser72(record: Buffer, decodeName: (field: Buffer) => string): TerminalUser {
  const pinField = record.subarray(48, 72);
  const { text: pin, clean } = identifierText(pinField);
  return {
    uid: record.readUInt16LE(0),
    pin,
    name: decodeName(record.subarray(11, 35)),
    ...privilegeOf(record.readUInt8(2)),
    ...cardOf(record.readUInt32LE(35)),
    group: record.readUInt8(39),
    ...(clean ? {} : { rawPin: pinField.toString('base64') }),
  };
}

function decodeUser28(record: Buffer, decodeName: (field: Buffer) => string): TerminalUser {
  return {
    uid: record.readUInt16LE(0),
    pin: String(record.readUInt32LE(24)),
    name: decodeName(record.subarray(8, 16)),
    ...privilegeOf(record.readUInt8(2)),
    ...cardOf(record.readUInt32LE(16)),
    group: record.readUInt8(21),
  };
}

function privilegeOf(byte: number): Pick<TerminalUser, 'privilege' | 'privilegeLabel' | 'disabled'> {
  const privilege = (byte >> 1) & 7;
  return { privilege, privilegeLabel: privilegeLabels[privilege] ?? 'other', disabled: (byte & 1) === 1 };
}

function cardOf(number: number): { card?: string } {
  return number === 0 ? {} : { card: String(number) };
}

function plausibleShare(bytes: Buffer, layout: UserLayoutName): number {
  const size = userRecordBytes[layout];
  const records = Math.floor(bytes.length / size);
  let passed = 0;
  for (let at = 0; at + size <= bytes.length; at += size) {
    if (isPlausible(bytes.subarray(at, at + size), layout)) passed += 1;
  }
  return records === 0 ? 0 : passed / records;
}

function isPlausible(record: Buffer, layout: UserLayoutName): boolean {
  if (record.readUInt16LE(0) === 0 || record.readUInt8(2) > 0x0f) return false;
  if (layout === 'user28') return record.readUInt8(20) === 0 && record.readUInt32LE(24) !== 0;
  const pinField = record.subarray(48, 72);
  return cutAtNul(pinField).length > 0 && identifierText(pinField).clean;
}
