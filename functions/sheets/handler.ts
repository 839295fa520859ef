/** Lambda entry point of the sheets queue: it recomputes users' days. @module */

import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { isProblem } from '#shared/errors.ts';
import { workOnSheets } from '../domain/sheets/index.ts';
import { log } from '../observe/log.ts';
import { SheetMessage } from '../queue/sheet-messages.ts';
import { actorFor, openRuntime } from '../runtime.ts';
import { isPassingAwsFailure } from '../store/index.ts';

const runtime = openRuntime();

async function workOn(record: SQSRecord): Promise<void> {
  const message = SheetMessage.parse(JSON.parse(record.body));
  const { organisation } = message;
  const sentAt = Number(record.attributes.SentTimestamp) || undefined;
  await workOnSheets(actorFor(runtime, organisation, 'sheets', 'system', sentAt), message, (userId, error) =>
    log({ level: 'error', message: 'sheets of a user not computed', organisation, userId, error }),
  );
}

/** A message is put off this often at most; then it counts as failed, and one day among the dead letters. */
const mostPutOffs = 200;

/**
 * Puts a message off for some seconds where the tables do not keep up: it goes to the end of the queue as a new message, so
 * that it neither rests until the queue gives up on its receiver, nor dies of having been received a few times.
 */
async function isPutOff(record: SQSRecord, error: unknown): Promise<boolean> {
  if (!isPassingAwsFailure(error) && !isProblem(error, 'service.busy')) return false;
  const message = SheetMessage.parse(JSON.parse(record.body));
  const putOff = (message.putOff ?? 0) + 1;
  if (putOff > mostPutOffs) return false;
  const delaySeconds = Math.ceil(Math.random() * Math.min(30, 2 + putOff));
  await runtime.sendToSheets([{ ...message, putOff }], { delaySeconds });
  log({ level: 'warn', message: 'sheet message put off', messageId: record.messageId, putOff });
  return true;
}

/** Lambda: recomputes users' days. It names the messages that failed, so that only these are delivered again. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    try {
      await workOn(record);
    } catch (error) {
      if (await isPutOff(record, error)) continue;
      log({ level: 'error', message: 'sheet message failed', messageId: record.messageId, error });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
});
