/** Keeps what is typed until it is saved: over a reload, an ended session, a way to another page and back. @module */

import { useCallback, useState } from 'react';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Where a draft lies: every page keeps its own. */
export function draftName(path: string, key: string): string {
  return `rollcall.draft:${path}:${key}`;
}

/** The draft that was left, or undefined where there is none or it is of another shape than `initial`. */
export function readDraft<T>(store: Store, name: string, initial: T): T | undefined {
  const text = store.getItem(name);
  if (text === null) return undefined;
  try {
    const found: unknown = JSON.parse(text);
    return isLike(found, initial) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a draft. A store that is full keeps nothing: the form itself still has it. */
export function writeDraft(store: Store, name: string, value: unknown): void {
  try {
    store.setItem(name, JSON.stringify(value));
  } catch {
    store.removeItem(name);
  }
}

/** What is typed, how to change it, how to forget it, and whether it was there from before. */
export interface Draft<T> {
  value: T;
  set: (value: T) => void;
  /** Forgets it, and goes back to the initial value (or another). */
  discard: (to?: T) => void;
  isRestored: boolean;
}

/** A value that survives in the session storage of this page under `key`. It has to be JSON. */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const [name] = useState(() => draftName(location.pathname, key));
  const [draft, setDraft] = useState(() => {
    const found = readDraft(sessionStorage, name, initial);
    return { value: found ?? initial, isRestored: found !== undefined };
  });
  const set = useCallback(
    (value: T) => {
      writeDraft(sessionStorage, name, value);
      setDraft((before) => ({ ...before, value }));
    },
    [name],
  );
  const discard = useCallback(
    (to?: T) => {
      sessionStorage.removeItem(name);
      setDraft({ value: to ?? initial, isRestored: false });
    },
    [name, initial],
  );
  return { value: draft.value, set, discard, isRestored: draft.isRestored };
}

/** Whether something read has the fields of a pattern: another version may have left another form. */
function isLike<T>(found: unknown, pattern: T): found is T {
  if (pattern === null || found === null) return true;
  if (typeof found !== typeof pattern || Array.isArray(found) !== Array.isArray(pattern)) return false;
  if (typeof pattern !== 'object' || typeof found !== 'object' || Array.isArray(pattern)) return true;
  return Object.keys(pattern).every((key) => key in found);
}
