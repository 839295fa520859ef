/** The API adds and edits many users at once. @module */

import type { userBatches } from '#shared/contract/user-batches.ts';
import { assignRosters, changePeople, createRange } from '../domain/people/index.ts';
import type { UserChange } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of many users at once. */
export function userBatchHandlers(runtime: Runtime): Handlers<typeof userBatches> {
  return {
    batchUsers: async ({ body }, call) => {
      const changes = body.items.flatMap(({ create, userId, patch, version }): UserChange[] => {
        if (create !== undefined) return [{ kind: 'create', user: create }];
        if (userId === undefined || patch === undefined) return [];
        return [{ kind: 'edit', userId, edit: patch, version }];
      });
      return { body: await changePeople(actorOf(runtime, call), changes) };
    },
    createUserRange: async ({ body }, call) => ({ body: await createRange(actorOf(runtime, call), body) }),
    assignRosters: async ({ body }, call) => ({ body: await assignRosters(actorOf(runtime, call), body) }),
  };
}
