import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readSheetContext, type SheetContext } from '../domain/compute-sheets.ts';
import { workOnSheets } from '../domain/sheet-work.ts';
import { log } from '../middleware/log.ts';
import { SheetMessage } from '../queue/sheet-messages.ts';
import { actorFor, openRuntime } from '../runtime.ts';

const runtime = openRuntime();

async function workOn(record: SQSRecord, contexts: Map<string, Promise<SheetContext>>): Promise<void> {
  const message = SheetMessage.parse(JSON.parse(record.body));
  const actor = actorFor(runtime, message.organisation, 'sheets', 'system');
  const contextOf = () => {
    const context = contexts.get(message.organisation) ?? readSheetContext(actor);
    contexts.set(message.organisation, context);
    return context;
  };
  await workOnSheets(actor, message, contextOf, (userId, error) =>
    log({
      level: 'error',
      message: 'sheets of a user not computed',
      organisation: message.organisation,
      userId,
      error,
    }),
  );
}

/** Lambda: recomputes users' days. A message that fails is named, so that only it is delivered again. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  const contexts = new Map<string, Promise<SheetContext>>();
  for (const record of event.Records) {
    try {
      await workOn(record, contexts);
    } catch (error) {
      log({ level: 'error', message: 'sheet message failed', messageId: record.messageId, error });
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
});
