/** Administrators make enrolment tokens, bridges exchange them for an identity, and administrators revoke it. @module */

import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { PublicKeyJwk } from '#shared/contract/bridge-api.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Credentials, Stores } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { newId } from '../ids.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { noteUnread } from './terminals.ts';

/** Makes a single-use enrolment token. @returns the token as text, shown once */
export async function createEnrolmentToken(
  directory: Credentials,
  actor: Actor,
  minutes: number,
): Promise<{ token: string; expiresAt: Instant }> {
  const token = `rce_${newSecret()}`;
  const expiresAt = instantFromEpoch(epochOf(actor.now) + minutes * 60_000);
  await directory.credentials.addEnrolmentToken(hashOf(token), {
    organisation: actor.stores.organisation,
    createdBy: actor.name,
    tokenExpiresAt: expiresAt,
  });
  await recordAudit(actor, 'enrolment-token.created', hashOf(token).slice(0, 12));
  return { token, expiresAt };
}

/** What a bridge sends to enrol. `proof` signs `rollcall-enrol:<sha256 hex of the token>:<nonce>`. */
export interface EnrolmentRequest {
  token: string;
  publicKey: PublicKeyJwk;
  nonce: string;
  proof: string;
  name: string;
  version: string;
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
): Promise<{ bridgeId: BridgeId; zone: string }> {
  const tokenHash = hashOf(request.token);
  const token = await directory.credentials.findEnrolmentToken(tokenHash);
  if (!token) throw new RollcallError('enrolment.refused', { reason: 'unknown' });
  if (!provesPossession(request, tokenHash))
    throw new RollcallError('enrolment.refused', { reason: 'proof' });
  if (!(await directory.credentials.useEnrolmentToken(tokenHash, now))) {
    const reason = epochOf(token.tokenExpiresAt) <= epochOf(now) ? 'expired' : 'used';
    throw new RollcallError('enrolment.refused', { reason });
  }
  const stores = storesOf(token.organisation);
  const bridgeId = newId('brg');
  await stores.bridges.add({
    id: bridgeId,
    name: request.name,
    state: 'active',
    version: request.version,
    enrolledAt: now,
    queueSince: now,
  });
  await directory.credentials.addBridgeKey({
    organisation: token.organisation,
    bridgeId,
    publicKey: request.publicKey,
  });
  await recordAudit(actorOf(stores, token.createdBy), 'bridge.enrolled', bridgeId);
  return { bridgeId, zone: (await stores.settings.read()).zone };
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
