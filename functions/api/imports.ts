/** The API takes in files that somebody copied from a terminal: logs and user lists. @module */

import type { imports } from '#shared/contract/imports.ts';
import { importFile } from '../domain/punches/index.ts';
import { KnownUsers } from '../domain/users/index.ts';
import { requireScopes } from '../middleware/api-caller.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of files from terminals. */
export function importHandlers(runtime: Runtime): Handlers<typeof imports> {
  const known = new KnownUsers();
  return {
    importFile: async ({ body }, call) => {
      if (body.format === 'user-dat') requireScopes(call.caller, ['users:write']);
      return { body: await importFile(actorOf(runtime, call), body, known) };
    },
  };
}
