/** The API lists, creates and edits users, and lists the PINs that no user claims. @module */

import { editors } from '#shared/contract/route.ts';
import type { users } from '#shared/contract/users.ts';
import { addUser } from '../domain/downloads/index.ts';
import { etagOf } from '../domain/etag.ts';
import { requireUser } from '../domain/lookups.ts';
import { shownEtag } from '../domain/shown-etag.ts';
import { describeUser, updateUser } from '../domain/users/index.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredUser } from '../store/users.ts';
import { actorOf } from './actor.ts';

function answer(user: StoredUser, { caller }: Call) {
  const isEditor = editors.some((principal) => principal === caller.principal);
  const mayEdit = isEditor && (caller.scopes === undefined || caller.scopes.includes('users:write'));
  const body = describeUser(user, { mayEdit });
  // Who may not edit users sees less of one with a card: that is another answer.
  const showsAll = mayEdit || user.card === undefined;
  return { body, etag: showsAll ? etagOf(user.version) : shownEtag(user.version, body) };
}

/** Handlers of users. */
export function userHandlers(runtime: Runtime): Handlers<typeof users> {
  return {
    listUsers: async ({ query }, call) => {
      const { cursor, limit, ...filter } = query;
      const page = await actorOf(runtime, call).stores.users.list(filter, limit, cursor);
      return { body: { ...page, items: page.items.map((user) => describeUser(user)) } };
    },
    getUser: async ({ params }, call) =>
      answer(await requireUser(actorOf(runtime, call), params.userId), call),
    createUser: async ({ body }, call) => answer(await addUser(actorOf(runtime, call), body), call),
    updateUser: async ({ params, body }, call) =>
      answer(await updateUser(actorOf(runtime, call), params.userId, body, call.ifMatch), call),
    listUnknownUsers: async ({ query }, call) => ({
      body: await actorOf(runtime, call).stores.unknownUsers.list(query.limit, query.cursor),
    }),
  };
}
