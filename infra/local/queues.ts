/** Moves messages from a local queue to its function, as an SQS event source mapping does. @module */

import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** How long messages are gathered, in milliseconds. */
export interface GatherTimes {
  /** Since the first of them. */
  longest: number;
  /** Since the last of them. AWS knows no such end; on one machine somebody waits. */
  quiet: number;
}

/** What a pump needs. */
export interface PumpOptions {
  client: SQSClient;
  queueUrl: string;
  /** Most messages in one event: 1 to 10, or more where they are gathered. */
  batchSize: number;
  /** How long messages are gathered into one event; absent: not at all. */
  gathers?: GatherTimes | undefined;
  /** Most events that are worked on at once. */
  concurrency: number;
  /**
   * How long a failed message rests, times the number of its receives. SQS itself would let it rest for the queue's whole
   * visibility time-out, which on one machine only makes people wait.
   * It grows, because a message dies after a few receives: with 2 s and five receives (2 + 4 + 6 + 8) it outlives trouble of 20 s.
   * Most trouble is over at the second receive, so that a queue settles 2 s after it. Where a queue stands still for 10 to 20 s, one
   * message has failed three or four times in a row, as when a busy machine makes the trouble itself last longer.
   */
  retryAfterSeconds: number;
  /** Hands an event to the function that consumes the queue. */
  deliver: (event: SQSEvent) => Promise<unknown>;
  log: (line: string) => void;
}

/** How many messages of a queue are in which state. */
export interface QueueCounts {
  /** Ready to be received, or being worked on. */
  due: number;
  /** Failed, and resting before the next try. */
  resting: number;
}

/** A pump that runs. */
export interface Pump {
  count(): Promise<QueueCounts>;
  /** Gathers no longer what has been gathered so far: somebody waits for it. */
  hurry(): void;
  /**
   * Receives no more and lets the events that are being worked on finish; after a while it abandons them. Their messages
   * are due again when the queue's store has been started anew.
   * @param patienceMilliseconds - default: as long as it takes
   */
  stop(patienceMilliseconds?: number): Promise<void>;
}

/** Moves messages from a queue to a function, as an SQS event source mapping with `ReportBatchItemFailures` does. */
export function startPump(options: PumpOptions): Pump {
  const { client, queueUrl } = options;
  const stopped = new AbortController();
  const working = new Set<Promise<void>>();
  let inWork = 0;
  let abandoned = false;
  let hurried = false;
  let endPause = () => {};
  const log = (line: string) => {
    if (!abandoned) options.log(line);
  };

  async function receive(most: number, waitSeconds: number): Promise<Message[]> {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(most, mostPerReceive),
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: stopped.signal },
    );
    inWork += messages.length;
    return messages;
  }

  /** The messages of one event. While they are gathered they count as being worked on. */
  async function nextMessages(): Promise<Message[]> {
    const gathered = await receive(options.batchSize, 20);
    const { gathers } = options;
    if (!gathers || gathered.length === 0) return gathered;
    const began = performance.now();
    let newest = began;
    while (gathered.length < options.batchSize && !stopped.signal.aborted) {
      // A receive that is broken off may take messages with it, so each one is short.
      const more = await receive(options.batchSize - gathered.length, 0);
      gathered.push(...more);
      const now = performance.now();
      if (more.length > 0) newest = now;
      else if (hurried || now - newest >= gathers.quiet) break;
      if (now - began >= gathers.longest) break;
      if (more.length === 0) await pause(pollMilliseconds);
    }
    hurried = false;
    return gathered;
  }

  /** Waits, unless somebody hurries. */
  async function pause(milliseconds: number): Promise<void> {
    const over = Promise.withResolvers<void>();
    endPause = over.resolve;
    const timer = setTimeout(over.resolve, milliseconds);
    await over.promise;
    clearTimeout(timer);
  }

  async function work(messages: Message[]): Promise<void> {
    const records = messages.map((message) => recordOf(message, queueUrl));
    let failed: ReadonlySet<string>;
    try {
      failed = failedIds(records, await options.deliver({ Records: records }));
    } catch (error) {
      log(`${queueUrl}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      failed = new Set(records.map((record) => record.messageId));
    }
    const done = records.filter((record) => !failed.has(record.messageId));
    const again = records.filter((record) => failed.has(record.messageId));
    if (done.length > 0) {
      for (const some of tens(done)) {
        const entries = some.map((record, index) => ({
          Id: String(index),
          ReceiptHandle: record.receiptHandle,
        }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      }
    }
    if (again.length > 0) {
      for (const some of tens(again)) {
        const entries = some.map((record, index) => ({
          Id: String(index),
          ReceiptHandle: record.receiptHandle,
          VisibilityTimeout: Math.ceil(
            options.retryAfterSeconds * Number(record.attributes.ApproximateReceiveCount),
          ),
        }));
        await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      }
    }
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        if (working.size >= options.concurrency) await Promise.race(working);
        const messages = await nextMessages();
        if (messages.length === 0) continue;
        const job = work(messages)
          .catch((error: unknown) => log(`${queueUrl}: ${String(error)}`))
          .finally(() => {
            inWork -= messages.length;
            working.delete(job);
          });
        working.add(job);
      } catch (error) {
        if (stopped.signal.aborted) break;
        log(`${queueUrl}: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
    await Promise.all(working);
  }

  const running = run();
  return {
    async count() {
      const { Attributes: counts = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: [
            'ApproximateNumberOfMessages',
            'ApproximateNumberOfMessagesNotVisible',
            'ApproximateNumberOfMessagesDelayed',
          ],
        }),
      );
      const all = Object.values(counts).reduce((sum, count) => sum + Number(count), 0);
      const invisible = Number(counts.ApproximateNumberOfMessagesNotVisible ?? 0);
      const resting = Math.max(0, invisible - inWork);
      return { due: all - resting, resting };
    },
    hurry() {
      hurried = true;
      endPause();
    },
    async stop(patienceMilliseconds) {
      stopped.abort();
      if (patienceMilliseconds === undefined) return await running;
      const over = Promise.withResolvers<void>();
      const timer = setTimeout(over.resolve, patienceMilliseconds);
      await Promise.race([running, over.promise]);
      clearTimeout(timer);
      abandoned = true;
    },
  };
}

