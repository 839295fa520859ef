import type { pushTerminals } from '#shared/contract/push-terminals.ts';
import {
  describePush,
  orderCommand,
  registerPushTerminal,
  requirePushItems,
} from '../domain/push-terminals.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of terminals that push to the cloud. */
export function pushTerminalHandlers(runtime: Runtime): Handlers<typeof pushTerminals> {
  return {
    registerTerminal: async ({ body }, call) => ({
      body: await registerPushTerminal(actorOf(runtime, call), runtime.directory, body),
    }),
    listPendingTerminals: async ({ query }) => {
      // A serial number that knocks belongs to nobody yet; with several organisations none may see whose it could be.
      const organisations = await runtime.directory.organisations.all();
      if (organisations.length > 1) return { body: { items: [] } };
      return { body: await runtime.directory.push.strangers(query.limit, query.cursor) };
    },
    getPushTerminal: async ({ params }, call) => ({
      body: describePush(await requirePushItems(actorOf(runtime, call), params.serial)),
    }),
    orderTerminalCommand: async ({ params, body }, call) => ({
      body: await orderCommand(actorOf(runtime, call), params.serial, body),
    }),
  };
}
