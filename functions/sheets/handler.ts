/** Lambda entry point of the sheets queue: it recomputes users' days. @module */

import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { workOnSheets } from '../domain/sheets/index.ts';
import { log } from '../observe/log.ts';
import { SheetMessage } from '../queue/sheet-messages.ts';
import { actorFor, openRuntime } from '../runtime.ts';

const runtime = openRuntime();

async function workOn(record: SQSRecord): Promise<void> {
  const message = SheetMessage.parse(JSON.parse(record.body));
  const { organisation } = message;
  const sentAt = Number(record.attributes.SentTimestamp) || undefined;
  await workOnSheets(actorFor(runtime, organisation, 'sheets', 'system', sentAt), message, (userId, error) =>
    log({ level: 'error', message: 'sheets of a user not computed', organisation, userId, error }),
  );
}

/** Lambda: recomputes users' days. It names the messages that failed, so that only these are delivered again. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    try {
      await workOn(record);
    } catch (error) {
      log({ level: 'error', message: 'sheet message failed', messageId: record.messageId, error });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
});
