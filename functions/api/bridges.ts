/** Administrators list and revoke bridges and make enrolment tokens through these API handlers. @module */

import type { bridgeUpdates } from '#shared/contract/bridge-updates.ts';
import type { bridges } from '#shared/contract/bridges.ts';
import type { diagnoses } from '#shared/contract/diagnoses.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Actor } from '../domain/actor.ts';
import { etagOf } from '../domain/etag.ts';
import { shownEtag } from '../domain/shown-etag.ts';
import {
  createEnrolmentToken,
  editBridge,
  enrolmentTokenState,
  enrolmentTokens,
  listDiagnoses,
  orderDiagnosis,
  orderNewKey,
  presenceOfBridge,
  replaceUpdates,
  requireBridge,
  revokeBridge,
  revokeEnrolmentToken,
  ringOf,
  showDiagnosis,
  watchBridges,
} from '../domain/terminals/index.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { StoredBridgeUpdates } from '../store/bridge-updates.ts';
import type { StoredBridge } from '../store/bridges.ts';
import { actorOf } from './actor.ts';

function describeBridge(stored: StoredBridge, updates: StoredBridgeUpdates, now: Instant) {
  const {
    reportDigest: _digest,
    aboutDigest: _about,
    clockOrders: _clocks,
    diagnosis: _diagnosis,
    edits: _edits,
    keyOrderedAt: _keyOrderedAt,
    signedAtSeconds: _signedAt,
    nonce: _nonce,
    watchedAt: _watched,
    terminalsVersion: _terminalsVersion,
    listDigest: _listDigest,
    queueSince: _queueSince,
    updateReport,
    ...bridge
  } = stored;
  const { fullSince, fullDisk } = bridge.outbox ?? {};
  const warning = fullDisk === undefined ? ('outbox-full' as const) : ('disk-full' as const);
  const { state: presence, silentSince } = presenceOfBridge(stored, now);
  const ring = ringOf(updates, stored);
  const shownUpdates = { ...updateReport, ...(ring ? { ring } : {}) };
  return {
    ...bridge,
    ...(stored.state === 'active'
      ? { presence, ...(silentSince ? { silentSince } : {}), updates: shownUpdates }
      : {}),
    ...(fullSince === undefined ? {} : { warnings: [warning] }),
  };
}

/** A bridge by itself, and the ETag of what is shown. */
async function showBridge(actor: Actor, stored: StoredBridge) {
  const [found, updates] = await Promise.all([
    actor.stores.bridges.foundBy(stored.id),
    actor.stores.bridgeUpdates.read(),
  ]);
  const body = { ...describeBridge(stored, updates, actor.now), ...(found === undefined ? {} : { found }) };
  return { body, etag: shownEtag(stored.edits ?? 0, body) };
}

/** The address that the signature of a bridge may name: the console may be served at another one, which leads here. */
function addressForBridges({ environment }: Runtime, { event }: Call): string {
  const [authority = event.requestContext.domainName] = environment.publicAuthorities;
  return `${event.headers['x-forwarded-proto'] ?? 'https'}://${authority}`;
}

/** Handlers of bridges, their updates and their diagnoses, for administrators. */
export function bridgeHandlers(
  runtime: Runtime,
): Handlers<typeof bridges & typeof bridgeUpdates & typeof diagnoses> {
  return {
    orderDiagnosis: async ({ params }, call) => ({
      body: await orderDiagnosis(actorOf(runtime, call), params.bridgeId),
    }),
    listDiagnoses: async ({ params, query }, call) => ({
      body: await listDiagnoses(actorOf(runtime, call), params.bridgeId, query),
    }),
    getDiagnosis: async ({ params }, call) => ({
      body: await showDiagnosis(actorOf(runtime, call), params.bridgeId, params.diagnosisId),
    }),
    getBridgeUpdates: async (_input, call) => {
      const body = await actorOf(runtime, call).stores.bridgeUpdates.read();
      return { body, etag: etagOf(body.version) };
    },
    putBridgeUpdates: async ({ body: { version: _version, savedAt: _savedAt, ...wanted } }, call) => {
      const body = await replaceUpdates(actorOf(runtime, call), wanted, call.ifMatch);
      return { body, etag: etagOf(body.version) };
    },
    listBridges: async ({ query }, call) => {
      const actor = actorOf(runtime, call);
      const [page, updates] = await Promise.all([
        actor.stores.bridges.list(query.limit, query.cursor),
        actor.stores.bridgeUpdates.read(),
      ]);
      await watchBridges(actor, page.items);
      return {
        body: { ...page, items: page.items.map((bridge) => describeBridge(bridge, updates, actor.now)) },
      };
    },
    createEnrolmentToken: async ({ body }, call) => {
      const made = await createEnrolmentToken(runtime.directory, actorOf(runtime, call), body);
      return { body: { ...made, cloud: addressForBridges(runtime, call) } };
    },
    listEnrolmentTokens: async ({ query }, call) => ({
      body: await enrolmentTokens(runtime.directory, actorOf(runtime, call), query),
    }),
    revokeEnrolmentToken: async ({ params }, call) => {
      await revokeEnrolmentToken(runtime.directory, actorOf(runtime, call), params.tokenId);
      return { body: undefined };
    },
    getEnrolmentToken: async ({ params }, call) => ({
      body: await enrolmentTokenState(runtime.directory, actorOf(runtime, call), params.tokenId),
    }),
    getBridge: async ({ params }, call) => {
      const actor = actorOf(runtime, call);
      const bridge = await requireBridge(actor, params.bridgeId);
      await watchBridges(actor, [bridge]);
      return await showBridge(actor, bridge);
    },
    updateBridge: async ({ params, body }, call) => {
      const actor = actorOf(runtime, call);
      return await showBridge(actor, await editBridge(actor, params.bridgeId, body, call.ifMatch));
    },
    renewBridgeKey: async ({ params }, call) => {
      await orderNewKey(actorOf(runtime, call), params.bridgeId);
      return { body: undefined };
    },
    revokeBridge: async ({ params }, call) => {
      await revokeBridge(actorOf(runtime, call), params.bridgeId);
      return { body: undefined };
    },
  };
}
