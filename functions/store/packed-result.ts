/** Packs the result of a day for its row, so that a row is stored, and copied to its index, as less than one kilobyte. @module */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { resultDictionary } from './result-dictionary.ts';

/** The first byte of a packed result: which dictionary it needs. */
const form = 1;
const dictionary = Buffer.from(resultDictionary, 'utf8');
// More effort would save a dozen bytes of a few hundred, and take half as long again.
const effort = { dictionary, level: 3 };

/** Packs a result. @param text - JSON */
export function packed(text: string): Uint8Array {
  return Buffer.concat([Buffer.of(form), deflateRawSync(text, effort)]);
}

/** The JSON text of a packed result; `undefined` for what is none, or is of a later form. */
export function unpacked(value: unknown): string | undefined {
  if (!(value instanceof Uint8Array) || value[0] !== form) return undefined;
  try {
    return inflateRawSync(value.subarray(1), { dictionary }).toString('utf8');
  } catch {
    return undefined;
  }
}
