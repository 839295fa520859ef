/** Lambda entry point of the queue of deliveries: it delivers changes to receivers of webhooks, and sends reports and notices by e-mail. @module */

import middy from '@middy/core';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { withAuthorNames } from '../domain/access/index.ts';
import { deliverChanges } from '../domain/changes/index.ts';
import { requireDeploymentSecret } from '../domain/deployment-secret.ts';
import { giveUpRun, sendRun } from '../domain/mails/index.ts';
import { openUploads } from '../files/file-link.ts';
import { openSender } from '../mail/sender.ts';
import { log } from '../observe/log.ts';
import { observed, onMessage } from '../observe/observed.ts';
import { DeliveryMessage } from '../queue/delivery-messages.ts';
import { openQueue } from '../queue/send.ts';
import { endOfCall, isLastTry, lastFailure, tries } from '../queue/tries.ts';
import { actorFor, openRuntime } from '../runtime.ts';

type Of<K extends DeliveryMessage['kind']> = Extract<DeliveryMessage, { kind: K }>;

const runtime = openRuntime();
requireDeploymentSecret();
const { deliveriesQueueUrl, exportsQueueUrl, exportsBucket, publicUrl, consoleUrl } = runtime.environment;
if (deliveriesQueueUrl === undefined || exportsQueueUrl === undefined || exportsBucket === undefined) {
  throw new Error('The deliveries function needs DELIVERIES_QUEUE_URL, EXPORTS_QUEUE_URL and EXPORTS_BUCKET');
}
if (publicUrl === undefined) throw new Error('The deliveries function needs PUBLIC_URL');
const sendToDeliveries = openQueue(deliveriesQueueUrl);
const services = {
  uploads: openUploads(),
  bucket: exportsBucket,
  sendToExports: openQueue(exportsQueueUrl),
  publicUrl,
  consoleUrl,
};
const sender = openSender(runtime.environment);

async function deliver({ organisation, webhookId }: Of<'deliver-changes'>): Promise<void> {
  const actor = actorFor(runtime, organisation, 'schedule', 'system');
  try {
    const problem = await deliverChanges(actor, webhookId, (error) =>
      log({ level: 'error', message: 'webhook held up', organisation, webhookId, error }),
    );
    if (problem === undefined) return;
    log({ level: 'warn', message: 'webhook failed', organisation, webhookId, problem });
  } catch (error) {
    log({ level: 'error', message: 'delivery failed', organisation, webhookId, error });
    throw error;
  }
}

async function sendReport(
  { organisation, runId }: Of<'send-report'>,
  record: SQSRecord,
  context: Context,
): Promise<void> {
  const actor = actorFor(runtime, organisation, 'mail', 'system');
  const isLast = isLastTry(record, tries.deliveries);
  const until = endOfCall(context, runtime.now());
  const { reportRuns } = actor.stores;
  if (isLast) await reportRuns.noteLastTry(runId, until);
  try {
    const nameAuthors = <T>(things: T) => withAuthorNames(runtime.directory, actor.stores, things);
    const all = { ...services, handOver: await sender, until, isLast, nameAuthors };
    const left = await sendRun(actor, all, runId);
    if (isLast) await reportRuns.noteLastTry(runId, null);
    if (typeof left === 'string') return;
    const again: DeliveryMessage = { kind: 'send-report', organisation, runId };
    await sendToDeliveries([again], { delaySeconds: left.againAfterSeconds });
  } catch (error) {
    if (isLast) {
      log({ level: 'error', message: 'job given up', organisation, runId, error });
      await giveUpRun(actor, runId, lastFailure(error, tries.deliveries));
    }
    throw error;
  }
}

/** Lambda: delivers what goes out. Each call gets one message, so that a failure repeats only its own delivery. */
export const handler = observed(
  'deliveries',
  middy<SQSEvent, void>().handler(async (event: SQSEvent, context: Context) => {
    for (const record of event.Records) {
      const message = DeliveryMessage.parse(JSON.parse(record.body));
      await onMessage(record, () =>
        message.kind === 'deliver-changes' ? deliver(message) : sendReport(message, record, context),
      );
    }
  }),
);
