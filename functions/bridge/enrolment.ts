/** The bridge API gives a bridge its identity, the only unsigned call of a bridge, and takes its next key. @module */

import type { bridgeApi } from '#shared/contract/bridge-api.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { enrolBridge, offerBridgeKey } from '../domain/terminals/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import { actorFor, type BridgeRuntime } from '../runtime.ts';
import { bridgeOf } from './actor.ts';

/** Handlers of a bridge's identity: enrolment, and the offer of a new key. */
export function enrolmentHandlers(
  runtime: BridgeRuntime,
): Pick<Handlers<typeof bridgeApi>, 'enrolBridge' | 'offerBridgeKey'> {
  return {
    enrolBridge: async ({ body }) => {
      const serverTime = instantFromEpoch(runtime.now());
      const enrolled = await enrolBridge(
        runtime.directory,
        runtime.storesOf,
        (stores, name) => actorFor(runtime, stores.organisation, name, 'system'),
        body,
        serverTime,
      );
      return { body: { ...enrolled, serverTime } };
    },
    offerBridgeKey: async ({ body }, call) => {
      const { bridgeId, key } = bridgeOf(runtime, call);
      await offerBridgeKey(runtime.directory, bridgeId, key, body);
      return { body: undefined };
    },
  };
}
