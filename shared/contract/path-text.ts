/**
 * Writes texts into paths so that they arrive: API Gateway hands a path on percent-decoded and cuts it at a decoded `?`, so
 * that no `/`, `%`, `?` or `#` of an id survives in percent-encoding alone.
 * @module
 */

/** What stands for itself in a path, on every way to a function. */
const plainByte = /^[A-Za-z0-9._:-]$/;
/** Segments that clients and proxies take for a step in the folder tree. */
const step = /^\.{1,2}$/;
const escapes = /(?:~[0-9A-Fa-f]{2})+/g;

function escaped(byte: number): string {
  return `~${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/**
 * A text as one segment of a path: letters, digits and `. _ : -` as they are, each other byte of its UTF-8 as `~` and two
 * hexadecimal digits. It is percent-encoding with another sign, which nobody on the way undoes.
 * @example pathText('A/7') // 'A~2F7'
 */
export function pathText(text: string): string {
  const all = step.test(text);
  let segment = '';
  for (const byte of new TextEncoder().encode(text)) {
    const letter = String.fromCharCode(byte);
    segment += !all && plainByte.test(letter) ? letter : escaped(byte);
  }
  return segment;
}

/**
 * The text that a segment of a path stands for, percent-decoded as it arrives. What is no escape stands for itself, so that
 * an id without special characters may also be written as it is.
 */
export function textOfPath(segment: string): string {
  return segment.replace(escapes, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('~'), (digits) => Number.parseInt(digits, 16));
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return run;
    }
  });
}
