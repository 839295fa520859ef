/** Administrators list and revoke bridges and make enrolment tokens through these API handlers. @module */

import type { bridges } from '#shared/contract/bridges.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import {
  createEnrolmentToken,
  presenceOfBridge,
  revokeBridge,
  watchBridges,
} from '../domain/terminals/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredBridge } from '../store/bridges.ts';
import { actorOf } from './actor.ts';

function describeBridge(stored: StoredBridge, now: Instant) {
  const {
    reportDigest: _digest,
    signedAtSeconds: _signedAt,
    nonce: _nonce,
    watchedAt: _watched,
    queueSince: _queueSince,
    ...bridge
  } = stored;
  const { fullSince, fullDisk } = bridge.outbox ?? {};
  const warning = fullDisk === undefined ? ('outbox-full' as const) : ('disk-full' as const);
  const { state: presence, silentSince } = presenceOfBridge(stored, now);
  return {
    ...bridge,
    ...(stored.state === 'active' ? { presence, ...(silentSince ? { silentSince } : {}) } : {}),
    ...(fullSince === undefined ? {} : { warnings: [warning] }),
  };
}

/** Handlers of bridges, for administrators. */
export function bridgeHandlers(runtime: Runtime): Handlers<typeof bridges> {
  return {
    listBridges: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const page = await actor.stores.bridges.list(query.limit, query.cursor);
      await watchBridges(actor, page.items);
      return { body: { ...page, items: page.items.map((bridge) => describeBridge(bridge, actor.now)) } };
    },
    createEnrolmentToken: async ({ body }, call) => ({
      body: await createEnrolmentToken(runtime.directory, actorOf(runtime, call), body.minutes),
    }),
    revokeBridge: async ({ params }, call) => {
      await revokeBridge(actorOf(runtime, call), params.bridgeId);
      return { body: undefined };
    },
  };
}
