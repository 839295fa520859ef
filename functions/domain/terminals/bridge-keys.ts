/** A bridge's key is replaced: the cloud asks for it, the bridge offers a new one, and its first use puts it in force. @module */

import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { PublicKeyJwk } from '#shared/contract/bridge-api.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { Credentials } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireBridge } from './bridge-enrolment.ts';

/** A key that is older is replaced. */
const keyMilliseconds = 90 * 86_400_000;
/** How long the key of before still works, for requests that are on their way and are tried again. */
const overlapMilliseconds = 3_600_000;

/** Whether a bridge is to renew its key: by the key's age, or because an administrator has asked for it. */
export function wantsNewKey(
  { enrolledAt, keySince = enrolledAt, keyOrderedAt }: StoredBridge,
  { now }: Pick<Actor, 'now'>,
): boolean {
  const isOrdered = keyOrderedAt !== undefined && epochOf(keyOrderedAt) >= epochOf(keySince);
  return isOrdered || epochOf(now) - epochOf(keySince) >= keyMilliseconds;
}

/** Has a bridge renew its key with its next heartbeat. @throws RollcallError bridge.not-found, also for a revoked one */
export async function orderNewKey(actor: Actor, bridgeId: BridgeId): Promise<void> {
  const bridge = await requireBridge(actor, bridgeId);
  if (bridge.state !== 'active') throw new RollcallError('bridge.not-found', { bridgeId });
  await actor.stores.bridges.orderKey(bridgeId, actor.now);
  await recordAudit(actor, 'bridge.key-ordered', bridgeId);
}

/** A key that a bridge offers. `proof` signs `rollcall-key:<id of the bridge>:<x of the key>` with it. */
export interface OfferedKey {
  publicKey: PublicKeyJwk;
  proof: string;
}

function isProven(bridgeId: BridgeId, { publicKey, proof }: OfferedKey): boolean {
  try {
    const key = createPublicKey({ key: publicKey as unknown as JsonWebKey, format: 'jwk' });
    const text = Buffer.from(`rollcall-key:${bridgeId}:${publicKey.x}`, 'utf8');
    return verify(null, text, key, Buffer.from(proof, 'base64url'));
  } catch {
    return false;
  }
}

/**
 * Takes the next key of a bridge. The present one stays in force until the next is used, so that a bridge which loses either the
 * answer or the new key goes on as before; a later offer takes the place of an earlier one.
 * @param signedWith - the key that the offer was signed with: it must be the one in force
 * @throws RollcallError bridge.signature when another key is in force, or the proof does not belong to the new one
 */
export async function offerBridgeKey(
  directory: Credentials,
  bridgeId: BridgeId,
  signedWith: PublicKeyJwk,
  offered: OfferedKey,
): Promise<void> {
  if (!isProven(bridgeId, offered))
    throw new RollcallError('bridge.signature', { reason: 'the proof does not belong to the new key' });
  if (!(await directory.credentials.offerBridgeKey(bridgeId, signedWith, offered.publicKey)))
    throw new RollcallError('bridge.signature', {
      reason: 'the key that offers a new one is replaced itself',
    });
}

/** Puts the key that a bridge has offered in force, because the bridge has used it; who comes second changes nothing. */
export async function useOfferedKey(
  directory: Credentials,
  actor: Actor,
  bridgeId: BridgeId,
  used: PublicKeyJwk,
): Promise<void> {
  const earlierUntil = instantFromEpoch(epochOf(actor.now) + overlapMilliseconds);
  if (!(await directory.credentials.useNextKey(bridgeId, used, earlierUntil))) return;
  await actor.stores.bridges.noteKey(bridgeId, actor.now);
  await recordAudit(actor, 'bridge.key-renewed', bridgeId, { earlierUntil });
}
