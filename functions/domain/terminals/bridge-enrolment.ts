/** Administrators make enrolment tokens, bridges exchange them for an identity, and administrators revoke it. @module */

import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { PublicKeyJwk } from '#shared/contract/bridge-api.ts';
import type { bridges } from '#shared/contract/bridges.ts';
import type { BridgeId, EnrolmentTokenId } from '#shared/contract/ids.ts';
import type { RouteResult } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { EnrolmentToken } from '../../store/credentials.ts';
import type { Page } from '../../store/cursor.ts';
import type { Credentials, Stores } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit, recordAuditOnce } from '../audit.ts';
import { requireVersion, staleEdit } from '../etag.ts';
import { newId } from '../ids.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { noteUnread } from './terminal-reports.ts';

/** What an administrator wants of an enrolment token. */
interface WantedToken {
  minutes: number;
  mostBridges: number;
  name?: string | undefined;
  site?: string | undefined;
}

/** Makes an enrolment token. @returns the token as text, shown once */
export async function createEnrolmentToken(
  directory: Credentials,
  actor: Actor,
  { minutes, mostBridges, name, site }: WantedToken,
): Promise<EnrolmentState & { token: string }> {
  const token = `rce_${newSecret()}`;
  const id = newId('enr');
  const stored = {
    id,
    organisation: actor.stores.organisation,
    createdBy: actor.name,
    createdAt: actor.now,
    tokenExpiresAt: instantFromEpoch(epochOf(actor.now) + minutes * 60_000),
    mostBridges,
    ...(name === undefined ? {} : { name }),
    ...(site === undefined ? {} : { site }),
  };
  await directory.credentials.addEnrolmentToken(hashOf(token), stored);
  await recordAudit(actor, 'enrolment-token.created', hashOf(token).slice(0, 12), {
    id,
    mostBridges,
    expiresAt: stored.tokenExpiresAt,
    ...(site === undefined ? {} : { site }),
  });
  return { ...describeToken(id, stored, actor.now), token };
}

/** What has become of an enrolment token. */
type EnrolmentState = RouteResult<typeof bridges.getEnrolmentToken>;

function describeToken(id: EnrolmentTokenId, token: EnrolmentToken, now: Instant): EnrolmentState {
  const { name, site, createdAt = token.tokenExpiresAt, tokenExpiresAt, usedAt, bridgeId, revokedAt } = token;
  const { mostBridges = 1, bridges = usedAt === undefined ? 0 : 1 } = token;
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(site === undefined ? {} : { site }),
    state: stateOf(token, now) ?? 'pending',
    mostBridges,
    bridges,
    createdAt,
    expiresAt: tokenExpiresAt,
    ...(usedAt === undefined ? {} : { usedAt }),
    ...(bridgeId === undefined ? {} : { bridgeId }),
    ...(revokedAt === undefined ? {} : { revokedAt }),
  };
}

/** Why no bridge can come with a token any more; `undefined` when one can. */
function stateOf(token: EnrolmentToken, now: Instant): 'used' | 'revoked' | 'expired' | undefined {
  const { mostBridges = 1, usedAt, bridges = usedAt === undefined ? 0 : 1 } = token;
  if (bridges >= mostBridges) return 'used';
  if (token.revokedAt !== undefined) return 'revoked';
  return epochOf(token.tokenExpiresAt) <= epochOf(now) ? 'expired' : undefined;
}

/** What has become of a token of this organisation. @throws RollcallError enrolment-token.unknown */
export async function enrolmentTokenState(
  directory: Credentials,
  actor: Actor,
  tokenId: EnrolmentTokenId,
): Promise<EnrolmentState> {
  const { organisation } = actor.stores;
  const token = await directory.credentials.findEnrolmentTokenById(organisation, tokenId);
  if (!token) throw new RollcallError('enrolment-token.unknown', { tokenId });
  return describeToken(tokenId, token, actor.now);
}

