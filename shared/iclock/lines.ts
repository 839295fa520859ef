/** Splits bodies into lines of bytes, and decodes texts that people entered at a terminal. @module */

const lineFeed = 10;
const carriageReturn = 13;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const gb18030 = new TextDecoder('gb18030');
const encoder = new TextEncoder();
/** Most bytes of a character that UTF-8 was cut in. */
const mostCutBytes = 3;
const charactersPerCall = 8192;

/** The lines of a body that are not empty: up to LF, a CR before it removed. Blanks and TABs are data and stay. */
export function* bodyLines(body: Uint8Array): Generator<Uint8Array, void, undefined> {
  let start = 0;
  while (start < body.length) {
    const found = body.indexOf(lineFeed, start);
    const end = found < 0 ? body.length : found;
    const withoutReturn = end > start && body[end - 1] === carriageReturn ? end - 1 : end;
    if (withoutReturn > start) yield body.subarray(start, withoutReturn);
    start = end + 1;
  }
}

/** How many lines {@link bodyLines} finds. */
export function countLines(body: Uint8Array): number {
  let count = 0;
  for (const _ of bodyLines(body)) count += 1;
  return count;
}

/** The text of bytes when they are UTF-8, else `undefined`. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    // Not UTF-8: the caller decides what it is then.
    return undefined;
  }
}

/** The text of bytes; those that are not UTF-8 appear as U+FFFD. */
export function readableTextOf(bytes: Uint8Array): string {
  return utf8Lossy.decode(bytes);
}

/** Each byte as the character of the same number: a text in which every byte can be looked for, and got back. */
export function latin1Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += charactersPerCall) {
    text += String.fromCharCode(...bytes.subarray(at, at + charactersPerCall));
  }
  return text;
}

/** The inverse of {@link latin1Of}. */
export function bytesOfLatin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * The text of a field that people have entered, by its bytes: UTF-8, also where a terminal has cut it in the middle of a
 * character; otherwise GB18030, which holds the GB2312 of terminals that are set to Chinese.
 * @param field - as {@link latin1Of} gives it
 * @returns empty when it is neither: no name is better than a garbled one
 */
export function enteredText(field: string): string {
  const bytes = bytesOfLatin1(field);
  const text = textOf(bytes) ?? cutTextOf(bytes) ?? gb18030.decode(bytes);
  return text.includes('\uFFFD') ? '' : text;
}

function cutTextOf(bytes: Uint8Array): string | undefined {
  for (let cut = 1; cut <= mostCutBytes; cut += 1) {
    const text = textOf(bytes.subarray(0, Math.max(0, bytes.length - cut)));
    if (text !== undefined && /[^\p{ASCII}]/u.test(text)) return text;
  }
  return undefined;
}

/** The UTF-8 bytes of a text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}
