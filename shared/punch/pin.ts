/**
 * A PIN: what a terminal knows a person by. It has a type of its own, so that it can never be taken for the id of a
 * user; who claims a PIN is told by `claims.ts` alone.
 */
import type * as z from 'zod';
import { withoutLeadingZeros } from './leading-zeros.ts';
import { userIdText } from './user-id.ts';

/**
 * PIN as a terminal sent it, with its leading zeros: a text that can be the id of a user. What a terminal sends stays
 * plain text until it has proved to be one.
 */
export type Pin = string & z.$brand<'Pin'>;
/** PIN in the form in which PINs are compared and stored as keys. */
export type CanonicalPin = string & z.$brand<'Pin' | 'CanonicalPin'>;

const unreadable = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\uFFFD]/u;
/** A path cannot name these: `.` and `..` are resolved before a request is sent. */
const dots = /^\.{1,2}$/;

/** Longest PIN of any terminal in characters (protocol: 24 bytes of NUL-terminated text). */
const longestPin = 24;

/** Whether a text can be a PIN at all, also one that its sender could not read. */
export function isPin(text: string): text is Pin {
  return userIdText.test(text);
}

/**
 * Whether the PIN of a record was read well: 1 to 24 visible characters, none of them in place of bytes that are no text,
 * and not a PIN that no path can name.
 */
export function isReadablePin(text: string): text is Pin {
  return text.length >= 1 && text.length <= longestPin && !unreadable.test(text) && !dots.test(text);
}

/** The form in which PINs are compared: terminals of one family send `0701` and others `701` for the same person. */
export function canonicalPinOf(pin: Pin): CanonicalPin {
  return withoutLeadingZeros(pin) as CanonicalPin;
}
