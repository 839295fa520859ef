/** The API lists a user's punches and a day's arrivals. @module */

import type { punches } from '#shared/contract/punches.ts';
import { claimsOf } from '../domain/claims.ts';
import { describePunches } from '../domain/punches/index.ts';
import { requireRange } from '../domain/ranges.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredPunch } from '../store/stored-punch.ts';
import { actorOf } from './actor.ts';

/** Whether a caller may learn who people are: an integration needs the scope for that. */
function mayName({ caller: { principal, scopes = [] } }: Call): boolean {
  return principal !== 'integration' || scopes.includes('users:read') || scopes.includes('sheets:read');
}

/** Handlers of punches. */
export function punchHandlers(runtime: Runtime): Handlers<typeof punches> {
  return {
    listPunches: async ({ query }, call) => {
      requireRange(query.from, query.to);
      const actor = actorOf(runtime, call);
      const { stores } = actor;
      const { userId, limit, cursor } = query;
      const claims = await claimsOf(stores, userId);
      const counts = (punch: StoredPunch) => claims.has(punch);
      const page = await stores.punches.pageOfPins(claims.pins, query, { limit, cursor, counts });
      const { userId: _userId, ...wanted } = query;
      return { body: { ...page, items: await describePunches(actor, page.items, wanted, mayName(call)) } };
    },
    listArrivals: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const { day, limit, cursor, order } = query;
      const list = actor.stores.punches;
      const page =
        order === 'latest'
          ? await list.latestArrivals(day, limit, actor.now, cursor)
          : await list.arrivals(day, limit, actor.now, cursor);
      return { body: { ...page, items: await describePunches(actor, page.items, query, mayName(call)) } };
    },
  };
}
