/** Whoever shows reasons in another language reads all of them through this API handler. @module */

import type { reasons } from '#shared/contract/reasons.ts';
import { allKinds, allReasons } from '#shared/reasons/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';

/** Handlers of reasons. */
export function reasonHandlers(): Handlers<typeof reasons> {
  return {
    listReasons: () => Promise.resolve({ body: { items: allReasons(), kinds: allKinds() } }),
  };
}
