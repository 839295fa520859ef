/** What somebody has changed in a form, beside what has been saved meanwhile. Pure functions, so that nothing typed is lost. @module */

import { same } from './same.ts';

/** One changed field: what stood there when it was first touched, and what is to stand there. */
export interface Edit<V> {
  readonly from: V;
  readonly to: V;
}

/** The changed fields of a form. JSON, because a draft of it is kept. */
export type Edits<T> = { readonly [K in keyof T]?: Edit<T[K]> | undefined };

function keysOf<T extends object>(edits: Edits<T>, saved: T): (keyof T)[] {
  // A draft may be of an earlier version of the page: what the form does not have any more is left alone.
  return (Object.keys(saved) as (keyof T)[]).filter((key) => edits[key] !== undefined);
}

/** What the form shows: what is saved now, and on top of it what was changed here. */
export function shownOf<T extends object>(saved: T, edits: Edits<T>): T {
  const shown = { ...saved };
  for (const key of keysOf(edits, saved)) {
    const edit = edits[key];
    if (edit) shown[key] = edit.to;
  }
  return shown;
}

/** The changes after another one; what is as saved again is no change. */
export function withChange<T extends object>(saved: T, edits: Edits<T>, change: Partial<T>): Edits<T> {
  const next: { [K in keyof T]?: Edit<T[K]> | undefined } = { ...edits };
  for (const key of Object.keys(change) as (keyof T)[]) {
    const to = change[key] as T[keyof T];
    if (same(to, saved[key])) delete next[key];
    else next[key] = { from: (edits[key] ?? { from: saved[key] }).from, to };
  }
  return next;
}

/** The fields that differ from what is saved. */
export function changedKeys<T extends object>(saved: T, edits: Edits<T>): (keyof T)[] {
  return keysOf(edits, saved).filter((key) => !same(edits[key]?.to, saved[key]));
}

/** The fields that somebody else has saved differently since they were touched here. */
export function conflictsOf<T extends object>(saved: T, edits: Edits<T>): (keyof T)[] {
  return changedKeys(saved, edits).filter((key) => !same(edits[key]?.from, saved[key]));
}

/** The changes after the reader has decided to keep a field as typed, knowing what has been saved. */
export function keepMine<T extends object>(saved: T, edits: Edits<T>, key: keyof T): Edits<T> {
  const edit = edits[key];
  return edit ? { ...edits, [key]: { from: saved[key], to: edit.to } } : edits;
}

/** The changes without those of a field: what has been saved stands. */
export function takeTheirs<T extends object>(edits: Edits<T>, key: keyof T): Edits<T> {
  const { [key]: _, ...rest } = edits;
  return rest as Edits<T>;
}
