/** An API key gets a new secret; that of before goes on working for a while, so that no program is shut out. @module */

import type { ApiKey } from '#shared/contract/access.ts';
import type { ApiKeyId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { EarlierSecret, StoredApiKey } from '../../store/credentials.ts';
import type { Directory } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { isExpired, requireSensibleExpiry, textOfKey, withoutSecret, workingEarlier } from './api-keys.ts';

const hourMilliseconds = 3_600_000;
/** As many secrets of before may work at once: each of them is compared when somebody comes with a wrong one. */
const mostEarlier = 3;
/** Of administrators who rotate a key at once, each gets a secret that works; more than a few are none. */
const attempts = 5;

/** How a key is rotated. */
export interface Rotation {
  /** How long the present secret still works; 0: it ends now, with all of before. */
  overlapHours: number;
  /** When a key that expires does so from now on; absent: as before. */
  expiresAt?: Instant | undefined;
}

/** The secrets of before, once the present one is replaced. Each keeps the end that was promised. */
function earlierAfter(key: StoredApiKey, { overlapHours }: Rotation, now: Instant): EarlierSecret[] {
  if (overlapHours === 0) return [];
  const working = workingEarlier(key, now);
  const [first] = working.map(({ until }) => until).sort();
  if (working.length >= mostEarlier && first !== undefined)
    throw new RollcallError('key.rotating', { keyId: key.id, until: first });
  const until = instantFromEpoch(epochOf(now) + overlapHours * hourMilliseconds);
  return [...working, { secretHash: key.secretHash, until }];
}

/** A key that lasts goes on lasting: it may be the one that keeps its organisation from being locked out. */
function requireExpiry(key: StoredApiKey, { expiresAt }: Rotation, now: Instant): void {
  if (expiresAt !== undefined && key.expiresAt === undefined) {
    const message = 'is for a key that expires: this one does not';
    throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/expiresAt', message }] });
  }
  if (expiresAt !== undefined || isExpired(key, now)) requireSensibleExpiry(expiresAt ?? key.expiresAt, now);
}

/**
 * Gives a key a new secret. Name, role and scopes stay, and so does its expiry unless another is given.
 * @returns the key as text, shown only once, and the key as it is listed
 * @throws RollcallError key.unknown; key.rotating when too many secrets of before still work; request.invalid for an expiry that
 *   makes no sense, or for a key that has expired and gets no other
 */
export async function rotateApiKey(
  directory: Directory,
  actor: Actor,
  keyId: ApiKeyId,
  rotation: Rotation,
): Promise<{ key: string; apiKey: ApiKey }> {
  const { credentials } = directory;
  const { organisation } = actor.stores;
  const secret = newSecret();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const present = await credentials.findApiKey(keyId);
    if (present?.organisation !== organisation) throw new RollcallError('key.unknown', { keyId });
    requireExpiry(present, rotation, actor.now);
    const rotated = await credentials.rotateApiKey(organisation, keyId, present.secretHash, {
      secretHash: hashOf(secret),
      rotatedAt: actor.now,
      earlierSecrets: earlierAfter(present, rotation, actor.now),
      expiresAt: rotation.expiresAt,
    });
    if (rotated === null) continue;
    const apiKey = withoutSecret(rotated, actor.now);
    await recordAudit(actor, 'api-key.rotated', keyId, {
      earlierUntil: rotated.earlierSecrets?.at(-1)?.until ?? actor.now,
      ...(rotation.expiresAt === undefined ? {} : { expiresAt: rotation.expiresAt }),
    });
    return { key: textOfKey(keyId, secret), apiKey };
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
}
