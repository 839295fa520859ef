/** Sends JSON messages to an SQS queue in batches. @module */

import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { RollcallError } from '#shared/errors.ts';
import { correlationAttribute } from '../observe/observed.ts';
import { correlationText } from '../observe/trace.ts';

/**
 * Sends messages to one queue.
 * @param options.delaySeconds - how long the queue holds them back, 0 to 900
 */
export type SendMessages = (bodies: readonly unknown[], options?: { delaySeconds?: number }) => Promise<void>;

const messagesPerBatch = 10;

/** JSON in ASCII: queues differ in which characters they refuse, and user ids may hold any of them. */
function asciiJson(body: unknown): string {
  return JSON.stringify(body).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** On whose behalf messages are sent, as an attribute beside their bodies: receivers of an earlier version leave it alone. */
function onBehalf(): Pick<SendMessageBatchRequestEntry, 'MessageAttributes'> {
  const ids = correlationText();
  return ids === undefined
    ? {}
    : { MessageAttributes: { [correlationAttribute]: { DataType: 'String', StringValue: ids } } };
}

/**
 * Opens a queue for sending.
 * @returns a function that sends JSON messages, ten at a time, and fails unless the queue took every one
 * @throws RollcallError service.busy when the queue refused some: the caller sends all again; receivers tolerate repeats
 */
export function openQueue(queueUrl: string): SendMessages {
  const client = new SQSClient({});
  return async (bodies, { delaySeconds } = {}) => {
    for (let start = 0; start < bodies.length; start += messagesPerBatch) {
      const { Failed: refused = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: bodies.slice(start, start + messagesPerBatch).map((body, index) => ({
            Id: String(index),
            MessageBody: asciiJson(body),
            ...onBehalf(),
            ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
          })),
        }),
      );
      if (refused.length > 0) throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
    }
  };
}

/** Direct sends within {@link busyMilliseconds} after which a function counts as busy. */
const busySends = 20;
const busyMilliseconds = 10_000;

/**
 * Sends messages to the sheets queue.
 * @param options.gather - they are gathered for some seconds first, so that a user's days are computed once however many
 * messages name them; `when-busy`: only while this function sends so many that the tables would feel it
 */
export type SendToSheets = (
  bodies: readonly unknown[],
  options?: { delaySeconds?: number; gather?: boolean | 'when-busy' },
) => Promise<void>;

/** Says whether many sends lie close together. @param now - milliseconds of any clock that only goes forward */
export function busyness(now: () => number): () => boolean {
  let sends: number[] = [];
  return () => {
    const at = now();
    sends = [...sends.filter((sent) => at - sent < busyMilliseconds), at].slice(-busySends);
    return sends.length === busySends;
  };
}

/** Opens the sheets queue and the one in front of it. Without the latter nothing is gathered. */
export function openSheetsQueues(urls: {
  sheetsQueueUrl: string;
  gatherQueueUrl: string | undefined;
}): SendToSheets {
  const compute = openQueue(urls.sheetsQueueUrl);
  const gather = urls.gatherQueueUrl === undefined ? compute : openQueue(urls.gatherQueueUrl);
  const isBusy = busyness(() => performance.now());
  return (bodies, { gather: wanted = false, ...options } = {}) => {
    const isGathered = wanted === 'when-busy' ? isBusy() : wanted;
    return (isGathered ? gather : compute)(bodies, options);
  };
}
