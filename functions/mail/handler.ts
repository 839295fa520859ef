/** Lambda entry point of the mail queue: it sends one report to its recipients. @module */

import middy from '@middy/core';
import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { ReportRunId } from '#shared/contract/fields.ts';
import { requireDeploymentSecret } from '../domain/deployment-secret.ts';
import { giveUpRun, type MailMessage, sendRun } from '../domain/mails/index.ts';
import { openUploads } from '../files/file-link.ts';
import { log } from '../observe/log.ts';
import { openQueue } from '../queue/send.ts';
import { endOfCall, failureReason, isLastTry, tries } from '../queue/tries.ts';
import { actorFor, openRuntime } from '../runtime.ts';
import { openSender } from './sender.ts';

const runtime = openRuntime();
requireDeploymentSecret();
const { mailQueueUrl, exportsQueueUrl, exportsBucket, publicUrl } = runtime.environment;
if (mailQueueUrl === undefined || exportsQueueUrl === undefined || exportsBucket === undefined) {
  throw new Error('The mail function needs MAIL_QUEUE_URL, EXPORTS_QUEUE_URL and EXPORTS_BUCKET');
}
if (publicUrl === undefined) throw new Error('The mail function needs PUBLIC_URL');
const sendToMail = openQueue(mailQueueUrl);
const services = {
  uploads: openUploads(),
  bucket: exportsBucket,
  sendToExports: openQueue(exportsQueueUrl),
  publicUrl,
};
const sender = openSender(runtime.environment);
const Message = z.object({ organisation: z.string().min(1), runId: ReportRunId });

/** Lambda: sends reports. Each call gets one message, so that a failure repeats only its own report. */
export const handler = middy<SQSEvent, void>().handler(async (event: SQSEvent, context: Context) => {
  for (const record of event.Records) {
    const { organisation, runId } = Message.parse(JSON.parse(record.body));
    const actor = actorFor(runtime, organisation, 'mail', 'system');
    const isLast = isLastTry(record, tries.mail);
    const until = endOfCall(context, runtime.now());
    const { reportRuns } = actor.stores;
    if (isLast) await reportRuns.noteLastTry(runId, until);
    try {
      const left = await sendRun(actor, { ...services, handOver: await sender, until, isLast }, runId);
      if (isLast) await reportRuns.noteLastTry(runId, null);
      if (typeof left === 'string') continue;
      const again: MailMessage = { organisation, runId };
      await sendToMail([again], { delaySeconds: left.againAfterSeconds });
    } catch (error) {
      if (isLast) {
        log({ level: 'error', message: 'job given up', organisation, runId, error });
        await giveUpRun(actor, runId, failureReason(error, tries.mail));
      }
      throw error;
    }
  }
});
