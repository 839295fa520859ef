/** The serial number of a terminal: its identity, with a type of its own. */
import type * as z from 'zod';

/** Serial number of a terminal: 1 to 32 letters, digits or `: . _ -`. */
export type Serial = string & z.$brand<'Serial'>;

/** The texts that can be a serial number. */
export const serialText = /^[A-Za-z0-9:._-]{1,32}$/;

/** Reads a serial number; `null` when the text cannot be one. */
export function parseSerial(text: string): Serial | null {
  return serialText.test(text) ? (text as Serial) : null;
}

/** The serial number that a text is. @throws RangeError when it cannot be one */
export function requireSerial(text: string): Serial {
  const serial = parseSerial(text);
  if (serial === null) throw new RangeError(`"${text}" is not a serial number`);
  return serial;
}
