/** Starts the embedded store, which keeps the tables, in a process of its own. @module */

import { type ChildServer, startChild } from './child.ts';
import type { Lateness } from './store/index.ts';
import type { StoreKey } from './store-guard/store-key.ts';

/** Where the tables are kept and where their store listens. */
export interface TablesSettings {
  /** Folder for the items; absent: in memory. */
  path?: string;
  /** Port on 127.0.0.1; 0 lets the system choose. */
  port: number;
  /** Only requests that are signed with it are served. */
  key: StoreKey;
  /** Has indexes lag behind, in tests; in memory only. */
  late?: Lateness;
}

/**
 * Starts the embedded store, which speaks DynamoDB's protocol, in a process of its own: every item keeps it busy, and
 * it would otherwise share one thread with the gateway and the functions.
 */
export function startTables(
  settings: TablesSettings,
  onLost: (reason: string) => void,
): Promise<ChildServer> {
  return startChild({
    name: 'the store of the tables',
    script: new URL('./tables-server.ts', import.meta.url),
    settings,
    onLost,
  });
}
