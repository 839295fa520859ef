/** Encodes people's names in a terminal's code page. @module */

import { TextDecoder, TextEncoder } from 'node:util';

const utf8 = new TextEncoder();

/**
 * Makes the encoder of people's names, the counterpart of the name decoder.
 * @param encoding - a label of the Encoding Standard with one or two bytes per character, such as `gbk`; absent: UTF-8
 * @returns a function from a character to its bytes; `undefined` when the code page does not have it
 */
export function characterEncoder(
  encoding: string | undefined,
): (character: string) => Uint8Array | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true });
  if (decoder.encoding === 'utf-8') return (character) => utf8.encode(character);
  let table: ReadonlyMap<string, Uint8Array> | undefined;
  return (character) => {
    table ??= tableOf(decoder);
    return table.get(character);
  };
}

/** Every character of one or two bytes; the platform decodes code pages but does not encode them. */
function tableOf(decoder: TextDecoder): ReadonlyMap<string, Uint8Array> {
  const table = new Map<string, Uint8Array>();
  const add = (bytes: Uint8Array): boolean => {
    try {
      const character = decoder.decode(bytes);
      if ([...character].length !== 1) return false;
      if (!table.has(character)) table.set(character, bytes);
      return true;
    } catch {
      // No character of this code page.
      return false;
    }
  };
  const leads = Array.from({ length: 255 }, (_, byte) => byte + 1).filter(
    (byte) => !add(Uint8Array.of(byte)),
  );
  for (const lead of leads) {
    for (let trail = 0x30; trail <= 0xff; trail += 1) add(Uint8Array.of(lead, trail));
  }
  return table;
}
