/** The child process that runs fauxqs, the SQS and S3 emulator, on loopback with its state on disk. @module */

import { join } from 'node:path';
import { type BuildAppOptions, buildApp } from 'fauxqs';
import { listenOnLoopback, parentTime, serveParent } from './child-server.ts';
import type { FauxqsSettings } from './fauxqs.ts';
import { takeHold } from './hold.ts';
import { guardServer } from './store-guard/guard.ts';

type Stores = NonNullable<BuildAppOptions['stores']>;

interface Queues {
  loadSqsAndSns(sqs: Stores['sqsStore'], sns: Stores['snsStore']): void;
  close(): void;
}

interface Files {
  loadS3(s3: Stores['s3Store']): void;
  close(): void;
}

interface Internals {
  SqsStore: new () => Stores['sqsStore'];
  SnsStore: new () => Stores['snsStore'];
  S3Store: new () => Stores['s3Store'];
  PersistenceManager: new (folder: string) => Queues;
  FileS3Persistence: new (folder: string) => Files;
}

/**
 * fauxqs can keep its state on disk, but only through `startFauxqs`, which listens on every interface. This file
 * therefore assembles fauxqs's parts with a server on loopback. Its version is pinned; the workaround goes once
 * `startFauxqs` accepts a host.
 */
async function internals(): Promise<Internals> {
  const root = import.meta.resolve('fauxqs');
  const files = [
    'sqs/sqsStore.js',
    'sns/snsStore.js',
    's3/s3Store.js',
    'persistence.js',
    's3/fileS3Persistence.js',
  ];
  const modules: unknown[] = await Promise.all(files.map((file) => import(new URL(file, root).href)));
  return Object.assign({}, ...modules) as Internals;
}

await serveParent<FauxqsSettings>(async ({ path, port, key }) => {
  const { SqsStore, SnsStore, S3Store, PersistenceManager, FileS3Persistence } = await internals();
  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // Without a host of its own it puts the caller's into the URLs of queues: 127.0.0.1 with the port.
  Object.assign(stores.sqsStore, { host: '' });
  let close = () => {};
  if (path !== undefined) {
    const lock = takeHold(join(path, 'queues.lock'), `process ${process.pid}`, 5_000);
    const queues = new PersistenceManager(join(path, 'queues'));
    const files = new FileS3Persistence(join(path, 'files'));
    // State is loaded before a store knows where it is kept: storing it again would cascade over its own rows.
    queues.loadSqsAndSns(stores.sqsStore, stores.snsStore);
    files.loadS3(stores.s3Store);
    for (const queue of stores.sqsStore.allQueues()) {
      // Nobody works on a message after a restart: what was in flight is due now. Before the queue knows its disk,
      // because fauxqs fails to write this change (it sets a column to NULL that must not be).
      for (const handle of [...queue.inflightMessages.keys()]) queue.changeVisibility(handle, 0);
      Object.assign(queue, { persistence: queues });
    }
    Object.assign(stores.sqsStore, { persistence: queues });
    Object.assign(stores.s3Store, { persistence: files });
    close = () => {
      queues.close();
      files.close();
      lock.release();
    };
  }
  const app = buildApp({ logger: false, stores });
  await app.ready();
  guardServer(app.server, { key, services: ['sqs', 's3'], now: parentTime });
  return {
    port: await listenOnLoopback(app.server, port),
    async stop() {
      await app.close();
      close();
    },
  };
});
