/** The API merges and renames users, and undoes that. @module */

import type { userMerges } from '#shared/contract/user-merges.ts';
import { mergeUsers, renameUser, undoMerge } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of merges. */
export function userMergeHandlers(runtime: Runtime): Handlers<typeof userMerges> {
  return {
    mergeUser: async ({ params, body }, call) => ({
      body: await mergeUsers(actorOf(runtime, call), { ...params, ...body }),
    }),
    renameUser: async ({ params, body }, call) => ({
      body: await renameUser(actorOf(runtime, call), { ...params, ...body }),
    }),
    undoUserMerge: async ({ params, body }, call) => ({
      body: await undoMerge(actorOf(runtime, call), { ...params, ...body }),
    }),
  };
}
