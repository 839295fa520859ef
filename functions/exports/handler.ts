/** Lambda entry point of the exports queue: it writes the CSV file of one export to S3. @module */

import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { ExportId } from '#shared/contract/fields.ts';
import { exportPieces, requireExport } from '../domain/exports/index.ts';
import { actorFor, openRuntime } from '../runtime.ts';

const runtime = openRuntime();
const files = new S3Client({});
const Message = z.object({ organisation: z.string().min(1), exportId: ExportId });

/** Writes the file of one export to the bucket, page by page, and marks the export as done. */
async function writeExport(body: string): Promise<void> {
  const bucket = runtime.environment.exportsBucket;
  if (bucket === undefined) throw new Error('The exports function needs EXPORTS_BUCKET');
  const message = Message.parse(JSON.parse(body));
  const actor = actorFor(runtime, message.organisation, 'exports', 'system');
  const wanted = await requireExport(actor, message.exportId);
  let rows = 0;
  const pieces = exportPieces(actor, wanted, (count) => {
    rows += count;
  });
  const key = `${message.organisation}/${wanted.id}.csv`;
  const upload = new Upload({
    client: files,
    params: { Bucket: bucket, Key: key, Body: Readable.from(pieces), ContentType: 'text/csv; charset=utf-8' },
  });
  try {
    await upload.done();
  } catch (error) {
    await actor.stores.exports.fail(wanted.id);
    throw error;
  }
  await actor.stores.exports.finish(wanted.id, { key, rows });
}

/** Lambda: writes large CSV files to S3. Each call gets one message, so that a failure repeats only its own export. */
export const handler = middy<SQSEvent, void>().handler(async (event: SQSEvent) => {
  for (const record of event.Records) await writeExport(record.body);
});
