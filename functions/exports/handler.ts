/** Lambda entry point of the exports queue: it writes the files of one export to S3. @module */

import { S3Client } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { ExportId } from '#shared/contract/fields.ts';
import { RollcallError, statusOf } from '#shared/errors.ts';
import type { Actor } from '../domain/actor.ts';
import { failExport, makeExport } from '../domain/exports/index.ts';
import { log } from '../observe/log.ts';
import { observed, onMessage } from '../observe/observed.ts';
import type { DeliveryMessage } from '../queue/delivery-messages.ts';
import { failureOf, storedFailure } from '../queue/failure.ts';
import { openQueue } from '../queue/send.ts';
import { endOfCall, isLastTry, tries } from '../queue/tries.ts';
import { actorFor, openRuntime } from '../runtime.ts';
import type { StoredExport } from '../store/exports.ts';
import { openFiles } from './upload.ts';

const runtime = openRuntime();
const s3 = new S3Client({});
const Message = z.object({ organisation: z.string().min(1), exportId: ExportId });

/** What this function needs besides its tables. */
function openServices() {
  const { exportsBucket, deliveriesQueueUrl } = runtime.environment;
  if (exportsBucket === undefined || deliveriesQueueUrl === undefined) {
    throw new Error('The exports function needs EXPORTS_BUCKET and DELIVERIES_QUEUE_URL');
  }
  return { bucket: exportsBucket, sendToDeliveries: openQueue(deliveriesQueueUrl) };
}

const { bucket, sendToDeliveries } = openServices();

/** Writes the files of one export to the bucket, page by page, and marks the export as done. */
async function writeFiles(actor: Actor, stored: StoredExport): Promise<void> {
  const files = openFiles(s3, bucket);
  try {
    await makeExport(actor, stored, files.open, files.end);
  } catch (error) {
    files.abandon(error instanceof Error ? error : new Error('the export has failed', { cause: error }));
    throw error;
  }
}

/** Tells the sending of a report that waits for an export that it has ended. */
async function tellWhoWaits({ stores }: Actor, { reportRun: runId }: StoredExport): Promise<void> {
  if (runId !== undefined)
    await sendToDeliveries([
      { kind: 'send-report', organisation: stores.organisation, runId } satisfies DeliveryMessage,
    ]);
}

/** Whether trying again would fail in the same way: the export itself is at fault. */
function isItsOwnFault(error: unknown): error is RollcallError {
  return error instanceof RollcallError && statusOf(error.code) < 500;
}

async function workOn(record: SQSRecord, context: Context): Promise<void> {
  const { organisation, exportId } = Message.parse(JSON.parse(record.body));
  const actor = actorFor(runtime, organisation, 'exports', 'system');
  const isLast = isLastTry(record, tries.exports);
  const stored = await actor.stores.exports.find(exportId);
  // A queue may deliver a message again. The files of an export that is done stay as they were linked, and what nobody knows has expired.
  if (stored === undefined) return;
  if (stored.state === 'done') {
    await tellWhoWaits(actor, stored);
    return;
  }
  if (isLast) await actor.stores.exports.noteLastTry(exportId, endOfCall(context, runtime.now()));
  try {
    await writeFiles(actor, stored);
  } catch (error) {
    if (!isItsOwnFault(error)) {
      if (isLast) log({ level: 'error', message: 'job given up', organisation, exportId, error });
      await failExport(actor, exportId, error, isLast);
      if (isLast) await tellWhoWaits(actor, stored);
      throw error;
    }
    await actor.stores.exports.fail(exportId, storedFailure(failureOf(error)));
  }
  await tellWhoWaits(actor, stored);
}

/** Lambda: writes the files of exports to S3. Each call gets one message, so that a failure repeats only its own export. */
export const handler = observed(
  'exports',
  middy<SQSEvent, void>().handler(async (event: SQSEvent, context: Context) => {
    for (const record of event.Records) await onMessage(record, () => workOn(record, context));
  }),
);
