/** Administrators make, list and delete API keys here (`rotate-key.ts` has their rotation), and the authorizer looks up who holds one. @module */

import { type ApiKey, longestKeyYears, type Role } from '#shared/contract/access.ts';
import { type ApiKeyId, parseOurId } from '#shared/contract/ids.ts';
import { type ScopeName, scopesOfOldKeys } from '#shared/contract/scopes.ts';
import { RollcallError } from '#shared/errors.ts';
import { flaw, phrase } from '#shared/reasons/index.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';
import type { EarlierSecret, StoredApiKey } from '../../store/credentials.ts';
import type { Directory } from '../../store/index.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { decideOnce } from '../decide-once.ts';
import { newId } from '../ids.ts';
import { hashOf, newSecret, sameHash } from '../secrets.ts';

/** A key as its holder writes it. */
export function textOfKey(keyId: ApiKeyId, secret: string): string {
  return `rck_${keyId}_${secret}`;
}

const keyText = /^rck_(key_[0-9A-HJKMNP-TV-Z]{26})_([A-Za-z0-9_-]{43})$/;

/** Who holds a valid API key. */
export interface KeyHolder {
  organisation: string;
  keyId: ApiKeyId;
  role: Role;
  /** What a key of role `integration` may do; empty for other roles. */
  scopes: readonly ScopeName[];
  /** Whether the key was shown with a secret of before a rotation. */
  isEarlier: boolean;
  /** When the key was last noted as used: with such a secret, if this one is. */
  usedAt?: Instant | undefined;
}

/** Secrets of before that still work. */
export function workingEarlier({ earlierSecrets = [] }: StoredApiKey, now: Instant): EarlierSecret[] {
  return earlierSecrets.filter(({ until }) => epochOf(until) > epochOf(now));
}

/** A key as its organisation sees it. */
export function withoutSecret(stored: StoredApiKey, now: Instant): ApiKey {
  const {
    secretHash: _secretHash,
    organisation: _organisation,
    earlierSecrets: _earlierSecrets,
    ...apiKey
  } = stored;
  const ends = workingEarlier(stored, now).map(({ until }) => until);
  // The one that ends last: instants of one form sort as text.
  const earlierUntil = ends.sort().at(-1);
  return {
    ...apiKey,
    ...(earlierUntil === undefined ? {} : { earlierUntil }),
    ...(stored.role === 'integration' ? { scopes: [...scopesOf(stored)] } : {}),
  };
}

/** What a key may do beside its role: a key that was made before there were scopes has those that are safe. */
function scopesOf({ role, scopes }: Pick<StoredApiKey, 'role' | 'scopes'>): readonly ScopeName[] {
  return role === 'integration' ? (scopes ?? scopesOfOldKeys) : [];
}

const yearMilliseconds = 365.25 * 86_400_000;

/** Refuses an expiry that makes no sense. @throws RollcallError request.invalid */
export function requireSensibleExpiry(expiresAt: Instant | undefined, now: Instant): void {
  if (expiresAt === undefined) return;
  const left = epochOf(expiresAt) - epochOf(now);
  if (left > 0 && left <= longestKeyYears * yearMilliseconds) return;
  const why =
    left > 0
      ? phrase('field.expiry-too-far', { years: longestKeyYears })
      : phrase('field.expiry-past', { now });
  throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/expiresAt', ...flaw(why) }] });
}

/**
 * Makes an API key. One of role `integration` may do what its scopes say, and nothing when none is given.
 * @returns the key as text, shown only once, and the key as it is listed
 * @throws RollcallError request.invalid for an expiry in the past or absurdly far away
 */
export async function createApiKey(
  directory: Directory,
  actor: Actor,
  wanted: {
    name: string;
    role: Role;
    scopes?: readonly ScopeName[] | undefined;
    expiresAt?: Instant | undefined;
  },
): Promise<{ key: string; apiKey: ApiKey }> {
  requireSensibleExpiry(wanted.expiresAt, actor.now);
  const scopes = wanted.role === 'integration' ? [...new Set(wanted.scopes)].sort() : undefined;
  const id = newId('key');
  const secret = newSecret();
  const stored: StoredApiKey = {
    id,
    name: wanted.name,
    role: wanted.role,
    scopes,
    createdAt: actor.now,
    createdBy: actor.name,
    expiresAt: wanted.expiresAt,
    organisation: actor.stores.organisation,
    secretHash: hashOf(secret),
  };
  await directory.credentials.addApiKey(stored);
  await recordAudit(actor, 'api-key.created', id, { role: wanted.role, ...(scopes ? { scopes } : {}) });
  return { key: textOfKey(id, secret), apiKey: withoutSecret(stored, actor.now) };
}

