/** The API adds and edits many users at once, also from files. @module */

import type { userBatches } from '#shared/contract/user-batches.ts';
import type { userImports } from '#shared/contract/user-imports.ts';
import { assignRosters, changePeople, createRange, importPeople } from '../domain/people/index.ts';
import type { UserChange } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of many users at once. */
export function userBatchHandlers(runtime: Runtime): Handlers<typeof userBatches & typeof userImports> {
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
    importUsers: async ({ body: { contentBase64, ...wanted } }, call) => {
      const file = { ...wanted, bytes: new Uint8Array(Buffer.from(contentBase64, 'base64')) };
      return { body: await importPeople(actorOf(runtime, call), file) };
    },
    assignRosters: async ({ body }, call) => ({ body: await assignRosters(actorOf(runtime, call), body) }),
  };
}