/** SQS takes and gives ten at a time. */
const mostPerReceive = 10;
/** Between two looks at a queue whose messages are gathered. */
const pollMilliseconds = 200;

function tens<T>(records: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(records.length / mostPerReceive) }, (_, at) =>
    records.slice(at * mostPerReceive, (at + 1) * mostPerReceive),
  );
}

/** A message's own attributes as a function gets them. We send texts only. */
function attributesOf({ MessageAttributes: sent = {} }: Message): SQSRecord['messageAttributes'] {
  return Object.fromEntries(
    Object.entries(sent).map(([name, { StringValue: stringValue }]) => [
      name,
      { dataType: 'String', ...(stringValue === undefined ? {} : { stringValue }) },
    ]),
  );
}

function recordOf(message: Message, queueUrl: string): SQSRecord {
  const attributes = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ...attributes,
      ApproximateReceiveCount: attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: attributes.SentTimestamp ?? '',
      SenderId: attributes.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: attributes.ApproximateFirstReceiveTimestamp ?? '',
    },
    messageAttributes: attributesOf(message),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queueUrl.split('/').at(-1)}`,
    awsRegion: 'us-east-1',
  };
}

/**
 * The messages that a result reports as failed. No list means that all went well; a list that names something that is
 * not in the batch cannot be trusted, so the whole batch counts as failed.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedIds(records: readonly { messageId: string }[], result: unknown): ReadonlySet<string> {
  const all = new Set(records.map((record) => record.messageId));
  if (result === undefined || result === null) return new Set();
  if (typeof result !== 'object') return all;
  if (!('batchItemFailures' in result)) return Object.keys(result).length === 0 ? new Set() : all;
  const failures: unknown = result.batchItemFailures;
  if (failures === null || failures === undefined) return new Set();
  if (!Array.isArray(failures)) return all;
  const failed = new Set<string>();
  for (const failure of failures as ({ itemIdentifier?: unknown } | null)[]) {
    const id = failure?.itemIdentifier;
    if (typeof id !== 'string' || !all.has(id)) return all;
    failed.add(id);
  }
  return failed;
}
