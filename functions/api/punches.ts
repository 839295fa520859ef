/** The API lists a user's punches, a day's arrivals, and the records in quarantine. @module */

import type { punches } from '#shared/contract/punches.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import { requireRange } from '../domain/ranges.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredPunch } from '../store/stored-punch.ts';
import { actorOf } from './actor.ts';

function describePunch(stored: StoredPunch) {
  const { batchId: _batchId, order: _order, ...punch } = stored;
  return punch;
}

/** Handlers of punches, and of records that could not become punches. */
export function punchHandlers(runtime: Runtime): Handlers<typeof punches> {
  return {
    listPunches: async ({ query }, call) => {
      requireRange(query.from, query.to);
      const { stores } = actorOf(runtime, call);
      const page = await stores.punches.pageOfPin(pinOfUser(query.userId), query, query.limit, query.cursor);
      return { body: { ...page, items: page.items.map(describePunch) } };
    },
    listArrivals: async ({ query }, call) => {
      const page = await actorOf(runtime, call).stores.punches.arrivals(query.day, query.limit, query.cursor);
      return { body: { ...page, items: page.items.map(describePunch) } };
    },
    listQuarantine: async ({ query }, call) => ({
      body: await actorOf(runtime, call).stores.quarantine.list(query.limit, query.cursor),
    }),
  };
}
