/** People see what is open before a period is locked, and what has changed after it, through these API handlers. @module */

import type { lockChecks } from '#shared/contract/lock-checks.ts';
import { listAdjustments, listOpenDays } from '../domain/sheets/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of what is open, and of what has changed. */
export function lockCheckHandlers(runtime: Runtime): Handlers<typeof lockChecks> {
  return {
    listOpenDays: async ({ query }, call) => ({ body: await listOpenDays(actorOf(runtime, call), query) }),
    listAdjustments: async ({ query }, call) => ({
      body: await listAdjustments(actorOf(runtime, call), query),
    }),
  };
}
