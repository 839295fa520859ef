/** The API lists, creates and edits users. @module */

import { editors } from '#shared/contract/route.ts';
import type { users } from '#shared/contract/users.ts';
import type { Actor } from '../domain/actor.ts';
import { addUser } from '../domain/downloads/index.ts';
import { etagOf } from '../domain/etag.ts';
import { requireUser } from '../domain/lookups.ts';
import { exportPeople, listPeople, punchTimesOf } from '../domain/people/index.ts';
import { shownEtag } from '../domain/shown-etag.ts';
import { xlsxMediaType } from '../domain/tables/index.ts';
import { describeUser, updateUser, type Viewer, warningsOfNumber } from '../domain/users/index.ts';
import type { Answer, Call, Handlers } from '../middleware/dispatch.ts';
import { accepts } from '../middleware/http.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredUser } from '../store/users.ts';
import { actorOf } from './actor.ts';

/** Who may edit users sees more of them, also with a key of role `integration`. */
function mayEditUsers({ caller }: Call): boolean {
  const isEditor = editors.some((principal) => principal === caller.principal);
  return isEditor && (caller.scopes === undefined || caller.scopes.includes('users:write'));
}

/** The form of a list that a caller accepts; JSON where it does not say. */
function acceptedFormat({ event }: Call): 'json' | 'csv' | 'xlsx' {
  if (accepts(event, [xlsxMediaType])) return 'xlsx';
  return accepts(event, ['text/csv']) ? 'csv' : 'json';
}

/** What the caller may see of users. */
export async function viewerOf(actor: Actor, call: Call): Promise<Viewer> {
  const { people: { customFields } = { customFields: [] } } = await actor.stores.settings.read();
  return {
    mayEdit: mayEditUsers(call),
    customKeys: new Set(customFields.map(({ key }) => key)),
    readableKeys: new Set(
      customFields.flatMap(({ key, visibleTo }) => (visibleTo === 'readers' ? [key] : [])),
    ),
  };
}

async function answer(actor: Actor, user: StoredUser, call: Call) {
  const viewer = await viewerOf(actor, call);
  const body = describeUser(user, viewer);
  // Who may not edit users may see less of one: that is another answer.
  const isWhole = viewer.mayEdit && user.custom === undefined;
  const hidesNothing = [user.card, user.email, user.phone, user.custom].every((field) => field === undefined);
  return { body, etag: isWhole || hidesNothing ? etagOf(user.version) : shownEtag(user.version, body) };
}

async function savedAnswer(actor: Actor, user: StoredUser, call: Call) {
  const [{ body, etag }, warnings] = await Promise.all([
    answer(actor, user, call),
    warningsOfNumber(actor, user),
  ]);
  return { body: { ...body, ...(warnings.length === 0 ? {} : { warnings }) }, etag };
}

/** Handlers of users. */
export function userHandlers(runtime: Runtime): Handlers<typeof users> {
  return {
    listUsers: async ({ query }, call): Promise<Answer<typeof users.listUsers>> => {
      const { format = acceptedFormat(call), punches, ...wanted } = query;
      const actor = actorOf(runtime, call);
      if (format !== 'json') {
        const { cursor: _cursor, limit: _limit, ...whole } = wanted;
        return await exportPeople(actor, { ...whole, format, mayEdit: mayEditUsers(call) });
      }
      const [viewer, page] = await Promise.all([viewerOf(actor, call), listPeople(actor, wanted)]);
      // Numbers of cards are in no list.
      const times = punches === 'true' ? await punchTimesOf(actor, page.items) : undefined;
      const items = page.items.map((user) => ({
        ...describeUser(user, viewer),
        ...times?.get(user.id),
        card: undefined,
      }));
      return { body: { ...page, items } };
    },
    getUser: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      return await answer(actor, await requireUser(actor, params.userId), call);
    },
    createUser: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      return await savedAnswer(actor, await addUser(actor, body), call);
    },
    updateUser: async ({ params, body }, call) => {
      const actor = actorOf(runtime, call);
      return await savedAnswer(actor, await updateUser(actor, params.userId, body, call.ifMatch), call);
    },
  };
}
