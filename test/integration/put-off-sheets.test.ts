/** Where the tables do not keep up, work on sheets comes again in seconds, as often as it takes. */

import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { DynamoDb } from '#functions/store/dynamodb.ts';
import { loadHandlers } from '#infra/local/load-handlers.ts';
import { useCloud } from '#test/support/cloud.ts';
import { interfere } from '#test/support/interfere.ts';

const cloud = useCloud();

interface Sent {
  Entries: { MessageBody: string; DelaySeconds?: number }[];
}

/** Delivers one message to the function while every query fails. @returns its answer, and what it has sent */
async function deliver(organisation: string, putOff: number | undefined, failure: string) {
  const sent: Sent['Entries'] = [];
  const ends = [
    interfere(SQSClient, 'SendMessageBatchCommand', async ({ Entries }: Sent) => {
      sent.push(...Entries);
      return { Successful: [] };
    }),
    interfere(DynamoDb, 'Query', async () => {
      throw Object.assign(new Error('too much'), { name: failure });
    }),
  ];
  const body = JSON.stringify({
    kind: 'touched-days',
    organisation,
    putOff,
    users: [{ userId: '701', dates: ['2026-03-02'] }],
  });
  const { sheets } = await loadHandlers();
  const record = { messageId: 'm1', body, attributes: { SentTimestamp: '', ApproximateReceiveCount: '1' } };
  const answer = await sheets({ Records: [record] }, {} as never);
  for (const end of ends) end();
  return {
    answer,
    sent: sent.map(({ MessageBody, DelaySeconds }) => ({ ...JSON.parse(MessageBody), DelaySeconds })),
  };
}

test('throttled work is sent again with a delay of seconds, and does not count as received once more', async () => {
  const { name } = await cloud.organisation();
  const first = await deliver(name, undefined, 'ProvisionedThroughputExceededException');
  expect(first.answer).toEqual({ batchItemFailures: [] });
  expect(first.sent).toMatchObject([{ kind: 'touched-days', putOff: 1, users: [{ userId: '701' }] }]);
  expect(first.sent[0]?.DelaySeconds).toBeLessThanOrEqual(3);
  const later = await deliver(name, 80, 'ThrottlingException');
  expect(later.answer).toEqual({ batchItemFailures: [] });
  expect(later.sent[0]?.DelaySeconds).toBeLessThanOrEqual(30);
});

test('a defect, and what has been put off for an hour, fails as it did', async () => {
  const { name } = await cloud.organisation();
  const failed = { batchItemFailures: [{ itemIdentifier: 'm1' }] };
  expect(await deliver(name, undefined, 'TypeError')).toEqual({ answer: failed, sent: [] });
  expect(await deliver(name, 200, 'ThrottlingException')).toEqual({ answer: failed, sent: [] });
});
