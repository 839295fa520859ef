/** Replaces single functions of the stores, so that a test decides who comes first. @module */

import type { Actor } from '#functions/domain/actor.ts';
import { actorFor } from '#functions/runtime.ts';
import type { Stores } from '#functions/store/index.ts';
import type { Organisation, TestCloud } from './cloud.ts';

/** Stores with some functions replaced, for tests in which somebody else is faster. */
export function storesWith<K extends keyof Stores>(
  stores: Stores,
  name: K,
  changes: Partial<Stores[K]>,
): Stores {
  return { ...stores, [name]: { ...(stores[name] as object), ...changes } };
}

/** Somebody who acts on the stores of an organisation, or on others in their place. */
export function actorOn(cloud: TestCloud, organisation: Organisation, stores = organisation.stores): Actor {
  return { ...actorFor(cloud.runtime, organisation.name, 'test', 'system'), stores };
}

/** Runs something before the first call of a function, and then the function. */
export function preceded<A extends unknown[], R>(
  first: () => Promise<unknown>,
  run: (...args: A) => Promise<R>,
) {
  let done: Promise<unknown> | undefined;
  return async (...args: A): Promise<R> => {
    done ??= first();
    await done;
    return await run(...args);
  };
}

/** Somebody whose messages nobody works on: where the test itself is the worker. */
export const withoutWorker = (actor: Actor): Actor => ({ ...actor, sendToSheets: async () => {} });
