/** The child process that runs the embedded store, which keeps the tables. @module */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { listenOnLoopback, parentTime, serveParent } from './child-server.ts';
import { takeHold } from './hold.ts';
import { openStore, serveStore } from './store/index.ts';
import { guardServer } from './store-guard/guard.ts';
import type { TablesSettings } from './tables.ts';

await serveParent<TablesSettings>(async ({ path, port, key, late }) => {
  if (path !== undefined) mkdirSync(path, { recursive: true });
  // A predecessor whose parent was killed may still be closing the store.
  const lock = path === undefined ? null : takeHold(`${path}.lock`, `process ${process.pid}`, 5_000);
  const store = openStore({
    now: parentTime,
    ...(path === undefined ? {} : { file: join(path, 'store.sqlite') }),
    ...(late === undefined ? {} : { late }),
  });
  const server = serveStore(store);
  guardServer(server, { key, services: ['dynamodb'], now: parentTime });
  return {
    port: await listenOnLoopback(server, port),
    stop: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => {
          store.close();
          lock?.release();
          if (error) reject(error);
          else resolve();
        });
        server.closeIdleConnections();
      }),
  };
});
