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
import type { Credentials, Stores } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireVersion, staleEdit } from '../etag.ts';
import { newId } from '../ids.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { noteUnread } from './terminal-reports.ts';

/** Makes a single-use enrolment token. @returns the token as text, shown once */
export async function createEnrolmentToken(
  directory: Credentials,
  actor: Actor,
  { minutes, name }: { minutes: number; name?: string | undefined },
): Promise<EnrolmentState & { token: string }> {
  const token = `rce_${newSecret()}`;
  const id = newId('enr');
  const stored = {
    id,
    organisation: actor.stores.organisation,
    createdBy: actor.name,
    createdAt: actor.now,
    tokenExpiresAt: instantFromEpoch(epochOf(actor.now) + minutes * 60_000),
    ...(name === undefined ? {} : { name }),
  };
  await directory.credentials.addEnrolmentToken(hashOf(token), stored);
  await recordAudit(actor, 'enrolment-token.created', hashOf(token).slice(0, 12), { id });
  return { ...describeToken(id, stored, actor.now), token };
}

/** What has become of an enrolment token. */
type EnrolmentState = RouteResult<typeof bridges.getEnrolmentToken>;

function describeToken(id: EnrolmentTokenId, token: EnrolmentToken, now: Instant): EnrolmentState {
  const { name, createdAt = token.tokenExpiresAt, tokenExpiresAt, usedAt, bridgeId } = token;
  const isLate = epochOf(tokenExpiresAt) <= epochOf(now);
  return {
    id,
    ...(name === undefined ? {} : { name }),
    state: usedAt !== undefined ? 'used' : isLate ? 'expired' : 'pending',
    createdAt,
    expiresAt: tokenExpiresAt,
    ...(usedAt === undefined ? {} : { usedAt }),
    ...(bridgeId === undefined ? {} : { bridgeId }),
  };
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
 * Exchanges a token for a bridge identity. The proof is checked before the token is used up, so that a damaged request
 * does not burn it.
 * @throws RollcallError enrolment.refused
 */
export async function enrolBridge(
  directory: Credentials,
  storesOf: (organisation: string) => Stores,
  actorOf: (stores: Stores, name: string) => Actor,
  request: EnrolmentRequest,
  now: Instant,
): Promise<{ bridgeId: BridgeId; name: string; zone: string }> {
  const tokenHash = hashOf(request.token);
  const token = await directory.credentials.findEnrolmentToken(tokenHash);
  if (!token) throw new RollcallError('enrolment.refused', { reason: 'unknown' });
  if (!provesPossession(request, tokenHash))
    throw new RollcallError('enrolment.refused', { reason: 'proof' });
  const bridgeId = newId('brg');
  if (!(await directory.credentials.useEnrolmentToken(tokenHash, bridgeId, now))) {
    const reason = epochOf(token.tokenExpiresAt) <= epochOf(now) ? 'expired' : 'used';
    throw new RollcallError('enrolment.refused', { reason });
  }
  const stores = storesOf(token.organisation);
  const name = token.name ?? request.name;
  await stores.bridges.add({
    id: bridgeId,
    name,
    state: 'active',
    version: request.version,
    ...(request.host === undefined ? {} : { host: request.host }),
    ...(request.platform === undefined ? {} : { platform: request.platform }),
    ...(token.id === undefined ? {} : { enrolmentTokenId: token.id }),
    enrolledAt: now,
    queueSince: now,
  });
  await directory.credentials.addBridgeKey({
    organisation: token.organisation,
    bridgeId,
    publicKey: request.publicKey,
  });
  await recordAudit(actorOf(stores, token.createdBy), 'bridge.enrolled', bridgeId);
  return { bridgeId, name, zone: (await stores.settings.read()).zone };
}

/** The bridge that has an id. @throws RollcallError bridge.not-found */
export async function requireBridge(actor: Actor, bridgeId: BridgeId): Promise<StoredBridge> {
  const bridge = await actor.stores.bridges.find(bridgeId);
  if (!bridge) throw new RollcallError('bridge.not-found', { bridgeId });
  return bridge;
}

/**
 * Renames a bridge. What its own configuration calls it counts at its enrolment only.
 * @param ifMatch - the ETag that the caller read
 * @throws RollcallError bridge.not-found, request.stale
 */
export async function renameBridge(
  actor: Actor,
  bridgeId: BridgeId,
  name: string,
  ifMatch: string,
): Promise<StoredBridge> {
  const current = await requireBridge(actor, bridgeId);
  const { edits = 0 } = current;
  requireVersion(`Bridge ${bridgeId}`, ifMatch, edits);
  if (name === current.name) return current;
  const renamed = await actor.stores.bridges.rename(bridgeId, name, edits);
  if (!renamed) throw staleEdit(`Bridge ${bridgeId}`, (await requireBridge(actor, bridgeId)).edits ?? 0);
  await recordAudit(actor, 'bridge.renamed', bridgeId, { from: current.name, to: name });
  return renamed;
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
