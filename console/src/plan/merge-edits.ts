/** Puts two edits of the same part of the plan together: what only one of them has changed stands as they have it. Pure functions. @module */

import { canonicalText } from '#shared/attendance/model/index.ts';

/** What became of two edits. */
export interface MergedEdits<T> {
  /** With the changes of both; where both have changed the same, mine. */
  value: T;
  /** Where both have changed the same, each to something else: paths of keys. */
  conflicts: string[][];
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalText(a) === canonicalText(b);
}

/** Lists are one value: their places mean nothing to another list. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: string[],
  conflicts: string[][],
): unknown {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) return theirs;
  if (!isRecord(base) || !isRecord(mine) || !isRecord(theirs)) {
    conflicts.push(path);
    return mine;
  }
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = merge(base[key], mine[key], theirs[key], [...path, key], conflicts);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** @param base - what both began with @param theirs - what is saved now */
export function mergeEdits<T>(base: T, mine: T, theirs: T): MergedEdits<T> {
  const conflicts: string[][] = [];
  // Each value of it is one of a `T` at the same place.
  const value = merge(base, mine, theirs, [], conflicts) as T;
  return { value, conflicts };
}
