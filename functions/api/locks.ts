/** HR locks and unlocks periods, and looks at their locks, through these API handlers. @module */

import type { locks } from '#shared/contract/locks.ts';
import { describeLock, lockPeriod, requireLock, settledLock, unlockPeriod } from '../domain/sheets/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of period locks. */
export function lockHandlers(runtime: Runtime): Handlers<typeof locks> {
  return {
    listLocks: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const page = await actor.stores.locks.list(query.limit, query.cursor);
      const settled = await Promise.all(page.items.map((lock) => settledLock(actor, lock)));
      return { body: { ...page, items: settled.map(describeLock) } };
    },
    getLock: async ({ params }, call) => ({
      body: describeLock(await requireLock(actorOf(runtime, call), params.lockId)),
    }),
    lockPeriod: async ({ body }, call) => ({
      body: describeLock(await lockPeriod(actorOf(runtime, call), body)),
    }),
    unlockPeriod: async ({ params, body }, call) => ({
      body: describeLock(await unlockPeriod(actorOf(runtime, call), params.lockId, body.reason)),
    }),
  };
}
