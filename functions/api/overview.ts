/** The API shows the organisation at a glance: what is to be done, how the terminals are, and who is in. @module */

import { hashOfData } from '#shared/attendance/index.ts';
import type { overview } from '#shared/contract/overview.ts';
import { readOverview, readPresence } from '../domain/overview/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** A weak ETag: the moment of the look does not count, so that a screen which asks again learns that nothing has changed. */
function etagOfLook({ asOf: _asOf, ...seen }: { asOf: string }): string {
  return `W/"${hashOfData(seen)}"`;
}

/** Handlers of the organisation at a glance. */
export function overviewHandlers(runtime: Runtime): Handlers<typeof overview> {
  return {
    getOverview: async (_input, call) => {
      const body = await readOverview(actorOf(runtime, call), runtime.directory);
      return { body, etag: etagOfLook(body) };
    },
    getPresence: async ({ query }, call) => {
      const body = await readPresence(actorOf(runtime, call), query);
      return { body, etag: etagOfLook(body) };
    },
  };
}
