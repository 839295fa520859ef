/** Starts fauxqs, the SQS and S3 emulator, in a process of its own. @module */

import { type ChildServer, startChild } from './child.ts';
import type { StoreKey } from './store-guard/store-key.ts';

/** Where fauxqs keeps messages and files, and where it listens. */
export interface FauxqsSettings {
  /** Folder for the messages (`queues/`) and the files (`files/`); absent: in memory. */
  path?: string;
  /** Port on 127.0.0.1; 0 lets the system choose. */
  port: number;
  /** Only requests and links that are signed with it are served. */
  key: StoreKey;
}

/**
 * Starts fauxqs, which speaks SQS's and S3's protocols, in a process of its own: it writes every message to disk before
 * it answers, and the gateway should not wait for a disk.
 */
export function startFauxqs(
  settings: FauxqsSettings,
  onLost: (reason: string) => void,
): Promise<ChildServer> {
  return startChild({
    name: 'fauxqs',
    script: new URL('./fauxqs-server.ts', import.meta.url),
    settings,
    onLost,
  });
}
