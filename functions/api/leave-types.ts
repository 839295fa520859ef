/** People read the types of leave, and how much was taken of each, through these API handlers. @module */

import type { leaveTypes } from '#shared/contract/leave-types.ts';
import { countTakenLeave } from '../domain/sheets/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of the types of leave. */
export function leaveTypeHandlers(runtime: Runtime): Handlers<typeof leaveTypes> {
  return {
    listLeaveTypes: async (_input, call) => {
      const { leave } = await actorOf(runtime, call).stores.settings.read();
      return { body: { items: leave?.types ?? [] } };
    },
    countLeaves: async ({ query }, call) => ({
      body: await countTakenLeave(actorOf(runtime, call), query),
    }),
  };
}
