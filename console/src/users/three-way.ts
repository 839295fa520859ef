/** Compares an edit with what somebody else has saved meanwhile: what can be put together, and what has to be decided. @module */

/** A form's fields by name; `undefined` and an empty text both mean that there is none. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** A field that both have changed, each to something else. */
export interface Conflict {
  field: string;
  /** Before either edit. */
  base: string;
  mine: string;
  theirs: string;
}

/** What became of two edits of the same thing. */
export interface ThreeWay {
  /** Everything that is not in conflict, with the changes of both; of what is, my value. */
  merged: Record<string, string>;
  /** Fields that only they changed. */
  theirsOnly: string[];
  conflicts: Conflict[];
}

/**
 * Puts my edit and theirs together, field by field.
 * @param base - as I had read it
 * @param mine - as I want it
 * @param theirs - as it is now
 */
export function threeWay(base: Fields, mine: Fields, theirs: Fields): ThreeWay {
  const result: ThreeWay = { merged: {}, theirsOnly: [], conflicts: [] };
  for (const field of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const before = base[field] ?? '';
    const wanted = mine[field] ?? '';
    const now = theirs[field] ?? '';
    const isMine = wanted !== before;
    const isTheirs = now !== before;
    result.merged[field] = isMine ? wanted : now;
    if (isTheirs && !isMine) result.theirsOnly.push(field);
    if (isTheirs && isMine && wanted !== now) {
      result.conflicts.push({ field, base: before, mine: wanted, theirs: now });
    }
  }
  return result;
}

/** The fields in which two states differ. */
export function changedFields(before: Fields, after: Fields): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => (before[field] ?? '') !== (after[field] ?? ''),
  );
}
