/** Reads a `user.dat` that a terminal wrote to a USB stick, never its passwords. @module */

import { because, type Phrase, phrase, type Told } from '#shared/reasons/index.ts';
import { isReadablePin, type Pin } from './pin.ts';
import { nameDecoder } from './terminal-text.ts';
import {
  plausibleUserShare,
  readUserRecord,
  type UserLayoutName,
  type UserRecord,
  userLayoutNames,
  userRecordLayouts,
} from './user-record.ts';

/** One user of a USB file. Passwords and fingerprints are never read out of it. */
export interface UserFileRow extends Omit<UserRecord, 'cleanPin' | 'pin'> {
  pin: Pin;
  /** Place in the file, from 1. */
  record: number;
}

/** A record that is not a user. Its bytes are not kept: they may hold a password. */
export interface UserFileProblem {
  /** Place in the file, from 1. */
  record: number;
  /** What is wrong, for people. */
  reason: string;
  /** The same with a key and values. */
  told: Told;
}

/** What a `user.dat` holds: every record is in one of the two lists. */
export interface UserFile {
  /** `null` when the file has no layout that is known; everything is then one problem. */
  layout: UserLayoutName | null;
  rows: UserFileRow[];
  problems: UserFileProblem[];
}

/** Below this share of sound records a layout is not believed. */
const believableShare = 0.5;

/**
 * Reads a `user.dat` that a terminal wrote to a USB stick: records of 72 bytes, or of 28 on old firmware, told apart by
 * what stands in them.
 * @param bytes - the whole file
 * @param encoding - code page of names, as a label of the Encoding Standard; absent: UTF-8, and windows-1252 for what is
 *   not UTF-8
 * @throws RangeError when the label is not known
 */
export function readUserFile(bytes: Uint8Array, encoding?: string): UserFile {
  const nameOf = nameDecoder(encoding);
  const layout = layoutOf(bytes);
  if (layout === null) {
    const why = because(phrase('line.no-user-file', { bytes: bytes.length }));
    return { layout, rows: [], problems: bytes.length === 0 ? [] : [{ record: 1, ...why }] };
  }
  const size = userRecordLayouts[layout].bytes;
  const rows: UserFileRow[] = [];
  const problems: UserFileProblem[] = [];
  const whole = Math.floor(bytes.length / size);
  for (let index = 0; index < whole; index += 1) {
    const record = bytes.subarray(index * size, (index + 1) * size);
    const row = readRow(record, layout, nameOf);
    if ('key' in row) problems.push({ record: index + 1, ...because(row) });
    else rows.push({ record: index + 1, ...row });
  }
  const left = bytes.length - whole * size;
  if (left > 0) problems.push({ record: whole + 1, ...because(phrase('line.within-user', { bytes: left })) });
  return { layout, rows, problems };
}

function layoutOf(bytes: Uint8Array): UserLayoutName | null {
  const [best] = userLayoutNames
    .map((layout) => ({ layout, share: plausibleUserShare(bytes, layout) }))
    .sort((a, b) => b.share - a.share);
  return best !== undefined && best.share > believableShare ? best.layout : null;
}

function readRow(
  record: Uint8Array,
  layout: UserLayoutName,
  nameOf: (field: Uint8Array) => string,
): Omit<UserFileRow, 'record'> | Phrase {
  const { cleanPin: _, pin, ...row } = readUserRecord(record, layout, nameOf);
  if (pin === '' || (layout === 'user28' && pin === '0')) return phrase('line.no-user-id', {});
  return isReadablePin(pin) ? { pin, ...row } : phrase('line.user-id-no-text', {});
}
