/** The API lists the punches of people, and a day's arrivals. @module */

import type { punches } from '#shared/contract/punches.ts';
import { describePunches, listPunches } from '../domain/punches/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';
import { mayName } from './author-names.ts';

/** Handlers of punches. */
export function punchHandlers(runtime: Runtime): Handlers<typeof punches> {
  return {
    listPunches: async ({ query }, call) => {
      const { userId, ...others } = query;
      const userIds = userId === undefined ? undefined : [userId].flat();
      return { body: await listPunches(actorOf(runtime, call), { ...others, userIds }, mayName(call)) };
    },
    listArrivals: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const { day, limit, cursor, order } = query;
      const list = actor.stores.punches;
      const page =
        order === 'latest'
          ? await list.latestArrivals(day, limit, actor.now, cursor)
          : await list.arrivals(day, limit, actor.now, cursor);
      const { userId, ...others } = query;
      const wanted = { ...others, userIds: userId === undefined ? undefined : [userId] };
      return { body: { ...page, items: await describePunches(actor, page.items, wanted, mayName(call)) } };
    },
  };
}
