/**
 * The form in which user ids are compared: an id that is all digits loses its leading zeros, because terminals of one
 * family send `0701` and others `701` for the same person. Anything else is compared as it is.
 */
export function canonicalUserId(id: string): string {
  return /^0\d*$/.test(id) ? id.replace(/^0+(?=\d)/, '') : id;
}

const unreadable = /[\p{C}\p{Z}\uFFFD]/u;
/** A path cannot name these: `.` and `..` are resolved before a request is sent. */
const dots = /^\.{1,2}$/;

/** Longest user id of any terminal in characters (protocol: 24 bytes of NUL-terminated text). */
export const longestUserId = 24;

/** Whether a PIN as sent can be the id of a user: 1 to 24 visible characters, and not one that no path can name. */
export function isReadablePin(pin: string): boolean {
  return pin.length >= 1 && pin.length <= longestUserId && !unreadable.test(pin) && !dots.test(pin);
}
