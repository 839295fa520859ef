/** Starts dynalite, the DynamoDB emulator, in a process of its own. @module */

import { type ChildServer, startChild } from './child.ts';
import type { StoreKey } from './store-guard/store-key.ts';

/** Where dynalite keeps its items and where it listens. */
export interface DynaliteSettings {
  /** Folder for the items; absent: in memory. */
  path?: string;
  /** Port on 127.0.0.1; 0 lets the system choose. */
  port: number;
  /** Only requests that are signed with it are served. */
  key: StoreKey;
}

/**
 * Starts dynalite, which speaks DynamoDB's protocol, in a process of its own: every item keeps it busy, and it
 * would otherwise share one thread with the gateway and the functions.
 */
export function startDynalite(
  settings: DynaliteSettings,
  onLost: (reason: string) => void,
): Promise<ChildServer> {
  return startChild({
    name: 'dynalite',
    script: new URL('./dynalite-server.ts', import.meta.url),
    settings,
    onLost,
  });
}
