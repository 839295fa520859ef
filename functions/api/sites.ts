/** The API lists sites, on request with how they are. @module */

import type { sites } from '#shared/contract/sites.ts';
import { listSites } from '../domain/settings/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of sites. */
export function sitesHandlers(runtime: Runtime): Handlers<typeof sites> {
  return {
    listSites: async ({ query }, call) => ({ body: await listSites(actorOf(runtime, call), query) }),
  };
}
