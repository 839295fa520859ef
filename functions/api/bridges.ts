/** Administrators list and revoke bridges and make enrolment tokens through these API handlers. @module */

import type { bridges } from '#shared/contract/bridges.ts';
import { createEnrolmentToken, revokeBridge, watchBridges } from '../domain/terminals/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredBridge } from '../store/bridges.ts';
import { actorOf } from './actor.ts';

function describeBridge(stored: StoredBridge) {
  const {
    reportDigest: _digest,
    signedAtSeconds: _signedAt,
    nonce: _nonce,
    watchedAt: _watched,
    ...bridge
  } = stored;
  const { fullSince, fullDisk } = bridge.outbox ?? {};
  const warning = fullDisk === undefined ? ('outbox-full' as const) : ('disk-full' as const);
  return { ...bridge, ...(fullSince === undefined ? {} : { warnings: [warning] }) };
}

/** Handlers of bridges, for administrators. */
export function bridgeHandlers(runtime: Runtime): Handlers<typeof bridges> {
  return {
    listBridges: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const page = await actor.stores.bridges.list(query.limit, query.cursor);
      await watchBridges(actor, page.items);
      return { body: { ...page, items: page.items.map(describeBridge) } };
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
