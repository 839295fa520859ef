/** The API turns an authenticated call into an actor on the caller's own organisation. @module */

import type { Role } from '#shared/contract/access.ts';
import type { Actor } from '../domain/actor.ts';
import type { Call } from '../middleware/dispatch.ts';
import { actorFor, type Runtime } from '../runtime.ts';

/** The person or integration that calls, as an actor on its own organisation. */
export function actorOf(runtime: Runtime, call: Call): Actor {
  const { organisation, name, principal } = call.caller;
  const actor = actorFor(runtime, organisation, name, principal as Role);
  return call.event.request === undefined ? actor : { ...actor, request: call.event.request };
}
