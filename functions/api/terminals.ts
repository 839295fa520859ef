/** The API lists terminals with their state and lets administrators edit them. @module */

import type { terminals } from '#shared/contract/terminals.ts';
import { terminalEvents } from '../domain/downloads/index.ts';
import { etagOf } from '../domain/etag.ts';
import { requireTerminal } from '../domain/lookups.ts';
import { shownEtag } from '../domain/shown-etag.ts';
import { declareComplete, mergeTerminal, updateTerminal, withLastSeen } from '../domain/terminals/index.ts';
import { listTerminalUsers } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** Handlers of terminals. */
export function terminalHandlers(runtime: Runtime): Handlers<typeof terminals> {
  return {
    listTerminals: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const page = await actor.stores.terminals.list(query.limit, query.cursor);
      return { body: { ...page, items: await withLastSeen(actor, page.items) } };
    },
    getTerminal: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      const terminal = await requireTerminal(actor, params.serial);
      const [body = terminal] = await withLastSeen(actor, [terminal]);
      return { body, etag: shownEtag(terminal.version, body) };
    },
    listUsersOnTerminal: async ({ params, query }, call) => ({
      body: await listTerminalUsers(actorOf(runtime, call), params.serial, query),
    }),
    listTerminalEvents: async ({ params }, call) => ({
      body: await terminalEvents(actorOf(runtime, call), params.serial),
    }),
    updateTerminal: async ({ params, body }, call) => {
      const terminal = await updateTerminal(actorOf(runtime, call), params.serial, body, call.ifMatch);
      return { body: terminal, etag: etagOf(terminal.version) };
    },
    declareComplete: async ({ params, body }, call) => {
      const actor = actorOf(runtime, call);
      const terminal = await declareComplete(actor, params.serial, body);
      const [shown = terminal] = await withLastSeen(actor, [terminal]);
      return { body: shown, etag: etagOf(terminal.version) };
    },
    mergeTerminal: async ({ params, body }, call) => {
      const actor = actorOf(runtime, call);
      const terminal = await mergeTerminal(actor, params.serial, body);
      const [shown = terminal] = await withLastSeen(actor, [terminal]);
      return { body: shown, etag: etagOf(terminal.version) };
    },
  };
}
