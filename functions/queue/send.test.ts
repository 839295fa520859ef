import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { isProblem } from '#shared/errors.ts';
import { openQueue } from './send.ts';

const queue = mockClient(SQSClient);
afterAll(() => queue.restore());
const send = openQueue('https://sqs.us-east-1.amazonaws.com/000000000000/sheets');

beforeEach(() => {
  queue.reset();
});

test('messages go in order, ten at a time, as JSON', async () => {
  queue.on(SendMessageBatchCommand).resolves({ Successful: [] });
  const bodies = Array.from({ length: 23 }, (_, index) => ({ index }));
  await send(bodies);
  const batches = queue.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input.Entries ?? []);
  expect(batches.map((entries) => entries.length)).toEqual([10, 10, 3]);
  expect(batches.flat().map(({ MessageBody }) => JSON.parse(MessageBody ?? ''))).toEqual(bodies);
  for (const entries of batches) expect(new Set(entries.map(({ Id }) => Id)).size).toBe(entries.length);
});

test('a message is ASCII, whatever the ids in it', async () => {
  queue.on(SendMessageBatchCommand).resolves({ Successful: [] });
  const body = { userIds: ['😀', 'Zoë', '１'] };
  await send([body]);
  const [entry] = queue.commandCalls(SendMessageBatchCommand)[0]?.args[0].input.Entries ?? [];
  expect(entry?.MessageBody).toMatch(/^[ -~]*$/);
  expect(JSON.parse(entry?.MessageBody ?? '')).toEqual(body);
});

test('no messages make no request', async () => {
  await send([]);
  expect(queue.calls()).toHaveLength(0);
});

test('one refused message makes the service busy, because the caller repeats them all', async () => {
  queue.on(SendMessageBatchCommand).resolves({
    Successful: [],
    Failed: [{ Id: '1', SenderFault: false, Code: 'InternalError' }],
  });
  await expect(send([1, 2])).rejects.toSatisfy((error) => isProblem(error, 'service.busy'));
});
