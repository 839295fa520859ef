/** Administrators set the terminals that a bridge reads through these API handlers. @module */

import type { BridgeTerminals, bridgeTerminals } from '#shared/contract/bridge-terminals.ts';
import { shownEtag } from '../domain/shown-etag.ts';
import { setTerminalsOfBridge, terminalsOfBridge } from '../domain/terminals/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';

/** The list, and the ETag of what is shown. */
function show(body: BridgeTerminals) {
  return { body, etag: shownEtag(body.version, body) };
}

/** Handlers of the terminals that a bridge is told to read. */
export function bridgeTerminalHandlers(runtime: Runtime): Handlers<typeof bridgeTerminals> {
  return {
    getBridgeTerminals: async ({ params }, call) =>
      show(await terminalsOfBridge(actorOf(runtime, call), params.bridgeId)),
    setBridgeTerminals: async ({ params, body }, call) =>
      show(await setTerminalsOfBridge(actorOf(runtime, call), params.bridgeId, body.terminals, call.ifMatch)),
  };
}
