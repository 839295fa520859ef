/** Lambda entry point of the gather queue: it joins what many messages say about a user, and has it computed once. @module */

import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readEnvironment } from '../environment.ts';
import { log } from '../observe/log.ts';
import { openQueue } from '../queue/send.ts';
import { gathered, TouchedDays } from '../queue/sheet-messages.ts';

const sendToSheets = openQueue(readEnvironment().sheetsQueueUrl);

/** Lambda: joins touched days. It names the messages that it cannot read, so that only these are delivered again. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  const messages: TouchedDays[] = [];
  for (const { messageId, body } of event.Records) {
    try {
      messages.push(TouchedDays.parse(JSON.parse(body)));
    } catch (error) {
      log({ level: 'error', message: 'sheet message failed', messageId, error });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  await sendToSheets(gathered(messages));
  return { batchItemFailures };
});