/** One page of the tokens of this organisation, the latest first. */
export async function enrolmentTokens(
  directory: Credentials,
  { stores, now }: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<EnrolmentState>> {
  const page = await directory.credentials.listEnrolmentTokens(stores.organisation, limit, cursor);
  const items = page.items.flatMap((token) =>
    token.id === undefined ? [] : [describeToken(token.id, token, now)],
  );
  return { ...page, items };
}

/**
 * Ends a token at once; one that was ended before stays as it was.
 * @throws RollcallError enrolment-token.unknown
 */
export async function revokeEnrolmentToken(
  directory: Credentials,
  actor: Actor,
  tokenId: EnrolmentTokenId,
): Promise<void> {
  const { organisation } = actor.stores;
  const revoked = await directory.credentials.revokeEnrolmentToken(organisation, tokenId, actor.now);
  if (revoked) {
    const { bridges = 0 } = revoked;
    await recordAudit(actor, 'enrolment-token.revoked', tokenId, { bridges });
  } else await enrolmentTokenState(directory, actor, tokenId);
}

/** What a bridge sends to enrol. `proof` signs `rollcall-enrol:<sha256 hex of the token>:<nonce>`. */
export interface EnrolmentRequest {
  token: string;
  publicKey: PublicKeyJwk;
  nonce: string;
  proof: string;
  name: string;
  version: string;
  host?: string | undefined;
  platform?: string | undefined;
}

function provesPossession(request: EnrolmentRequest, tokenHash: string): boolean {
  try {
    const key = createPublicKey({ key: request.publicKey as unknown as JsonWebKey, format: 'jwk' });
    const text = Buffer.from(`rollcall-enrol:${tokenHash}:${request.nonce}`, 'utf8');
    return verify(null, text, key, Buffer.from(request.proof, 'base64url'));
  } catch {
    return false;
  }
}

/**
 * The identity that a bridge has got already, and asks for again because the answer was lost; `undefined` while it has none.
 * @throws RollcallError enrolment.refused when it was revoked since, or has replaced the key that it comes with
 */
async function identityOf(
  directory: Credentials,
  stores: Stores,
  bridgeId: BridgeId,
  { publicKey }: EnrolmentRequest,
): Promise<BridgeIdentity | undefined> {
  const key = await directory.credentials.findBridgeKey(bridgeId);
  if (key === undefined) return undefined;
  const bridge = await stores.bridges.find(bridgeId);
  if (bridge?.state !== 'active' || key.publicKey.x !== publicKey.x)
    throw new RollcallError('enrolment.refused', { reason: 'used' });
  return { bridgeId, name: bridge.name, zone: (await stores.settings.read()).zone };
}

/** What a bridge gets for its token. */
interface BridgeIdentity {
  bridgeId: BridgeId;
  name: string;
  zone: string;
}

/**
 * Exchanges a token for a bridge identity. The proof is checked before the token is used up, so that a damaged request
 * does not burn it. Who comes again with the same token and key is the same bridge, and takes no second place.
 * @throws RollcallError enrolment.refused
 */
export async function enrolBridge(
  directory: Credentials,
  storesOf: (organisation: string) => Stores,
  actorOf: (stores: Stores, name: string) => Actor,
  request: EnrolmentRequest,
  now: Instant,
): Promise<BridgeIdentity> {
  const tokenHash = hashOf(request.token);
  const token = await directory.credentials.findEnrolmentToken(tokenHash);
  if (!token) throw new RollcallError('enrolment.refused', { reason: 'unknown' });
  if (!provesPossession(request, tokenHash))
    throw new RollcallError('enrolment.refused', { reason: 'proof' });
  const stores = storesOf(token.organisation);
  const bridgeId = await directory.credentials.bridgeOfToken(tokenHash, request.publicKey.x, {
    id: newId('brg'),
    until: token.tokenExpiresAt,
  });
  const known = await identityOf(directory, stores, bridgeId, request);
  if (known !== undefined) return known;
  if (!(await directory.credentials.useEnrolmentToken(tokenHash, bridgeId, now))) {
    // As it is now: others may have come with it since it was read.
    const current = (await directory.credentials.findEnrolmentToken(tokenHash)) ?? token;
    // An earlier try of the same bridge has taken its place, and broke off.
    if (current.bridgeId !== bridgeId)
      throw new RollcallError('enrolment.refused', { reason: stateOf(current, now) ?? 'used' });
  }
  const { mostBridges = 1, site } = token;
  const name = (mostBridges === 1 ? token.name : undefined) ?? request.name;
  await stores.bridges.add({
    id: bridgeId,
    name,
    state: 'active',
    version: request.version,
    ...(request.host === undefined ? {} : { host: request.host }),
    ...(request.platform === undefined ? {} : { platform: request.platform }),
    ...(token.id === undefined ? {} : { enrolmentTokenId: token.id }),
    ...(site === undefined ? {} : { site }),
    enrolledAt: now,
    queueSince: now,
  });
  await directory.credentials.addBridgeKey({
    organisation: token.organisation,
    bridgeId,
    publicKey: request.publicKey,
  });
  await recordAuditOnce(actorOf(stores, token.createdBy), 'bridge.enrolled', bridgeId, {
    ...(token.id === undefined ? {} : { tokenId: token.id }),
    ...(site === undefined ? {} : { site }),
  });
  return { bridgeId, name, zone: (await stores.settings.read()).zone };
}

/** The bridge that has an id. @throws RollcallError bridge.not-found */
export async function requireBridge(actor: Actor, bridgeId: BridgeId): Promise<StoredBridge> {
  const bridge = await actor.stores.bridges.find(bridgeId);
  if (!bridge) throw new RollcallError('bridge.not-found', { bridgeId });
  return bridge;
}

/** What an administrator changes of a bridge. */
interface BridgeEdit {
  name?: string | undefined;
  /** `null`: it stands at no site. */
  site?: string | null | undefined;
}

/**
 * Renames a bridge, or puts it at another site. What its own configuration calls it counts at its enrolment only.
 * @param ifMatch - the ETag that the caller read
 * @throws RollcallError bridge.not-found, request.stale
 */
export async function editBridge(
  actor: Actor,
  bridgeId: BridgeId,
  { name, site }: BridgeEdit,
  ifMatch: string,
): Promise<StoredBridge> {
  const current = await requireBridge(actor, bridgeId);
  const { edits = 0 } = current;
  requireVersion(`Bridge ${bridgeId}`, ifMatch, edits);
  const isRenamed = name !== undefined && name !== current.name;
  const isMoved = site !== undefined && site !== (current.site ?? null);
  if (!isRenamed && !isMoved) return current;
  const changes = { ...(isRenamed ? { name } : {}), ...(isMoved ? { site } : {}) };
  const edited = await actor.stores.bridges.edit(bridgeId, changes, edits);
  if (!edited) throw staleEdit(`Bridge ${bridgeId}`, (await requireBridge(actor, bridgeId)).edits ?? 0);
  if (isRenamed) await recordAudit(actor, 'bridge.renamed', bridgeId, { from: current.name, to: name });
  if (isMoved) await recordAudit(actor, 'bridge.moved', bridgeId, { from: current.site ?? null, to: site });
  return edited;
}

/** Revokes a bridge: nothing more is read of its terminals, so no day waits for them any longer. @throws RollcallError bridge.not-found */
export async function revokeBridge(actor: Actor, bridgeId: BridgeId): Promise<void> {
  if (!(await actor.stores.bridges.revoke(bridgeId))) {
    throw new RollcallError('bridge.not-found', { bridgeId });
  }
  const terminals = await actor.stores.terminals.marks();
  await noteUnread(
    actor,
    terminals.filter((terminal) => terminal.bridgeId === bridgeId),
  );
  await recordAudit(actor, 'bridge.revoked', bridgeId);
}
