/** Lambda entry point of the imports queue: it takes in large files of terminals, part by part. @module */

import middy from '@middy/core';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { ImportId } from '#shared/contract/fields.ts';
import { requireImport, tryImport } from '../domain/punches/index.ts';
import { openImports } from '../import-services.ts';
import { log } from '../observe/log.ts';
import { observed, onMessage } from '../observe/observed.ts';
import { endOfCall, isLastTry, tries } from '../queue/tries.ts';
import { actorFor, openRuntime } from '../runtime.ts';

const runtime = openRuntime();
const services = openImports(runtime);
const Message = z.object({ organisation: z.string().min(1), importId: ImportId });

async function workOn(record: SQSRecord, context: Context): Promise<void> {
  const { organisation, importId } = Message.parse(JSON.parse(record.body));
  const wanted = await requireImport(actorFor(runtime, organisation, 'imports', 'system'), importId);
  // The work goes on in the name of whoever asked for it, and may do no more than they.
  const role = wanted.byAdministrator === true ? 'admin' : 'hr';
  const actor = actorFor(runtime, organisation, wanted.requestedBy, role);
  const isLast = isLastTry(record, tries.imports);
  const last = isLast ? { until: endOfCall(context, runtime.now()) } : undefined;
  try {
    await tryImport(actor, services, importId, last);
  } catch (error) {
    if (isLast) log({ level: 'error', message: 'job given up', organisation, importId, error });
    throw error;
  }
}

/** Lambda: takes in large files. Each call gets one message, so that a failure repeats only its own import. */
export const handler = observed(
  'imports',
  middy<SQSEvent, void>().handler(async (event: SQSEvent, context: Context) => {
    for (const record of event.Records) await onMessage(record, () => workOn(record, context));
  }),
);
