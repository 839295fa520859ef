/** The API gives all data of a person, and erases a person. @module */

import type { privacy } from '#shared/contract/privacy.ts';
import { erasePerson, personalData } from '../domain/people/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of privacy. */
export function privacyHandlers(runtime: Runtime): Handlers<typeof privacy> {
  return {
    getPersonalData: async ({ params, query }, call) => ({
      body: await personalData(actorOf(runtime, call), params.userId, query),
    }),
    eraseUser: async ({ params, body }, call) => ({
      body: await erasePerson(actorOf(runtime, call), params.userId, body.confirm),
    }),
  };
}
