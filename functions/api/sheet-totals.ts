/** The API gives sheets at a glance: people with compact days, and sums. @module */

import type { sheetTotals } from '#shared/contract/sheet-totals.ts';
import { readMatrix, readTotals } from '../domain/sheets/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of sheets at a glance. */
export function sheetTotalHandlers(runtime: Runtime): Handlers<typeof sheetTotals> {
  return {
    getMatrix: async ({ query }, call) => ({ body: await readMatrix(actorOf(runtime, call), query) }),
    getSheetTotals: async ({ query }, call) => ({ body: await readTotals(actorOf(runtime, call), query) }),
  };
}
