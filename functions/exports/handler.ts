/** Lambda entry point of the exports queue: it writes the CSV file of one export to S3. @module */

import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import middy from '@middy/core';
import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { ExportId } from '#shared/contract/fields.ts';
import type { Actor } from '../domain/actor.ts';
import { exportPieces, failExport, requireExport } from '../domain/exports/index.ts';
import { log } from '../observe/log.ts';
import { endOfCall, isLastTry, tries } from '../queue/tries.ts';
import { actorFor, openRuntime } from '../runtime.ts';

const runtime = openRuntime();
const files = new S3Client({});
const Message = z.object({ organisation: z.string().min(1), exportId: ExportId });

/** Writes the file of one export to the bucket, page by page, and marks the export as done. */
async function writeExport(actor: Actor, message: z.output<typeof Message>): Promise<void> {
  const bucket = runtime.environment.exportsBucket;
  if (bucket === undefined) throw new Error('The exports function needs EXPORTS_BUCKET');
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
  await upload.done();
  await actor.stores.exports.finish(wanted.id, { key, rows });
}

/** Lambda: writes large CSV files to S3. Each call gets one message, so that a failure repeats only its own export. */
export const handler = middy<SQSEvent, void>().handler(async (event: SQSEvent, context: Context) => {
  for (const record of event.Records) {
    const message = Message.parse(JSON.parse(record.body));
    const { organisation, exportId } = message;
    const actor = actorFor(runtime, organisation, 'exports', 'system');
    const isLast = isLastTry(record, tries.exports);
    if (isLast) await actor.stores.exports.noteLastTry(exportId, endOfCall(context, runtime.now()));
    try {
      await writeExport(actor, message);
    } catch (error) {
      if (isLast) log({ level: 'error', message: 'job given up', organisation, exportId, error });
      await failExport(actor, exportId, error, isLast);
      throw error;
    }
  }
});
