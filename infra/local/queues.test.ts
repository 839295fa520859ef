import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ensureQueue } from './bootstrap.ts';
import type { ChildServer } from './child.ts';
import { applyEnvironment, localEnvironment, queueUrl } from './environment.ts';
import { startFauxqs } from './fauxqs.ts';
import { failedIds, type Pump, type PumpOptions, startPump } from './queues.ts';
import { makeStoreKey } from './store-guard/store-key.ts';

const key = makeStoreKey();
let fauxqs: ChildServer;
let client: SQSClient;
let url: (name: string) => string;
const pumps: Pump[] = [];
let count = 0;

beforeAll(async () => {
  fauxqs = await startFauxqs({ port: 0, key }, (reason) => {
    throw new Error(reason);
  });
  const ports = { tables: 0, fauxqs: fauxqs.port };
  applyEnvironment(localEnvironment(ports, key));
  client = new SQSClient({});
  url = (name) => queueUrl(ports, name);
});

afterEach(async () => {
  for (const pump of pumps.splice(0)) await pump.stop();
});

afterAll(async () => {
  client.destroy();
  await fauxqs.stop();
});

async function aQueue(changes: { maxReceiveCount?: number } = {}): Promise<string> {
  count += 1;
  const name = `queue-${count}`;
  const definition = {
    consumer: 'sheets' as const,
    batchSize: 10,
    maxReceiveCount: 5,
    visibilityTimeoutSeconds: 30,
    maxConcurrency: 2,
    ...changes,
  };
  await ensureQueue(client, name, definition, url);
  return name;
}

/** Sends in an order of its own: a standard queue on AWS keeps none. */
async function sendShuffled(name: string, bodies: readonly string[]): Promise<void> {
  const shuffled = bodies
    .map((body) => ({ body, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ body }) => body);
  for (let start = 0; start < shuffled.length; start += 10) {
    const entries = shuffled
      .slice(start, start + 10)
      .map((body, index) => ({ Id: String(index), MessageBody: body }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: url(name), Entries: entries }));
  }
}

function pumpOf(
  name: string,
  deliver: (event: SQSEvent) => Promise<unknown>,
  changes: Partial<PumpOptions> = {},
) {
  const pump = startPump({
    client,
    queueUrl: url(name),
    batchSize: 10,
    concurrency: 2,
    retryAfterSeconds: 0,
    deliver,
    log: () => {},
    ...changes,
  });
  pumps.push(pump);
  return pump;
}

async function settled(pump: Pump): Promise<void> {
  await expect.poll(() => pump.count()).toEqual({ due: 0, resting: 0 });
}

const bodiesOf = (event: SQSEvent) => event.Records.map((record) => record.body);
const numbers = (length: number) => Array.from({ length }, (_, index) => `day ${index}`);

test('every message is delivered once, in events of at most ten', async () => {
  const name = await aQueue();
  const days = numbers(57);
  await sendShuffled(name, days);
  const seen: string[] = [];
  const sizes: number[] = [];
  const pump = pumpOf(name, async (event) => {
    sizes.push(event.Records.length);
    seen.push(...bodiesOf(event));
    return { batchItemFailures: [] };
  });
  await settled(pump);
  expect(seen.sort()).toEqual(days.sort());
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
});

test('a record looks as on AWS', async () => {
  const name = await aQueue();
  await sendShuffled(name, ['{"a":1}']);
  const events: SQSEvent[] = [];
  await settled(pumpOf(name, async (event) => void events.push(event)));
  expect(events[0]?.Records[0]).toMatchObject({
    body: '{"a":1}',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
  });
});

test('only the messages that are reported as failed come again', async () => {
  const name = await aQueue();
  await sendShuffled(name, numbers(10));
  const tries = new Map<string, number>();
  const pump = pumpOf(name, async (event) => {
    const failures = event.Records.filter((record) => {
      tries.set(record.body, (tries.get(record.body) ?? 0) + 1);
      return record.body === 'day 3' && tries.get(record.body) === 1;
    });
    return { batchItemFailures: failures.map((record) => ({ itemIdentifier: record.messageId })) };
  });
  await settled(pump);
  expect(tries.get('day 3')).toBe(2);
  expect([...tries.values()].filter((times) => times !== 1)).toEqual([2]);
});

