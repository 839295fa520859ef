/** The API lists sheets as JSON or CSV, explains single days, and starts and shows generations. @module */

import type { sheetInputs } from '#shared/contract/sheet-inputs.ts';
import type { sheets } from '#shared/contract/sheets.ts';
import { wholeCsv } from '../domain/exports/index.ts';
import { idOfRequest } from '../domain/ids.ts';
import {
  cancelGeneration,
  describeGeneration,
  listGenerations,
  readGeneration,
  startGeneration,
} from '../domain/recompute/index.ts';
import { explainDay, listSheets, readEngineInput } from '../domain/sheets/index.ts';
import type { Answer, Handlers } from '../middleware/dispatch.ts';
import { accepts } from '../middleware/http.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';
import { listOf } from './list-of.ts';

/** Handlers of attendance sheets. */
export function sheetHandlers(runtime: Runtime): Handlers<typeof sheets & typeof sheetInputs> {
  return {
    listSheets: async ({ query }, call): Promise<Answer<typeof sheets.listSheets>> => {
      const actor = actorOf(runtime, call);
      const { userId, status, exception, ...others } = query;
      const wanted = {
        ...others,
        userIds: listOf(userId),
        status: listOf(status),
        exception: listOf(exception),
      };
      if (!accepts(call.event, ['text/csv'])) return { body: await listSheets(actor, wanted) };
      return { text: await wholeCsv(actor, wanted), mediaType: 'text/csv; charset=utf-8' };
    },
    explainDay: async ({ params }, call) => ({
      body: await explainDay(actorOf(runtime, call), params.userId, params.date),
    }),
    getSheetInputs: async ({ params, query }, call) => ({
      body: await readEngineInput(actorOf(runtime, call), params.userId, query),
    }),
    generateSheets: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      return {
        body: describeGeneration(
          await startGeneration(actor, { ...body, origin: 'manual' }, idOfRequest(actor, 'job')),
        ),
      };
    },
    getGeneration: async ({ params }, call) => ({
      body: await readGeneration(actorOf(runtime, call), params.jobId),
    }),
    listGenerations: async ({ query }, call) => ({
      body: await listGenerations(actorOf(runtime, call), query),
    }),
    cancelGeneration: async ({ params }, call) => ({
      body: await cancelGeneration(actorOf(runtime, call), params.jobId),
    }),
  };
}
