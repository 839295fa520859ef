/** Lambda entry point of the sheets queue: it recomputes users' days. @module */

import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { isProblem } from '#shared/errors.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { noteLastTry } from '../domain/recompute/index.ts';
import { ComputedLately, workOnSheets } from '../domain/sheets/index.ts';
import { log } from '../observe/log.ts';
import { measure } from '../observe/metrics.ts';
import { observed, onMessage } from '../observe/observed.ts';
import { SheetMessage } from '../queue/sheet-messages.ts';
import { endOfCall, isLastTry, lastFailure, stoppedFailure, tries } from '../queue/tries.ts';
import { actorFor, openRuntime } from '../runtime.ts';
import { isPassingAwsFailure } from '../store/index.ts';

const runtime = openRuntime();
const lately = new ComputedLately();

async function workOn(record: SQSRecord, context: Context): Promise<void> {
  const message = SheetMessage.parse(JSON.parse(record.body));
  const { organisation } = message;
  const sentAt = Number(record.attributes.SentTimestamp) || undefined;
  const actor = actorFor(runtime, organisation, 'sheets', 'system', sentAt);
  const ofJob = message.kind === 'generate-part' || message.kind === 'split-generation' ? message : undefined;
  const last = isLastTry(record, tries.sheets) ? ofJob : undefined;
  if (last) {
    const failsAt = endOfCall(context, runtime.now());
    await noteLastTry(actor, last, { failsAt, failure: stoppedFailure(tries.sheets) });
  }
  const failed: UserId[] = [];
  try {
    await workOnSheets(actor, message, lately, (userId, error) => {
      failed.push(userId);
      log({ level: 'error', message: 'sheets of a user not computed', organisation, userId, error });
    });
  } catch (error) {
    if (last) {
      log({ level: 'error', message: 'job given up', organisation, jobId: last.jobId, error });
      const failure = { failsAt: actor.now, failure: lastFailure(error, tries.sheets) };
      await noteLastTry(actor, last, failure, failed);
    }
    throw error;
  }
  if (message.kind === 'touched-days' && sentAt !== undefined) {
    const sheetLagSeconds = Math.max(0, (runtime.now() - sentAt) / 1000);
    measure('sheets computed', { sheetLagSeconds }, { organisation, users: message.users.length });
  }
  if (last?.kind === 'split-generation') await actor.stores.generations.splitFails(last.jobId, null);
}

/** A message is put off this often at most; then it counts as failed, and one day among the dead letters. */
const mostPutOffs = 200;

/**
 * Puts a message off for some seconds where the tables do not keep up: it goes to the end of the queue as a new message, so
 * that it neither rests until the queue gives up on its receiver, nor dies of having been received a few times.
 */
async function isPutOff(record: SQSRecord, error: unknown): Promise<boolean> {
  if (!isPassingAwsFailure(error) && !isProblem(error, 'service.busy')) return false;
  const message = SheetMessage.parse(JSON.parse(record.body));
  const putOff = (message.putOff ?? 0) + 1;
  if (putOff > mostPutOffs) return false;
  const delaySeconds = Math.ceil(Math.random() * Math.min(30, 2 + putOff));
  await runtime.sendToSheets([{ ...message, putOff }], { delaySeconds });
  measure('throttled', { throttles: 1 });
  log({ level: 'warn', message: 'sheet message put off', messageId: record.messageId, putOff });
  return true;
}

/** Lambda: recomputes users' days. It names the messages that failed, so that only these are delivered again. */
export const handler = observed(
  'sheets',
  middy<SQSEvent, SQSBatchResponse>().handler(async (event, context) => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const record of event.Records) {
      await onMessage(record, async () => {
        try {
          await workOn(record, context);
        } catch (error) {
          if (await isPutOff(record, error)) return;
          log({ level: 'error', message: 'sheet message failed', messageId: record.messageId, error });
          batchItemFailures.push({ itemIdentifier: record.messageId });
        }
      });
    }
    return { batchItemFailures };
  }),
);
