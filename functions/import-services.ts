/** Opens what imports of files need: the bucket, its links, and the queue. @module */

import type { ImportServices } from './domain/punches/index.ts';
import { KnownUsers } from './domain/users/index.ts';
import { openUploads } from './files/file-link.ts';
import { openQueue } from './queue/send.ts';
import type { Runtime } from './runtime.ts';

/** Opens them, once, at cold start. @throws Error when the queue or the bucket is not configured */
export function openImports({ environment }: Runtime): ImportServices {
  const { importsQueueUrl, exportsBucket } = environment;
  if (importsQueueUrl === undefined || exportsBucket === undefined) {
    throw new Error('Imports need IMPORTS_QUEUE_URL and EXPORTS_BUCKET');
  }
  return {
    uploads: openUploads(),
    bucket: exportsBucket,
    sendToImports: openQueue(importsQueueUrl),
    known: new KnownUsers(),
  };
}
