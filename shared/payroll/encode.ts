/** Turns the text of a file into bytes of the encoding that a payroll program reads. @module */

/** Encodings of payroll files. The Windows ones are what "ANSI" means in the manuals of Windows programs. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'iso-8859-2',
  'iso-8859-15',
  'us-ascii',
] as const;
/** An encoding of a payroll file. */
export type Encoding = (typeof encodings)[number];

const questionMark = 0x3f;

/** Every character of an encoding of one byte, and its byte. */
function tableOf(encoding: Encoding): Map<string, number> {
  const most = encoding === 'us-ascii' ? 128 : 256;
  const bytes = Uint8Array.from({ length: most }, (_, byte) => byte);
  const characters = new TextDecoder(encoding).decode(bytes);
  return new Map([...characters].map((character, byte) => [character, byte]));
}

/** Whether an encoding is one of Unicode, which has every character. */
export function isUnicode(encoding: Encoding): boolean {
  return encoding === 'utf-8' || encoding === 'utf-16le';
}

/** Makes the encoder of an encoding. A question mark stands for each character that the encoding does not have. */
export function encoderOf(encoding: Encoding): (text: string) => Uint8Array<ArrayBuffer> {
  if (encoding === 'utf-8') {
    const encoder = new TextEncoder();
    return (text) => encoder.encode(text);
  }
  if (encoding === 'utf-16le') {
    return (text) =>
      Uint8Array.from({ length: text.length * 2 }, (_, at) => {
        const code = text.charCodeAt(at >> 1);
        return at % 2 === 0 ? code & 0xff : code >> 8;
      });
  }
  const table = tableOf(encoding);
  return (text) => Uint8Array.from(text, (character) => table.get(character) ?? questionMark);
}

/** Makes a function that names the characters of a text which an encoding does not have, each once. */
export function charactersMissingIn(encoding: Encoding): (text: string) => string[] {
  if (isUnicode(encoding)) return () => [];
  const table = tableOf(encoding);
  return (text) => [...new Set(Array.from(text).filter((character) => !table.has(character)))];
}
