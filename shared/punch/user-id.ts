/**
 * Says when two user ids are the same, and whether a PIN can be a user id. It has a type of its own, so that
 * neither a PIN of a terminal nor any other text can be taken for it; what a PIN has to do with a user is told by
 * `claims.ts` alone.
 * @module
 */

import type * as z from 'zod';
import { withoutLeadingZeros } from './leading-zeros.ts';

/** Id of a user as it was entered: 1 to 24 visible characters, leading zeros kept. */
export type UserId = string & z.$brand<'UserId'>;
/** Id of a user in the form in which ids are compared and stored as keys. */
export type CanonicalUserId = string & z.$brand<'UserId' | 'CanonicalUserId'>;

/** The texts that can be the id of a user: visible characters, and no `.` or `..`, which a path cannot name. */
export const userIdText = /^(?!\.{1,2}$)[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]{1,24}$/u;

/** Reads a user id, in composed form (NFC); `null` when the text cannot be one. */
export function parseUserId(text: string): UserId | null {
  const composed = text.normalize('NFC');
  return userIdText.test(composed) ? (composed as UserId) : null;
}

/** The form in which user ids are compared: `0701` and `701` are the same user. */
export function canonicalUserId(id: UserId): CanonicalUserId {
  return withoutLeadingZeros(id) as CanonicalUserId;
}

/** The user id that a text is. @throws RangeError when it cannot be one */
export function requireUserId(text: string): UserId {
  const userId = parseUserId(text);
  if (userId === null) throw new RangeError(`"${text}" is not a user id`);
  return userId;
}
