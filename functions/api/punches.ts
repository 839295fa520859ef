/** The API lists a user's punches, a day's arrivals, and the records in quarantine. @module */

import type { punches } from '#shared/contract/punches.ts';
import { claimsOf } from '../domain/claims.ts';
import { describePunch } from '../domain/describe-punch.ts';
import { requireRange } from '../domain/ranges.ts';
import { RightSerials } from '../domain/right-serials.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredPunch } from '../store/stored-punch.ts';
import { actorOf } from './actor.ts';

/** Handlers of punches, and of records that could not become punches. */
export function punchHandlers(runtime: Runtime): Handlers<typeof punches> {
  return {
    listPunches: async ({ query }, call) => {
      requireRange(query.from, query.to);
      const { stores } = actorOf(runtime, call);
      const right = new RightSerials(await stores.terminals.marks());
      const { userId, limit, cursor } = query;
      const claims = await claimsOf(stores, userId);
      const counts = (punch: StoredPunch) => claims.has(punch);
      const page = await stores.punches.pageOfPins(claims.pins, query, { limit, cursor, counts });
      return { body: { ...page, items: page.items.map((punch) => describePunch(punch, right)) } };
    },
    listArrivals: async ({ query }, call) => {
      const { stores, now } = actorOf(runtime, call);
      const right = new RightSerials(await stores.terminals.marks());
      const page = await stores.punches.arrivals(query.day, query.limit, now, query.cursor);
      return { body: { ...page, items: page.items.map((punch) => describePunch(punch, right)) } };
    },
    listQuarantine: async ({ query }, call) => ({
      body: await actorOf(runtime, call).stores.quarantine.list(query.limit, query.cursor),
    }),
  };
}
