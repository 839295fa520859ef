/** Verbs that the open screen offers in the palette. @module */

import { useEffect } from 'react';
import { makeStore, useStore } from './store.ts';

/** One verb. */
export interface Command {
  /** Unique among all commands that are offered at once. */
  id: string;
  title: string;
  /** The key that does the same, as shown: `D`. */
  keys?: string | undefined;
  run(): void;
}

const offered = makeStore<readonly (readonly Command[])[]>([]);

/** Offers verbs while the component is shown. @param commands - memoised by the caller */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    offered.set([commands, ...offered.get()]);
    return () => offered.set(offered.get().filter((one) => one !== commands));
  }, [commands]);
}

/** The verbs that are offered now, those of the innermost component first. */
export function useOfferedCommands(): readonly Command[] {
  return useStore(offered).flat();
}
