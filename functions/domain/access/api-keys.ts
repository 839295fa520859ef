/** Administrators make, list and delete API keys here, and the authorizer looks up who holds one. @module */

import type { ApiKey, Role } from '#shared/contract/access.ts';
import { type ApiKeyId, parseOurId } from '#shared/contract/ids.ts';
import { RollcallError } from '#shared/errors.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { StoredApiKey } from '../../store/credentials.ts';
import type { Directory } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { newId } from '../ids.ts';
import { hashOf, newSecret, sameHash } from '../secrets.ts';

const keyText = /^rck_(key_[0-9A-HJKMNP-TV-Z]{26})_([A-Za-z0-9_-]{43})$/;

/** Who holds a valid API key. */
export interface KeyHolder {
  organisation: string;
  keyId: ApiKeyId;
  role: Role;
}

function withoutSecret(stored: StoredApiKey): ApiKey {
  const { secretHash: _secretHash, organisation: _organisation, ...apiKey } = stored;
  return apiKey;
}

/** Makes an API key. @returns the key as text, shown only once, and the key as it is listed */
export async function createApiKey(
  directory: Directory,
  actor: Actor,
  wanted: { name: string; role: Role; expiresAt?: Instant | undefined },
): Promise<{ key: string; apiKey: ApiKey }> {
  const id = newId('key');
  const secret = newSecret();
  const stored: StoredApiKey = {
    id,
    name: wanted.name,
    role: wanted.role,
    createdAt: actor.now,
    createdBy: actor.name,
    expiresAt: wanted.expiresAt,
    organisation: actor.stores.organisation,
    secretHash: hashOf(secret),
  };
  await directory.credentials.addApiKey(stored);
  await recordAudit(actor, 'api-key.created', id, { role: wanted.role });
  return { key: `rck_${id}_${secret}`, apiKey: withoutSecret(stored) };
}

/** A page of an organisation's keys, without their secrets. */
export async function listApiKeys(directory: Directory, actor: Actor, limit: number, cursor?: string) {
  const page = await directory.credentials.listApiKeys(actor.stores.organisation, limit, cursor);
  return { ...page, items: page.items.map(withoutSecret) };
}

/** Deletes a key. @throws RollcallError key.unknown */
export async function deleteApiKey(directory: Directory, actor: Actor, keyId: ApiKeyId): Promise<void> {
  if (!(await directory.credentials.deleteApiKey(actor.stores.organisation, keyId))) {
    throw new RollcallError('key.unknown', { keyId });
  }
  await recordAudit(actor, 'api-key.deleted', keyId);
}

/** The holder of a key; `null` when the key is malformed, unknown or expired, or its secret is wrong. */
export async function findKeyHolder(
  directory: Directory,
  key: string,
  now: Instant,
): Promise<KeyHolder | null> {
  const match = keyText.exec(key);
  const [, id = '', secret] = match ?? [];
  const keyId = parseOurId('key', id);
  if (keyId === null || secret === undefined) return null;
  const stored = await directory.credentials.findApiKey(keyId);
  if (!stored || !sameHash(stored.secretHash, hashOf(secret))) return null;
  if (stored.expiresAt !== undefined && Date.parse(stored.expiresAt) <= Date.parse(now)) return null;
  return { organisation: stored.organisation, keyId, role: stored.role };
}
