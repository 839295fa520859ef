/** Stores API keys, enrolment tokens, bridge keys and used nonces: hashes and public keys only. @module */

import type { ApiKey } from '#shared/contract/access.ts';
import type { PublicKeyJwk } from '#shared/contract/bridge-api.ts';
import type { ApiKeyId, BridgeId, EnrolmentTokenId } from '#shared/contract/ids.ts';
import type { ScopeName } from '#shared/contract/scopes.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database } from './database.ts';
import { type Intention, inFlightBook } from './in-flight.ts';
import { everybody, partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { listOf, number, object, oneOf, optional, text } from './shape.ts';
import { isText, readerOf } from './stored-kind.ts';

/** An API key as stored: the hash of its secret, never the secret. */
export interface StoredApiKey extends Omit<ApiKey, 'createdByName' | 'earlierUntil'> {
  organisation: string;
  secretHash: string;
  /** Secrets of before, also some that have ended. */
  earlierSecrets?: EarlierSecret[] | undefined;
}

/** A secret of an API key that was replaced, and works until an instant. */
export interface EarlierSecret {
  secretHash: string;
  until: Instant;
}

/** A key that is being deleted. */
export interface KeyInFlight extends Intention {
  id: ApiKeyId;
}

/** An enrolment token as stored, found by its hash. */
export interface EnrolmentToken {
  organisation: string;
  createdBy: string;
  tokenExpiresAt: Instant;
  /** How many bridges can come with it. Absent for tokens of earlier versions: one. */
  mostBridges?: number;
  /** How many have come. */
  bridges?: number;
  /** When the last one came. */
  usedAt?: Instant;
  /** The last bridge that came with it. */
  bridgeId?: BridgeId;
  revokedAt?: Instant;
  /** Where the terminals of its bridges stand. */
  site?: string | undefined;
  /** Absent for tokens of earlier versions. */
  id?: EnrolmentTokenId;
  /** The name that its bridge gets. */
  name?: string | undefined;
  createdAt?: Instant;
}

/** The public keys of a bridge, and the organisation that the bridge belongs to. */
export interface BridgeKey {
  organisation: string;
  bridgeId: BridgeId;
  /** The key in force. */
  publicKey: PublicKeyJwk;
  /** A key that the bridge has offered and not used yet. */
  nextKey?: PublicKeyJwk;
  /** The key of before, which still works for a while. */
  earlierKey?: PublicKeyJwk;
  earlierUntil?: Instant;
}

const toApiKey = readerOf(
  'API key',
  object<StoredApiKey>({
    id: text(),
    name: text(),
    role: oneOf('viewer', 'hr', 'admin', 'integration'),
    createdAt: text(),
    createdBy: text(),
    scopes: optional(listOf(text())),
    expiresAt: optional(text()),
    organisation: text(),
    secretHash: text(),
    lastUsedAt: optional(text()),
    rotatedAt: optional(text()),
    earlierSecrets: optional(listOf(object<EarlierSecret>({ secretHash: text(), until: text() }))),
    earlierUsedAt: optional(text()),
  }),
);

const toToken = readerOf(
  'enrolment token',
  object<EnrolmentToken>({
    organisation: text(),
    createdBy: text(),
    tokenExpiresAt: text(),
    mostBridges: optional(number()),
    bridges: optional(number()),
    usedAt: optional(text()),
    bridgeId: optional(text()),
    revokedAt: optional(text()),
    site: optional(text()),
    id: optional(text()),
    name: optional(text()),
    createdAt: optional(text()),
  }),
);

const publicKeyShape = object<PublicKeyJwk>({ kty: oneOf('OKP'), crv: oneOf('Ed25519'), x: text() });

const toBridgeKey = readerOf(
  'bridge key',
  object<BridgeKey>({
    organisation: text(),
    bridgeId: text(),
    publicKey: publicKeyShape,
    nextKey: optional(publicKeyShape),
    earlierKey: optional(publicKeyShape),
    earlierUntil: optional(text()),
  }),
);

const dayMilliseconds = 86_400_000;
const epochSeconds = (at: Instant, laterMilliseconds = 0) =>
  Math.floor((Date.parse(at) + laterMilliseconds) / 1000);

/** Credentials of all organisations: they say which organisation is calling. Hashes and public keys only. */
export function credentialStore(database: Database) {
  const table = database.operations;
  const apiKeyKey = (keyId: ApiKeyId) => ({ pk: partition(everybody, 'APIKEY', keyId), sk: 'APIKEY' });
  const tokenKey = (tokenHash: string) => ({
    pk: partition(everybody, 'ENROLMENT', tokenHash),
    sk: 'ENROLMENT',
  });
  const tokenIdKey = (organisation: string, tokenId: EnrolmentTokenId) => ({
    pk: partition(organisation, 'ENROLMENT', tokenId),
    sk: 'ENROLMENT',
  });
  const bridgeKeyKey = (bridgeId: BridgeId) => ({
    pk: partition(everybody, 'BRIDGEKEY', bridgeId),
    sk: 'BRIDGEKEY',
  });
  const nonceKey = (bridgeId: BridgeId, nonce: string) => ({
    pk: partition(everybody, 'NONCE', bridgeId, nonce),
    sk: 'NONCE',
  });
  const apiKeysOf = (organisation: string) =>
    kindList(database, { table: 'operations', partitionKey: partition(organisation, 'APIKEYS') }, toApiKey);
  const tokensOf = (organisation: string) =>
    kindList(
      database,
      { table: 'operations', partitionKey: partition(organisation, 'ENROLMENTS'), latestFirst: true },
      toToken,
    );

  return {
    async findApiKey(keyId: ApiKeyId): Promise<StoredApiKey | undefined> {
      const item = await table.get(apiKeyKey(keyId));
      return item && toApiKey(item);
    },

    /** The keys of some ids, of any organisation; those that do not exist are left out. */
    async findApiKeys(keyIds: readonly ApiKeyId[]): Promise<StoredApiKey[]> {
      return (await table.batchGet(keyIds.map(apiKeyKey))).map(toApiKey);
    },

    async addApiKey(apiKey: StoredApiKey): Promise<void> {
      const list = apiKeysOf(apiKey.organisation);
      const item = { ...apiKeyKey(apiKey.id), ...list.attributes(apiKey.id), ...apiKey };
      await Promise.all([list.announce([item], apiKey.createdAt), table.putIfAbsent(item)]);
    },

    /** Changes what a key of one organisation may do. @returns the changed key, or `null` when it has no such key */
    async changeScopes(
      organisation: string,
      keyId: ApiKeyId,
      scopes: readonly ScopeName[],
    ): Promise<StoredApiKey | null> {
      const changed = await table.updateIf(apiKeyKey(keyId), {
        UpdateExpression: 'SET scopes = :scopes',
        ConditionExpression: 'organisation = :organisation AND #role = :integration',
        ExpressionAttributeNames: { '#role': 'role' },
        ExpressionAttributeValues: {
          ':scopes': scopes,
          ':organisation': organisation,
          ':integration': 'integration',
        },
      });
      return changed && toApiKey(changed);
    },

    /**
     * Gives a key of one organisation a new secret, unless it has another than `presentHash` by now.
     * @returns the changed key, or `null` when it has, or when there is no such key
     */
    async rotateApiKey(
      organisation: string,
      keyId: ApiKeyId,
      presentHash: string,
      to: {
        secretHash: string;
        rotatedAt: Instant;
        earlierSecrets: EarlierSecret[];
        expiresAt?: Instant | undefined;
      },
    ): Promise<StoredApiKey | null> {
      const changed = await table.updateIf(apiKeyKey(keyId), {
        UpdateExpression:
          'SET secretHash = :hash, rotatedAt = :at, earlierSecrets = :earlier' +
          `${to.expiresAt === undefined ? '' : ', expiresAt = :expires'} REMOVE earlierUsedAt`,
        ConditionExpression: 'organisation = :organisation AND secretHash = :present',
        ExpressionAttributeValues: {
          ':hash': to.secretHash,
          ':at': to.rotatedAt,
          ':earlier': to.earlierSecrets,
          ':organisation': organisation,
          ':present': presentHash,
          ...(to.expiresAt === undefined ? {} : { ':expires': to.expiresAt }),
        },
      });
      return changed && toApiKey(changed);
    },

    /**
     * Notes that a key was used, unless that was noted since an instant; a key that is gone stays so.
     * @param isEarlier - whether with a secret of before
     */
    async noteKeyUse(keyId: ApiKeyId, at: Instant, unlessSince: Instant, isEarlier: boolean): Promise<void> {
      const noted = isEarlier ? 'earlierUsedAt' : 'lastUsedAt';
      await table.updateIf(apiKeyKey(keyId), {
        UpdateExpression: `SET lastUsedAt = :at${isEarlier ? ', earlierUsedAt = :at' : ''}`,
        ConditionExpression: `attribute_exists(pk) AND (attribute_not_exists(${noted}) OR ${noted} <= :since)`,
        ExpressionAttributeValues: { ':at': at, ':since': unlessSince },
      });
    },

    /** Deletes a key of one organisation. @returns false when it has no such key */
    async deleteApiKey(organisation: string, keyId: ApiKeyId): Promise<boolean> {
      return await table.delete(apiKeyKey(keyId), {
        ConditionExpression: 'organisation = :organisation',
        ExpressionAttributeValues: { ':organisation': organisation },
      });
    },

    async listApiKeys(organisation: string, limit: number, cursor?: string): Promise<Page<StoredApiKey>> {
      return await apiKeysOf(organisation).page(limit, cursor);
    },

    /** Every key of an organisation, strongly consistent. */
    async allApiKeys(organisation: string): Promise<StoredApiKey[]> {
      return await apiKeysOf(organisation).all();
    },

    /** The keys of administrators of an organisation that are being deleted at this moment. */
    keysInFlight(organisation: string) {
      const key = { pk: partition(organisation, 'INFLIGHT', 'APIKEYS'), sk: 'INFLIGHT' };
      return inFlightBook<KeyInFlight>(table, key, object({ id: text(), at: text() }));
    },

    /** Adds a token: by its hash, as whoever brings it is known, and by its id, as its maker asks for it. */
    async addEnrolmentToken(
      tokenHash: string,
      token: EnrolmentToken & { id: EnrolmentTokenId },
    ): Promise<void> {
      const expiresAt = epochSeconds(token.tokenExpiresAt, 7 * dayMilliseconds);
      const list = tokensOf(token.organisation);
      const item = { ...tokenKey(tokenHash), ...list.attributes(token.id), expiresAt, ...token };
      await Promise.all([list.announce([item], token.createdAt), table.put(item)]);
      await table.put({ ...tokenIdKey(token.organisation, token.id), expiresAt, tokenHash });
    },

    /** The tokens of an organisation, the latest first; those of earlier versions are not among them. */
    async listEnrolmentTokens(
      organisation: string,
      limit: number,
      cursor?: string,
    ): Promise<Page<EnrolmentToken>> {
      return await tokensOf(organisation).page(limit, cursor);
    },

    /** Ends a token for good; one that has ended stays as it is. @returns the token, or `null` when there is none or it has ended */
    async revokeEnrolmentToken(
      organisation: string,
      tokenId: EnrolmentTokenId,
      now: Instant,
    ): Promise<EnrolmentToken | null> {
      const pointer = await table.get(tokenIdKey(organisation, tokenId));
      if (!isText(pointer?.tokenHash)) return null;
      const revoked = await table.updateIf(tokenKey(pointer.tokenHash), {
        UpdateExpression: 'SET revokedAt = :now',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
        ExpressionAttributeValues: { ':now': now },
      });
      return revoked && toToken(revoked);
    },

    async findEnrolmentToken(tokenHash: string): Promise<EnrolmentToken | undefined> {
      const item = await table.get(tokenKey(tokenHash));
      return item && toToken(item);
    },

    /** The token of an organisation that has an id. */
    async findEnrolmentTokenById(
      organisation: string,
      tokenId: EnrolmentTokenId,
    ): Promise<EnrolmentToken | undefined> {
      const pointer = await table.get(tokenIdKey(organisation, tokenId));
      if (!isText(pointer?.tokenHash)) return undefined;
      const item = await table.get(tokenKey(pointer.tokenHash));
      return item && toToken(item);
    },

    /**
     * Lets a bridge in with a token. Count and condition are one write, so that no more come than may, however many at once.
     * @returns false when as many have come as may, when it has expired or was revoked, and when this bridge came last
     */
    async useEnrolmentToken(tokenHash: string, bridgeId: BridgeId, now: Instant): Promise<boolean> {
      const used = await table.updateIf(tokenKey(tokenHash), {
        UpdateExpression: 'SET usedAt = :now, bridgeId = :bridge ADD bridges :one',
        // One that was used in an earlier version has no count, and is never less than anything.
        ConditionExpression:
          'attribute_exists(pk) AND attribute_not_exists(revokedAt) AND tokenExpiresAt > :now AND ' +
          '(attribute_not_exists(usedAt) OR bridges < mostBridges) AND ' +
          '(attribute_not_exists(bridgeId) OR bridgeId <> :bridge)',
        ExpressionAttributeValues: { ':now': now, ':bridge': bridgeId, ':one': 1 },
      });
      return used !== null;
    },

    /**
     * Says which bridge somebody is who comes with a token and a key: whoever comes again, because the answer was lost, is the same.
     * @param keyText - the public key
     * @param id - taken unless the key has come before
     */
    async bridgeOfToken(
      tokenHash: string,
      keyText: string,
      { id, until }: { id: BridgeId; until: Instant },
    ): Promise<BridgeId> {
      const key = { ...tokenKey(tokenHash), sk: `BRIDGE#${keyText}` };
      const item = { ...key, bridgeId: id, expiresAt: epochSeconds(until, 7 * dayMilliseconds) };
      if (await table.putIfAbsent(item)) return id;
      const known = await table.get(key);
      return isText<BridgeId>(known?.bridgeId) ? known.bridgeId : id;
    },

    async addBridgeKey(key: BridgeKey): Promise<void> {
      await table.put({ ...bridgeKeyKey(key.bridgeId), ...key });
    },

    async findBridgeKey(bridgeId: BridgeId): Promise<BridgeKey | undefined> {
      const item = await table.get(bridgeKeyKey(bridgeId));
      return item && toBridgeKey(item);
    },

    /** Keeps the next key of a bridge. @returns false unless `present` is the key in force */
    async offerBridgeKey(bridgeId: BridgeId, present: PublicKeyJwk, next: PublicKeyJwk): Promise<boolean> {
      const changed = await table.updateIf(bridgeKeyKey(bridgeId), {
        UpdateExpression: 'SET nextKey = :next',
        ConditionExpression: 'publicKey = :present',
        ExpressionAttributeValues: { ':next': next, ':present': present },
      });
      return changed !== null;
    },

    /**
     * Puts the next key of a bridge in force. @param earlierUntil - until when the present one still works
     * @returns false unless `next` is the one that was offered last
     */
    async useNextKey(bridgeId: BridgeId, next: PublicKeyJwk, earlierUntil: Instant): Promise<boolean> {
      const changed = await table.updateIf(bridgeKeyKey(bridgeId), {
        UpdateExpression:
          'SET earlierKey = publicKey, earlierUntil = :until, publicKey = :next REMOVE nextKey',
        ConditionExpression: 'nextKey = :next',
        ExpressionAttributeValues: { ':next': next, ':until': earlierUntil },
      });
      return changed !== null;
    },

    /** Takes a nonce. @returns false when it was taken before */
    async takeNonce(bridgeId: BridgeId, nonce: string, now: Instant): Promise<boolean> {
      return await table.putIfAbsent({ ...nonceKey(bridgeId, nonce), expiresAt: epochSeconds(now, 600_000) });
    },
  };
}
