/** Shows messages that have failed for good, and sends them back to the queues that they came from. @module */

import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { correlationAttribute } from '#functions/observe/observed.ts';
import { queueNames, schedules } from '#infra/lambdas.ts';

/** How long a message that is looked at is hidden from others, in seconds. */
const hiddenSeconds = 60;
/** Kinds of messages that the clock sends anew: each minute, or, as calls that a schedule could not make, with its next event. */
const sentAnew: readonly string[] = ['minute', 'deliver-changes', ...Object.keys(schedules)];

/** What every message of ours says; exports and imports name no kind. */
const Body = z.object({ kind: z.string().optional(), organisation: z.string().optional() });

/** What is shown of a message: ids only. */
export interface DeadLetter {
  /** Name of the queue that it comes from; absent for a call of a schedule, and for what somebody has put there. */
  queue: string | undefined;
  kind: string | undefined;
  organisation: string | undefined;
  /** The id under which logs tell what it was about. */
  correlationId: string | undefined;
  /** When it was sent first, as epoch milliseconds. */
  sentAt: number;
  /** Of a call that a schedule could not make: what AWS says of it. */
  reason: string | undefined;
}

/** What becomes of a message. What does not say where it came from stays. */
type Became = 'sent back' | 'deleted' | 'stays';

function bodyOf({ Body: text = '' }: Message): z.output<typeof Body> {
  try {
    return Body.parse(JSON.parse(text));
  } catch {
    // It may be dead because nobody can read it.
    return { kind: undefined, organisation: undefined };
  }
}

/**
 * Name of the queue that a message comes from. SQS tells it; the emulator does not, and there each queue has dead letters of
 * its own, named after it.
 */
function sourceOf({ Attributes: told }: Message, deadUrl: string): string | undefined {
  const arn = told?.DeadLetterQueueSourceArn;
  return arn?.split(':').at(-1) ?? /([^/]+)-dead$/.exec(deadUrl)?.[1];
}

function describe(message: Message, deadUrl: string): DeadLetter {
  const { kind, organisation } = bodyOf(message);
  return {
    queue: sourceOf(message, deadUrl),
    kind,
    organisation,
    correlationId: message.MessageAttributes?.[correlationAttribute]?.StringValue,
    sentAt: Number(message.Attributes?.SentTimestamp ?? 0),
    reason: message.MessageAttributes?.ERROR_MESSAGE?.StringValue,
  };
}

/** The messages of a queue, each once: what has been received is hidden, but not for longer than reading many may take. */
async function* messagesOf(client: SQSClient, deadUrl: string): AsyncGenerator<Message> {
  const seen = new Set<string | undefined>();
  for (;;) {
    const { Messages: some = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: deadUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        VisibilityTimeout: hiddenSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    const news = some.filter(({ MessageId }) => !seen.has(MessageId));
    if (news.length === 0) return;
    for (const { MessageId } of news) seen.add(MessageId);
    yield* news;
  }
}

/** Lists dead letters. Looking at them hides them from others, and from a redrive, for a minute. */
export async function listDeadLetters(client: SQSClient, deadUrl: string): Promise<DeadLetter[]> {
  const found: DeadLetter[] = [];
  for await (const message of messagesOf(client, deadUrl)) found.push(describe(message, deadUrl));
  return found;
}

/**
 * Sends dead letters back, each to its own queue and with its ids, and deletes them here: in this order, so that one may come
 * twice and none is lost. Those that the clock sends anew are only deleted.
 * @returns what became of each
 */
export async function redrive(
  client: SQSClient,
  deadUrl: string,
): Promise<(DeadLetter & { became: Became })[]> {
  const done: (DeadLetter & { became: Became })[] = [];
  for await (const message of messagesOf(client, deadUrl)) {
    const letter = describe(message, deadUrl);
    const isAnew = letter.kind !== undefined && sentAnew.includes(letter.kind);
    if (!isAnew) {
      if (letter.queue === undefined) {
        done.push({ ...letter, became: 'stays' });
        continue;
      }
      await client.send(
        new SendMessageCommand({
          QueueUrl: deadUrl.replace(/[^/]+$/, letter.queue),
          MessageBody: message.Body,
          MessageAttributes: message.MessageAttributes,
        }),
      );
    }
    await client.send(new DeleteMessageCommand({ QueueUrl: deadUrl, ReceiptHandle: message.ReceiptHandle }));
    done.push({ ...letter, became: isAnew ? 'deleted' : 'sent back' });
  }
  return done;
}

/** Where the dead letters of a local cloud are that runs in this process. */
export function localDeadLetterUrls(): string[] {
  return queueNames.map((name) => `${process.env[`${name.toUpperCase()}_QUEUE_URL`] ?? ''}-dead`);
}

/** A line about a dead letter, as it is printed. */
export function letterLine(letter: DeadLetter & { became?: string }): string {
  const { queue, kind, organisation, correlationId, sentAt, reason, became } = letter;
  const parts = [
    new Date(sentAt).toISOString(),
    queue ?? '-',
    kind ?? '-',
    organisation ?? '-',
    correlationId ?? '-',
  ];
  return [...parts, reason, became].filter((part) => part !== undefined).join('  ');
}
