import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { exportFiles } from '#shared/contract/exports.ts';
import { describeExport, requireExport, startExport } from '../domain/exports.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import { openQueue } from '../queue/send.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

const linkSeconds = 900;

/** Handlers of exports. @throws Error at cold start when the queue or the bucket is not configured */
export function exportHandlers(runtime: Runtime): Handlers<typeof exportFiles> {
  const { exportsQueueUrl, exportsBucket } = runtime.environment;
  if (exportsQueueUrl === undefined || exportsBucket === undefined) {
    throw new Error('The api function needs EXPORTS_QUEUE_URL and EXPORTS_BUCKET');
  }
  const sendToExports = openQueue(exportsQueueUrl);
  const files = new S3Client({});
  return {
    startExport: async ({ body }, call) => ({
      body: describeExport(await startExport(actorOf(runtime, call), sendToExports, body)),
    }),
    getExport: async ({ params }, call) => {
      const stored = await requireExport(actorOf(runtime, call), params.exportId);
      const body = describeExport(stored);
      if (stored.fileKey === undefined) return { body };
      const command = new GetObjectCommand({
        Bucket: exportsBucket,
        Key: stored.fileKey,
        ResponseContentDisposition: `attachment; filename="attendance-${stored.from}-${stored.to}.csv"`,
      });
      return { body: { ...body, url: await getSignedUrl(files, command, { expiresIn: linkSeconds }) } };
    },
  };
}
