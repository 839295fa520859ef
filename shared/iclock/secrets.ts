/** Removes passwords, templates and pictures from bytes before anything keeps them. @module */

import { bytesOfLatin1, latin1Of } from './lines.ts';

/** Fields whose values are passwords, templates or pictures, in both dialects; the name may have a prefix. */
const secretField = /((?:passw(?:or)?d|pwd|tmp|template|content)[ ]*=)[^\t\r\n]*/gi;
const pictureStart = '\u00ff\u00d8\u00ff';

/**
 * Bytes that may be kept raw: without the values of passwords and templates, and without pictures. Whatever nobody
 * understands goes through here before it is stored, because templates and photos can arrive unasked, in any table.
 */
export function withoutSecrets(bytes: Uint8Array): Uint8Array {
  const text = latin1Of(bytes);
  const picture = text.indexOf(pictureStart);
  const kept = (picture < 0 ? text : text.slice(0, picture)).replace(secretField, '$1');
  return kept.length === text.length ? bytes : bytesOfLatin1(kept);
}

/** Whether a body is a photo in the form of `ATTPHOTO`: some lines, a NUL, the picture. */
export function isPhoto(body: Uint8Array): boolean {
  const head = latin1Of(body.subarray(0, 1024)).split('\0', 1)[0] ?? '';
  return /^CMD=(upload|real)/im.test(head);
}
