/** Lambda entry point of the clock: it hands on what is due to every organisation by messages, and works on these. @module */

import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Actor } from '../domain/actor.ts';
import { requireDeploymentSecret } from '../domain/deployment-secret.ts';
import { workOnClock } from '../domain/schedule/index.ts';
import { countSilence } from '../domain/terminals/index.ts';
import { log } from '../observe/log.ts';
import { measure } from '../observe/metrics.ts';
import { observed, onMessage } from '../observe/observed.ts';
import { ClockMessage } from '../queue/clock-messages.ts';
import { openQueue, type SendMessages } from '../queue/send.ts';
import { actorFor, openRuntime } from '../runtime.ts';

const runtime = openRuntime();
requireDeploymentSecret();
const { clockQueueUrl, deliveriesQueueUrl, exportsQueueUrl } = runtime.environment;

function queueAt(url: string | undefined, variable: string): SendMessages {
  if (url !== undefined) return openQueue(url);
  return () => Promise.reject(new Error(`The environment of this function is incomplete (${variable})`));
}

const sendToClock = queueAt(clockQueueUrl, 'CLOCK_QUEUE_URL');
const queues = {
  clock: sendToClock,
  deliveries: queueAt(deliveriesQueueUrl, 'DELIVERIES_QUEUE_URL'),
  exports: queueAt(exportsQueueUrl, 'EXPORTS_QUEUE_URL'),
};
const TickEvent = z.object({ kind: z.enum(['tick', 'nightly']) });
const nightWork: readonly ClockMessage['kind'][] = [
  'night',
  'push-checks',
  'wake-days',
  'mend-marks',
  'nightly-generation',
  'delete-old-times',
];

/** Counts what is silent. Its failure is no reason to do the night's work again. */
async function measureSites(actor: Actor): Promise<void> {
  const { organisation } = actor.stores;
  try {
    const { silentTerminals, silentBridges, pendingDays } = await countSilence(actor);
    const figures = { terminalsSilent: silentTerminals, bridgesSilent: silentBridges, pendingDays };
    measure('sites counted', figures, { organisation });
  } catch (error) {
    log({ level: 'warn', message: 'sites not counted', organisation, error });
  }
}

async function workOn(record: SQSRecord): Promise<void> {
  const message = ClockMessage.parse(JSON.parse(record.body));
  const { organisation, kind } = message;
  try {
    const actor = actorFor(runtime, organisation, 'schedule', 'system');
    await workOnClock(actor, message, queues);
    if (kind === 'night') await measureSites(actor);
  } catch (error) {
    const failed = nightWork.includes(kind) ? 'nightly failed' : 'tick failed';
    log({ level: 'error', message: failed, kind, organisation, error });
    throw error;
  }
}

/** Hands on to every organisation that a minute, or a quarter of an hour, has passed. */
async function fanOut(event: unknown): Promise<void> {
  const { kind } = TickEvent.parse(event);
  const passed = kind === 'tick' ? 'minute' : 'night';
  const organisations = await runtime.directory.organisations.all();
  await sendToClock(organisations.map((organisation): ClockMessage => ({ kind: passed, organisation })));
}

function isFromQueue(event: object): event is SQSEvent {
  return 'Records' in event;
}

/**
 * Starts what is due by the clock. The scheduler's event becomes one message per organisation, and these become one
 * for each piece of work, so that none takes long and one organisation's failure holds up nobody else. A message that
 * keeps failing ends among the dead letters, where an alarm finds it.
 */
const answer = middy<object, SQSBatchResponse | undefined>().handler(async (event) => {
  if (!isFromQueue(event)) {
    await fanOut(event);
    return undefined;
  }
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  for (const record of event.Records) {
    try {
      await onMessage(record, () => workOn(record));
    } catch {
      // It has been logged, with the organisation that it concerns.
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
});

/** Lambda: the clock. */
export const handler = observed('tick', answer);
