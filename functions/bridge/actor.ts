/** The bridge API turns a signed request into an actor, and refuses a repeated nonce where a replay would do harm. @module */

import type { PublicKeyJwk } from '#shared/contract/bridge-api.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Actor } from '../domain/actor.ts';
import type { Call } from '../middleware/dispatch.ts';
import { actorFor, type BridgeRuntime } from '../runtime.ts';

/** A calling bridge: an actor on its organisation, its id, and when, with which nonce and with which key it signed. */
export interface BridgeActor {
  actor: Actor;
  bridgeId: BridgeId;
  signedAtSeconds: number;
  nonce: string;
  key: PublicKeyJwk;
}

/** The bridge that signed the request. @throws RollcallError caller.unknown when the middleware saw none */
export function bridgeOf(runtime: BridgeRuntime, call: Call): BridgeActor {
  const { bridge, organisation, name } = call.caller;
  if (!bridge) throw new RollcallError('caller.unknown', { scheme: 'bridge signature' });
  return {
    actor: actorFor(runtime, organisation, name, 'bridge'),
    bridgeId: bridge.id,
    signedAtSeconds: bridge.signedAtSeconds,
    nonce: bridge.nonce,
    key: bridge.key,
  };
}

/**
 * The bridge that signed a request which would do harm if somebody else repeated it: its nonce can be used only once.
 * @throws RollcallError bridge.replayed
 */
export async function bridgeOfOnce(runtime: BridgeRuntime, call: Call): Promise<BridgeActor> {
  const bridge = bridgeOf(runtime, call);
  const { credentials } = runtime.directory;
  if (!(await credentials.takeNonce(bridge.bridgeId, bridge.nonce, bridge.actor.now))) {
    throw new RollcallError('bridge.replayed', { nonce: bridge.nonce });
  }
  return bridge;
}
