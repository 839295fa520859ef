/** Recognises the layout of user records and decodes them, without their passwords. @module */

import {
  plausibleUserShare,
  readUserRecord,
  type UserLayoutName,
  type UserRecord,
  uidOf,
  userIdBytes,
  userIdOf,
  userLayoutNames,
  userRecordLayouts,
} from '#shared/punch/user-record.ts';

/** Share of plausible users from which a layout is believed, and from which it overrules the terminal's count. */
const believableShare = 0.5;
const overrulingShare = 0.9;

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
export interface TerminalUser extends Omit<UserRecord, 'cleanPin'> {
  privilegeLabel: PrivilegeLabel;
  /** The user id's field in base64, when it was not clean text. */
  rawPin?: string;
}

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
  const fitting = userLayoutNames.filter((layout) => byteCount % userRecordLayouts[layout].bytes === 0);
  const shares = fitting.map((layout) => ({ layout, share: plausibleUserShare(sample, layout) }));
  const best = shares.sort((a, b) => b.share - a.share)[0];
  const counted = shares.find(
    ({ layout }) => userRecordLayouts[layout].bytes * (userCount ?? 0) === byteCount,
  );
  // The count may lie; it is believed unless the content speaks clearly against it.
  const overruled = (best?.share ?? 0) >= overrulingShare && (counted?.share ?? 0) < believableShare;
  if (counted !== undefined && !overruled) return counted.layout;
  return best !== undefined && best.share >= believableShare ? best.layout : undefined;
}

/**
 * Decodes user records.
 * @param bytes - whole records of the layout
 * @param decodeName - reads the name's field in the terminal's code page
 */
export function decodeUsers(
  bytes: Uint8Array,
  layout: UserLayoutName,
  decodeName: (field: Uint8Array) => string,
): TerminalUser[] {
  const size = userRecordLayouts[layout].bytes;
  const users: TerminalUser[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const record = bytes.subarray(at, at + size);
    const { cleanPin, ...user } = readUserRecord(record, layout, decodeName);
    users.push({
      ...user,
      privilegeLabel: privilegeLabels[user.privilege] ?? 'other',
      ...(cleanPin ? {} : { rawPin: Buffer.from(userIdBytes(record, layout)).toString('base64') }),
    });
  }
  return users;
}

/** Slot and user id of one user record. */
export function pinOfRecord(record: Uint8Array, layout: UserLayoutName): { uid: number; pin: string } {
  return { uid: uidOf(record), pin: userIdOf(record, layout).text };
}
