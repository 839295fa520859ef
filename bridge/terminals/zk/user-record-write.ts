/** Builds and changes the bytes of a user record, and explains why a value does not fit. @module */

import { type UserLayoutName, type UserRecordFields, userRecordLayouts } from '#shared/punch/user-record.ts';
import { type Phrase, phrase } from '#shared/reasons/index.ts';

/** A user to be written. What is absent stays as it is on the terminal. */
export interface UserToWrite {
  pin: string;
  /** Cut to the field: 24 bytes, 8 in the 28-byte layout. */
  name?: string;
  /** Decimal digits up to 4294967295; empty or `0` for no card. */
  card?: string;
  /** 0 to 7, as in `TerminalUser`. */
  privilege?: number;
}

const longestTextPin = 24;
const highestNumber = 0xffff_ffff;
/** New users join the terminal's first access group, as those do that are entered at its keypad. */
const firstGroup = 1;

/** Why a user id does not fit a layout; `undefined` when it does. */
export function pinProblem(pin: string, layout: UserLayoutName): Phrase | undefined {
  if (layout === 'user28') {
    const fits = /^\d+$/.test(pin) && Number(pin) > 0 && Number(pin) <= highestNumber;
    return fits ? undefined : phrase('user-refused.only-numbers', {});
  }
  const bytes = Buffer.byteLength(pin);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (bytes === 0 || /[\u0000-\u001f\u007f]/.test(pin)) return phrase('user-refused.no-text', {});
  return bytes <= longestTextPin
    ? undefined
    : phrase('user-refused.long-id', { bytes, most: longestTextPin });
}

/** A record for a user that the terminal does not have yet. The pin must fit the layout. */
export function newUserRecord(uid: number, pin: string, layout: UserLayoutName): Buffer {
  const fields: UserRecordFields = userRecordLayouts[layout];
  const record = Buffer.alloc(fields.bytes);
  record.writeUInt16LE(uid, fields.uid);
  record.writeUInt8(firstGroup, fields.group);
  if (typeof fields.pin === 'number') record.writeUInt32LE(Number(pin), fields.pin);
  else record.write(pin, fields.pin.at);
  return record;
}

/**
 * The record with the given fields changed and all other bytes as they were.
 * @returns the reason where a value does not fit
 */
export function changedUserRecord(
  before: Buffer,
  layout: UserLayoutName,
  { name, card, privilege }: UserToWrite,
  encodeCharacter: (character: string) => Uint8Array | undefined,
): Buffer | Phrase {
  const record = Buffer.from(before);
  const fields = userRecordLayouts[layout];
  if (name !== undefined) {
    const bytes = encodedName(name, fields.name.bytes, encodeCharacter);
    if (!Buffer.isBuffer(bytes)) return bytes;
    const field = record.subarray(fields.name.at, fields.name.at + fields.name.bytes);
    // What follows the NUL of an equal name is left alone: the record is then the same.
    if (!sameName(field, bytes)) field.fill(0).set(bytes);
  }
  if (card !== undefined) {
    const number = card === '' ? 0 : Number(card);
    if (!/^\d*$/.test(card) || number > highestNumber) return phrase('user-refused.card', {});
    record.writeUInt32LE(number, fields.card);
  }
  if (privilege !== undefined) {
    if (!Number.isInteger(privilege) || privilege < 0 || privilege > 7)
      return phrase('user-refused.privilege', {});
    const byte = (record.readUInt8(fields.privilege) & 0xf1) | (privilege << 1);
    record.writeUInt8(byte, fields.privilege);
  }
  return record;
}

function sameName(field: Buffer, bytes: Buffer): boolean {
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? field.length : end).equals(bytes);
}

function encodedName(
  name: string,
  limitBytes: number,
  encodeCharacter: (character: string) => Uint8Array | undefined,
): Buffer | Phrase {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (const character of name) {
    const encoded = character === '\0' ? undefined : encodeCharacter(character);
    if (encoded === undefined) return phrase('user-refused.name', {});
    if (bytes + encoded.length > limitBytes) break;
    parts.push(encoded);
    bytes += encoded.length;
  }
  return Buffer.concat(parts);
}
