/** The API starts CSV exports, and gives a short-lived file link once an export is finished. @module */

import type { exportFiles } from '#shared/contract/exports.ts';
import { describeExport, requireExport, startExport } from '../domain/exports/index.ts';
import { fileLinks } from '../files/file-link.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import { openQueue } from '../queue/send.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of exports. @throws Error at cold start when the queue or the bucket is not configured */
export function exportHandlers(runtime: Runtime): Handlers<typeof exportFiles> {
  const { exportsQueueUrl, exportsBucket } = runtime.environment;
  if (exportsQueueUrl === undefined || exportsBucket === undefined) {
    throw new Error('The api function needs EXPORTS_QUEUE_URL and EXPORTS_BUCKET');
  }
  const sendToExports = openQueue(exportsQueueUrl);
  const linkTo = fileLinks();
  return {
    startExport: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      return { body: describeExport(await startExport(actor, sendToExports, body), actor.now) };
    },
    getExport: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      const stored = await requireExport(actor, params.exportId);
      const body = describeExport(stored, actor.now);
      if (stored.fileKey === undefined) return { body };
      const fileName = `attendance-${stored.from}-${stored.to}.csv`;
      const url = await linkTo({ bucket: exportsBucket, key: stored.fileKey, fileName });
      return { body: { ...body, url } };
    },
  };
}
