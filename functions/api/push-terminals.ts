/** Administrators register terminals that push to the cloud and send them commands through these API handlers. @module */

import type { pushTerminals } from '#shared/contract/push-terminals.ts';
import {
  describePush,
  orderClock,
  orderCommand,
  pendingTerminals,
  registerPushTerminal,
  requirePushItems,
  wrongKeysOf,
} from '../domain/terminals/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of terminals that push to the cloud. */
export function pushTerminalHandlers(runtime: Runtime): Handlers<typeof pushTerminals> {
  return {
    registerTerminal: async ({ body }, call) => ({
      body: await registerPushTerminal(actorOf(runtime, call), runtime.directory, runtime.storesOf, body),
    }),
    listPendingTerminals: async ({ query }, call) => ({
      body: await pendingTerminals(actorOf(runtime, call), runtime.directory, query),
    }),
    getPushTerminal: async ({ params: { serial } }, call) => {
      const actor = actorOf(runtime, call);
      const items = await requirePushItems(actor, serial);
      return { body: describePush(items, await wrongKeysOf(actor, runtime.directory, serial)) };
    },
    orderTerminalCommand: async ({ params, body }, call) => ({
      body:
        body.kind === 'set-clock'
          ? await orderClock(actorOf(runtime, call), params.serial)
          : await orderCommand(actorOf(runtime, call), params.serial, body),
    }),
  };
}
