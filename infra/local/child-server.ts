/** A server in a child process reports its port to its parent, and stops when the parent lets go. @module */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a child process reports to its parent, once. */
export type ChildMessage = { port: number } | { error: string };

/** What runs in the child. */
export interface Served {
  port: number;
  stop(): Promise<void>;
}

/**
 * The life of a child process: start, report the port, stop when the parent lets go of the channel or dies.
 * Signals are the parent's business: Ctrl-C reaches the whole group, and the parent still needs its children to drain.
 */
export async function serveParent<S>(start: (settings: S) => Promise<Served>): Promise<void> {
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  const tell = (message: ChildMessage) => process.send?.(message);
  try {
    const served = await start(JSON.parse(process.argv[2] ?? '{}') as S);
    process.once('disconnect', () => {
      served.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
    tell({ port: served.port });
  } catch (error) {
    tell({ error: error instanceof Error ? error.message : String(error) });
    process.disconnect();
    process.exitCode = 1;
  }
}

/** Makes a server listen on loopback; port 0 lets the system choose. Resolves to the port. */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  // The SDK keeps idle connections for its next request, which must not meet a server that is about to close one.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