test('a function that throws gets the whole event again', async () => {
  const name = await aQueue();
  await sendShuffled(name, numbers(4));
  const log: string[] = [];
  let calls = 0;
  const seen: string[] = [];
  const deliver = async (event: SQSEvent) => {
    calls += 1;
    if (calls === 1) throw new Error('broken');
    seen.push(...bodiesOf(event));
  };
  await settled(pumpOf(name, deliver, { log: (line) => void log.push(line) }));
  expect(new Set(seen)).toEqual(new Set(numbers(4)));
  expect(log.join()).toContain('broken');
});

test('a message that always fails goes to the dead-letter queue, and the others do not wait for it', async () => {
  const name = await aQueue({ maxReceiveCount: 2 });
  await sendShuffled(name, ['poison', ...numbers(5)]);
  let poisoned = 0;
  const deliver = async (event: SQSEvent) => {
    const poison = event.Records.filter((record) => record.body === 'poison');
    poisoned += poison.length;
    return { batchItemFailures: poison.map((record) => ({ itemIdentifier: record.messageId })) };
  };
  await settled(pumpOf(name, deliver));
  expect(poisoned).toBe(2);
  const { Messages: dead = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: url(`${name}-dead`) }),
  );
  expect(dead.map((message) => message.Body)).toEqual(['poison']);
});

test('a failed message rests before it comes again', async () => {
  const name = await aQueue();
  await sendShuffled(name, ['day 1']);
  let calls = 0;
  const pump = pumpOf(
    name,
    async () => {
      calls += 1;
      throw new Error('broken');
    },
    { retryAfterSeconds: 600 },
  );
  await expect.poll(() => pump.count()).toEqual({ due: 0, resting: 1 });
  expect(calls).toBe(1);
});

test('no more events are worked on at once than allowed', async () => {
  const name = await aQueue();
  await sendShuffled(name, numbers(30));
  let now = 0;
  let most = 0;
  const deliver = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 20));
    now -= 1;
  };
  await settled(pumpOf(name, deliver, { batchSize: 1, concurrency: 3 }));
  expect(most).toBe(3);
});

test('a stop waits for the events that are being worked on, and their messages are gone', async () => {
  const name = await aQueue();
  await sendShuffled(name, ['day 1']);
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let finished = false;
  const pump = pumpOf(name, async () => {
    begun.resolve();
    await finish.promise;
    finished = true;
  });
  await begun.promise;
  const stopping = pump.stop();
  finish.resolve();
  await stopping;
  expect(finished).toBe(true);
  const { Attributes: left } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url(name), AttributeNames: ['All'] }),
  );
  expect(left).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
});

const two = [{ messageId: 'a' }, { messageId: 'b' }];
test.each([
  ['nothing', undefined, []],
  ['null', null, []],
  ['an empty object', {}, []],
  ['an empty list', { batchItemFailures: [] }, []],
  ['a null list', { batchItemFailures: null }, []],
  ['one of them', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
  [
    'one that is not there',
    { batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'z' }] },
    ['a', 'b'],
  ],
  ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, ['a', 'b']],
  ['a null id', { batchItemFailures: [{ itemIdentifier: null }] }, ['a', 'b']],
  ['a wrong inner key', { batchItemFailures: [{ id: 'a' }] }, ['a', 'b']],
  ['a null entry', { batchItemFailures: [null] }, ['a', 'b']],
  ['a wrong key', { failures: [] }, ['a', 'b']],
  ['no list', { batchItemFailures: 'a' }, ['a', 'b']],
  ['a text', 'ok', ['a', 'b']],
])('a result of %s fails the right messages', (_, result, failed) => {
  expect([...failedIds(two, result)].sort()).toEqual(failed);
});
