/** The API lists unknown users, and enters, lists and withdraws what HR says about their punches. @module */

import type { links } from '#shared/contract/links.ts';
import { describeLink, enterLink, linksOf, listUnknownUsers, withdrawLink } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of unknown users and of links. */
export function linkHandlers(runtime: Runtime): Handlers<typeof links> {
  return {
    listUnknownUsers: async ({ query }, call) => ({
      body: await listUnknownUsers(actorOf(runtime, call), query),
    }),
    createLink: async ({ body }, call) => ({
      body: describeLink(await enterLink(actorOf(runtime, call), body)),
    }),
    listLinks: async ({ query }, call) => ({
      body: { items: (await linksOf(actorOf(runtime, call), query)).map(describeLink) },
    }),
    withdrawLink: async ({ params, body }, call) => ({
      body: describeLink(await withdrawLink(actorOf(runtime, call), { ...params, ...body })),
    }),
  };
}
