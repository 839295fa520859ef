import type { BridgeId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Actor } from '../domain/actor.ts';
import type { Call } from '../middleware/dispatch.ts';
import { actorFor, type Runtime } from '../runtime.ts';

/** A bridge that calls: as an actor on its organisation, with its id and what it signed with. */
export interface BridgeActor {
  actor: Actor;
  bridgeId: BridgeId;
  signedAtSeconds: number;
  nonce: string;
}

/** The bridge that signed the request. @throws RollcallError caller.unknown when the middleware saw none */
export function bridgeOf(runtime: Runtime, call: Call): BridgeActor {
  const { bridge, organisation, name } = call.caller;
  if (!bridge) throw new RollcallError('caller.unknown', { scheme: 'bridge signature' });
  return {
    actor: actorFor(runtime, organisation, name, 'bridge'),
    bridgeId: bridge.id,
    signedAtSeconds: bridge.signedAtSeconds,
    nonce: bridge.nonce,
  };
}

/**
 * The same, for requests whose repetition by somebody else would do harm: the nonce can be used once.
 * @throws RollcallError bridge.replayed
 */
export async function bridgeOfOnce(runtime: Runtime, call: Call): Promise<BridgeActor> {
  const bridge = bridgeOf(runtime, call);
  const { credentials } = runtime.directory;
  if (!(await credentials.takeNonce(bridge.bridgeId, bridge.nonce, bridge.actor.now))) {
    throw new RollcallError('bridge.replayed', { nonce: bridge.nonce });
  }
  return bridge;
}
