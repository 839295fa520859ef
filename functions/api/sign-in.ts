/** The API says how people sign in and who has, and forgets them. @module */

import type { signIn } from '#shared/contract/sign-in.ts';
import { forgetPerson, listPeople } from '../domain/access/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of signing in. */
export function signInHandlers(runtime: Runtime): Handlers<typeof signIn> {
  const { signIn: settings } = runtime.environment;
  return {
    getSignIn: async () => ({
      body:
        settings === undefined
          ? { scopes: [], apiKeys: true }
          : {
              issuer: settings.issuer,
              clientId: settings.clientId,
              scopes: settings.scopes,
              ...(settings.signOutUrl === undefined ? {} : { signOutUrl: settings.signOutUrl }),
              apiKeys: false,
            },
    }),
    listPeople: async ({ query }, call) => ({
      body: await listPeople(actorOf(runtime, call), query.limit, query.cursor),
    }),
    forgetPerson: async ({ params }, call) => {
      await forgetPerson(actorOf(runtime, call), params.personId);
      return { body: undefined };
    },
  };
}
