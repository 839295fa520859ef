/** The child process that runs dynalite, the DynamoDB emulator. @module */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { listenOnLoopback, parentTime, serveParent } from './child-server.ts';
import type { DynaliteSettings } from './dynalite.ts';
import { takeHold } from './hold.ts';
import { guardServer } from './store-guard/guard.ts';

await serveParent<DynaliteSettings>(async ({ path, port, key }) => {
  if (path !== undefined) mkdirSync(path, { recursive: true });
  // A predecessor whose parent was killed may still be closing the store.
  const lock = path === undefined ? null : takeHold(`${path}.lock`, `process ${process.pid}`, 5_000);
  const store = path === undefined ? {} : { path: join(path, 'items') };
  const server = dynalite({ ...store, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  guardServer(server, { key, services: ['dynamodb'], now: parentTime });
  return {
    port: await listenOnLoopback(server, port),
    stop: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => {
          lock?.release();
          if (error) reject(error);
          else resolve();
        });
        server.closeIdleConnections();
      }),
  };
});
