/** Puts corrections in the order in which HR has entered them: a later one decides. @module */

import type { Correction } from './correction.ts';

/** Corrections in order of entry, those of one moment by id; each id once. */
export function inOrderOfEntry(corrections: readonly Correction[]): readonly Correction[] {
  if (corrections.length < 2) return corrections;
  const unique = new Map(corrections.map((correction) => [correction.id, correction]));
  return [...unique.values()].sort((a, b) => {
    const order = Date.parse(a.enteredAt) - Date.parse(b.enteredAt);
    return order || (a.id < b.id ? -1 : 1);
  });
}
