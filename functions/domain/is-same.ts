/** Tells whether two stored values say the same. @module */

import { isDeepStrictEqual } from 'node:util';

const plainOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** Whether two values are the same once they are stored: a table gives fields in any order, and leaves out what is undefined. */
export function isSameStored(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(plainOf(one), plainOf(other));
}
