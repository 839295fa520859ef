const lineFeed = 10;
const carriageReturn = 13;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

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

/** The text of bytes; what is no UTF-8 appears as U+FFFD. */
export function readableTextOf(bytes: Uint8Array): string {
  return utf8Lossy.decode(bytes);
}

/** The UTF-8 bytes of a text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}
