/** One line of the table of reasons: a sentence in English, and the kinds of the values in it. @module */

import type { KindName } from './kinds.ts';

/** A sentence with the names of its values in braces, and what kind each is of. */
export interface Entry<V extends Readonly<Record<string, KindName>> = Readonly<Record<string, KindName>>> {
  readonly template: string;
  readonly values: V;
}

/** Makes a line of the table. @param template - English, without a full stop, values as `{name}` */
export function entry<const V extends Readonly<Record<string, KindName>> = Record<never, never>>(
  template: string,
  values: V = {} as V,
): Entry<V> {
  return { template, values };
}