/** A page of an organisation's keys, without their secrets. */
export async function listApiKeys(directory: Directory, actor: Actor, limit: number, cursor?: string) {
  const page = await directory.credentials.listApiKeys(actor.stores.organisation, limit, cursor);
  return { ...page, items: page.items.map((stored) => withoutSecret(stored, actor.now)) };
}

/**
 * Changes what a key of role `integration` may do; its role never changes, so that no organisation is locked out by it.
 * @throws RollcallError key.unknown; request.invalid for a key whose role says what it may do
 */
export async function changeScopes(
  directory: Directory,
  actor: Actor,
  keyId: ApiKeyId,
  wanted: readonly ScopeName[],
): Promise<ApiKey> {
  const { credentials } = directory;
  const { organisation } = actor.stores;
  const key = await credentials.findApiKey(keyId);
  if (key?.organisation !== organisation) throw new RollcallError('key.unknown', { keyId });
  if (key.role !== 'integration') {
    const message = `are for role "integration" only: the role ${key.role} says what this key may do`;
    throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/scopes', message }] });
  }
  const scopes = [...new Set(wanted)].sort();
  const changed = await credentials.changeScopes(organisation, keyId, scopes);
  if (changed === null) throw new RollcallError('key.unknown', { keyId });
  await recordAudit(actor, 'api-key.scopes-changed', keyId, { from: [...scopesOf(key)], to: scopes });
  return withoutSecret(changed, actor.now);
}

/** Whether a key has expired. */
export function isExpired({ expiresAt }: StoredApiKey, now: Instant): boolean {
  return expiresAt !== undefined && epochOf(expiresAt) <= epochOf(now);
}

/**
 * Whether a key keeps an organisation from being locked out: that of an administrator. One that expires counts only
 * beside another that expires: of the keys that last, one has to stay.
 */
function isAnchor(key: StoredApiKey, beside: StoredApiKey, now: Instant): boolean {
  return (
    key.role === 'admin' &&
    !isExpired(key, now) &&
    (key.expiresAt === undefined || beside.expiresAt !== undefined)
  );
}

/**
 * Deletes a key, but never the last one of an administrator that lasts: of two administrators who delete each other's
 * keys at once, one is refused.
 * @throws RollcallError key.unknown, key.last-administrator
 */
export async function deleteApiKey(directory: Directory, actor: Actor, keyId: ApiKeyId): Promise<void> {
  const { credentials } = directory;
  const { organisation } = actor.stores;
  const key = await credentials.findApiKey(keyId);
  if (key?.organisation !== organisation) throw new RollcallError('key.unknown', { keyId });
  if (key.role === 'admin' && !isExpired(key, actor.now)) {
    await decideOnce(
      credentials.keysInFlight(organisation),
      { id: keyId, at: actor.now },
      actor.now,
      async ({ id }) => (await credentials.findApiKey(id)) === undefined,
      async (waiting) => {
        const going = new Set<string>([keyId, ...waiting.map(({ id }) => id)]);
        const others = (await credentials.allApiKeys(organisation)).filter(({ id }) => !going.has(id));
        if (!others.some((other) => isAnchor(other, key, actor.now))) {
          throw new RollcallError('key.last-administrator', { keyId });
        }
      },
    );
  }
  if (!(await credentials.deleteApiKey(organisation, keyId)))
    throw new RollcallError('key.unknown', { keyId });
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
  if (!stored || isExpired(stored, now)) return null;
  const hash = hashOf(secret);
  const isPresent = sameHash(stored.secretHash, hash);
  const isEarlier =
    !isPresent && workingEarlier(stored, now).some(({ secretHash }) => sameHash(secretHash, hash));
  if (!isPresent && !isEarlier) return null;
  return {
    organisation: stored.organisation,
    keyId,
    role: stored.role,
    scopes: scopesOf(stored),
    isEarlier,
    usedAt: isEarlier ? stored.earlierUsedAt : stored.lastUsedAt,
  };
}
