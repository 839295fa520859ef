/** A value that lives outside of components and tells them when it changes. @module */

import { useSyncExternalStore } from 'react';

/** A value with listeners. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  /** Calls the listener after each change. @returns stops listening */
  subscribe(listener: () => void): () => void;
}

/** Makes a store with its first value. */
export function makeStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a store, kept up to date. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
