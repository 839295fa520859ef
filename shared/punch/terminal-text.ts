/** Decodes the text fields that terminals store: ids, names in their code page, and versions. @module */

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/;

/** The bytes of a fixed-size text field up to its NUL. What stands behind it is left over from older values. */
export function cutAtNul(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

/** Text that identifies something, such as a user id. */
export interface IdentifierText {
  /** The text; bytes that are not UTF-8 appear as U+FFFD. */
  text: string;
  /** Whether it is UTF-8 without control characters, so that the text can be trusted to be the id. */
  clean: boolean;
}

/** Reads an id from a fixed-size field. */
export function identifierText(field: Uint8Array): IdentifierText {
  const bytes = cutAtNul(field);
  const text = utf8Lossy.decode(bytes);
  return { text, clean: !text.includes('\ufffd') && !controlCharacters.test(text) };
}

/**
 * Makes the decoder of people's names. Terminals write names in the code page of the language they are set to (pyzk
 * #250), newer ones in UTF-8.
 * @param encoding - a label of the Encoding Standard such as `gbk` or `windows-1256`; absent: UTF-8, and windows-1252
 *   for what is not UTF-8
 * @throws RangeError when the label is not known
 */
export function nameDecoder(encoding: string | undefined): (field: Uint8Array) => string {
  if (encoding !== undefined) {
    const decoder = new TextDecoder(encoding);
    return (field) => decoder.decode(cutAtNul(field));
  }
  return (field) => {
    const bytes = cutAtNul(field);
    // A name that fills its field may have been cut within a character.
    const longestCut = bytes.length === field.length ? 3 : 0;
    for (let cut = 0; cut <= longestCut; cut += 1) {
      try {
        return utf8.decode(bytes.subarray(0, bytes.length - cut));
      } catch {
        // Not UTF-8 with this end; the next shorter end or the fallback decides.
      }
    }
    return windows1252.decode(bytes);
  };
}

/** Text of the terminal itself (versions, option values): up to the NUL, without blanks around it. */
export function deviceText(bytes: Uint8Array): string {
  return utf8Lossy.decode(cutAtNul(bytes)).trim();
}
