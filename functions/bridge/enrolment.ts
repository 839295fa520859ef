/** The bridge API exchanges an enrolment token for a bridge's identity: the only unsigned call of a bridge. @module */

import type { bridgeApi } from '#shared/contract/bridge-api.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { enrolBridge } from '../domain/terminals/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import { actorFor, type BridgeRuntime } from '../runtime.ts';

/** Handler of enrolment: the only unsigned call of a bridge. */
export function enrolmentHandlers(runtime: BridgeRuntime): Pick<Handlers<typeof bridgeApi>, 'enrolBridge'> {
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
  };
}
