/** Reads the binary user records of terminals in both layouts, never their passwords. @module */

import { cutAtNul, identifierText } from './terminal-text.ts';

/** Where a text field stands in a record, in bytes. */
interface TextField {
  at: number;
  bytes: number;
}

/** Where the fields of a user record stand, in bytes; numbers are little endian. */
export interface UserRecordFields {
  /** Length of the record. */
  bytes: number;
  /** u16, the terminal's internal slot. */
  uid: number;
  /** u8: bit 0 disabled, bits 1 to 3 the level. */
  privilege: number;
  name: TextField;
  /** u32. */
  card: number;
  /** u8. */
  group: number;
  /** The user id: a text field, or the place of a u32. */
  pin: TextField | number;
  /** A byte that is always 0, where the layout has one. */
  zero?: number;
}

/**
 * The layouts in which terminals keep users, over the network and on a USB stick alike: 72 bytes with text ids, 28 bytes
 * with numeric ones (zk-protocol, pyzk; both seen on the wire). The password's field is not named: nobody reads it.
 */
export const userRecordLayouts = {
  user72: {
    bytes: 72,
    uid: 0,
    privilege: 2,
    name: { at: 11, bytes: 24 },
    card: 35,
    group: 39,
    pin: { at: 48, bytes: 24 },
  },
  user28: {
    bytes: 28,
    uid: 0,
    privilege: 2,
    name: { at: 8, bytes: 8 },
    card: 16,
    zero: 20,
    group: 21,
    pin: 24,
  },
} as const satisfies Record<string, UserRecordFields>;

/** A user layout by name. */
export type UserLayoutName = keyof typeof userRecordLayouts;

/** Every user layout, in the order in which they are preferred where the content leaves a choice. */
export const userLayoutNames = ['user72', 'user28'] as const satisfies UserLayoutName[];

const highestPrivilegeByte = 0x0f;

/** What a user record says. Its password is never read. */
export interface UserRecord {
  /** The terminal's internal slot, 1 to 65535; not the user's identity. */
  uid: number;
  pin: string;
  /** Whether the user id is clean text (or a number). */
  cleanPin: boolean;
  /** Empty when none was entered. */
  name: string;
  /** 0 user, 1 enroller, 3 admin, 7 super admin; others have no name. */
  privilege: number;
  /** Whether the terminal refuses this user. */
  disabled: boolean;
  /** Card number as decimal digits; absent when no card is assigned. */
  card?: string;
  /** Access group of the terminal, 0 for none. */
  group: number;
}

/**
 * Reads one user record.
 * @param record - exactly one record of the layout
 * @param nameOf - reads the name's field in the terminal's code page
 */
export function readUserRecord(
  record: Uint8Array,
  layout: UserLayoutName,
  nameOf: (field: Uint8Array) => string,
): UserRecord {
  const fields: UserRecordFields = userRecordLayouts[layout];
  const { text: pin, clean: cleanPin } = userIdOf(record, layout);
  const privilege = record[fields.privilege] ?? 0;
  const card = u32(record, fields.card);
  return {
    uid: uidOf(record),
    pin,
    cleanPin,
    name: nameOf(fieldOf(record, fields.name)),
    privilege: (privilege >> 1) & 7,
    disabled: (privilege & 1) === 1,
    ...(card === 0 ? {} : { card: String(card) }),
    group: record[fields.group] ?? 0,
  };
}

/** The slot of a user record of any layout. */
export function uidOf(record: Uint8Array): number {
  return u16(record, userRecordLayouts.user72.uid);
}

/** The user id of a record, and whether it is clean text. */
export function userIdOf(record: Uint8Array, layout: UserLayoutName): { text: string; clean: boolean } {
  const { pin }: UserRecordFields = userRecordLayouts[layout];
  if (typeof pin === 'number') return { text: String(u32(record, pin)), clean: true };
  return identifierText(fieldOf(record, pin));
}

/** The bytes of the user id's field, for an id that is not clean text. */
export function userIdBytes(record: Uint8Array, layout: UserLayoutName): Uint8Array {
  const { pin }: UserRecordFields = userRecordLayouts[layout];
  return typeof pin === 'number' ? record.subarray(pin, pin + 4) : fieldOf(record, pin);
}

/** Whether a record can be a user of the layout: it has a slot, a user id and a level that exists. */
function isPlausibleUser(record: Uint8Array, layout: UserLayoutName): boolean {
  const fields: UserRecordFields = userRecordLayouts[layout];
  if (uidOf(record) === 0 || (record[fields.privilege] ?? 0) > highestPrivilegeByte) return false;
  if (fields.zero !== undefined && record[fields.zero] !== 0) return false;
  if (typeof fields.pin === 'number') return u32(record, fields.pin) !== 0;
  return cutAtNul(fieldOf(record, fields.pin)).length > 0 && userIdOf(record, layout).clean;
}

/** Share of the records, 0 to 1, that are plausible under a layout; an incomplete one at the end is left out. */
export function plausibleUserShare(bytes: Uint8Array, layout: UserLayoutName): number {
  const size = userRecordLayouts[layout].bytes;
  const records = Math.floor(bytes.length / size);
  let plausible = 0;
  for (let at = 0; at + size <= bytes.length; at += size) {
    if (isPlausibleUser(bytes.subarray(at, at + size), layout)) plausible += 1;
  }
  return records === 0 ? 0 : plausible / records;
}

function fieldOf(record: Uint8Array, { at, bytes }: TextField): Uint8Array {
  return record.subarray(at, at + bytes);
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) + u16(bytes, at + 2) * 0x1_0000;
}
