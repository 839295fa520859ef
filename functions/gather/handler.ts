/** Lambda entry point of the gather queue: it joins what many messages say about a user, and has it computed once. @module */

import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readEnvironment } from '../environment.ts';
import { log } from '../observe/log.ts';
import { correlationIdsOf, observed } from '../observe/observed.ts';
import { mostCorrelationIds, withCorrelation } from '../observe/trace.ts';
import { openQueue } from '../queue/send.ts';
import { gathered, TouchedDays } from '../queue/sheet-messages.ts';

const sendToSheets = openQueue(readEnvironment().sheetsQueueUrl);

/** Sends what messages of an organisation say on, joined. What they were sent on behalf of goes along, as far as it fits. */
async function join(
  organisation: string,
  messages: readonly { days: TouchedDays; ids: readonly string[] }[],
): Promise<void> {
  const ids = [...new Set(messages.flatMap((message) => message.ids))];
  const carried = ids.slice(0, mostCorrelationIds);
  await withCorrelation(carried, async () => {
    await sendToSheets(gathered(messages.map(({ days }) => days)));
    if (carried.length < ids.length) log({ level: 'info', message: 'messages joined', organisation, ids });
  });
}

/** Lambda: joins touched days. It names the messages that it cannot read, so that only these are delivered again. */
export const handler = observed(
  'gather',
  middy<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    const messages: { days: TouchedDays; ids: string[] }[] = [];
    for (const record of event.Records) {
      const { messageId, body } = record;
      try {
        messages.push({ days: TouchedDays.parse(JSON.parse(body)), ids: correlationIdsOf(record) });
      } catch (error) {
        log({ level: 'error', message: 'sheet message failed', messageId, error });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    const byOrganisation = Map.groupBy(messages, ({ days }) => days.organisation);
    for (const [organisation, ofOne] of byOrganisation) await join(organisation, ofOne);
    return { batchItemFailures };
  }),
);
