/** Verifies a bridge's signature (RFC 9421, Ed25519) before anything parses the request. @module */

import {
  createHash,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import type { PublicKeyJwk } from '#shared/contract/bridge-api.ts';
import { type BridgeId, parseOurId } from '#shared/contract/ids.ts';
import { type Routes, routeKey } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import { signatureBase } from '#shared/signature/base.ts';
import { describeSignatureRefusal, parseSignatureHeaders } from '#shared/signature/headers.ts';
import { epochOf, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { BridgeKey } from '../store/credentials.ts';
import type { Credentials, Stores } from '../store/index.ts';
import { Buckets } from './buckets.ts';
import { type CallEvent, stranger } from './caller.ts';
import { refusalRate, requireNoWait } from './caller-limit.ts';
import type { HttpEvent, HttpResult } from './http.ts';
import { rawBody } from './request-body.ts';

/** How far a bridge's clock may be off, and how long a signed request can be used, in seconds. */
const maxSkewSeconds = 300;
/** A revocation takes effect within this time, for which a bridge's key and state are remembered. */
const rememberedMilliseconds = 30_000;

/** A signature that fits no remembered key may be of a new one: then keys are read again, but no more often than this. */
const rereadMilliseconds = 1_000;

/** A key that a bridge may sign with. */
interface UsableKey {
  jwk: PublicKeyJwk;
  key: KeyObject;
  /** Epoch milliseconds. */
  until: number;
  /** Whether the bridge has offered it and not used it yet. */
  isOffered: boolean;
}

interface KnownBridge {
  organisation: string;
  bridgeId: BridgeId;
  keys: UsableKey[];
  active: boolean;
  /** Epoch milliseconds. */
  until: number;
  /** When its keys were last read because of a signature that did not fit, in epoch milliseconds. */
  rereadAt: number;
}

function usableKeys({ publicKey, nextKey, earlierKey, earlierUntil }: BridgeKey): UsableKey[] {
  const usable = (jwk: PublicKeyJwk, until: number, isOffered = false): UsableKey => ({
    jwk,
    key: createPublicKey({ key: jwk as unknown as JsonWebKey, format: 'jwk' }),
    until,
    isOffered,
  });
  return [
    usable(publicKey, Infinity),
    ...(nextKey ? [usable(nextKey, Infinity, true)] : []),
    ...(earlierKey && earlierUntil ? [usable(earlierKey, epochOf(earlierUntil))] : []),
  ];
}

/** What the middleware is given. */
export interface BridgeCallerOptions {
  routes: Routes;
  directory: Credentials;
  storesOf: (organisation: string) => Stores;
  /** Hosts that a signature may name; empty: the host of the request. */
  publicAuthorities: readonly string[];
  /** Epoch milliseconds. */
  now: () => number;
  /** Called before the first request that a bridge has signed with a key that it has offered. */
  onOfferedKey: (bridge: { organisation: string; bridgeId: BridgeId }, key: PublicKeyJwk) => Promise<void>;
}

function refuse(reason: string): RollcallError<'bridge.signature'> {
  return new RollcallError('bridge.signature', { reason });
}

function authorityOf(event: HttpEvent, allowed: readonly string[]): string {
  const host = event.headers.host ?? event.requestContext.domainName;
  const authorities = allowed.length > 0 ? allowed : [event.requestContext.domainName];
  if (!authorities.includes(host)) throw refuse(`"${host}" is not an address of this service`);
  return host;
}

/**
 * Verifies the signature of a bridge (RFC 9421, Ed25519) before anything parses the body: known key, our form, own
 * host name, clock, digest of the bytes as sent, signature. The algorithm comes from the stored key, never from the message.
 */
export function bridgeCaller(options: BridgeCallerOptions): MiddlewareObj<CallEvent, HttpResult> {
  const { directory, storesOf, publicAuthorities, now } = options;
  const unsigned = new Set(
    Object.values(options.routes)
      .filter((definition) => !definition.principals.includes('bridge'))
      .map(routeKey),
  );
  const known = new Map<BridgeId, KnownBridge>();
  const refusals = new Buckets(refusalRate);

  /** @param address - of the caller: one that names many bridges that nobody knows has to wait; known ones never do */
  async function bridgeOf(keyId: string, address: string): Promise<KnownBridge> {
    const bridgeId = parseOurId('brg', keyId);
    if (bridgeId === null) throw new RollcallError('bridge.unknown', { bridgeId: keyId });
    const remembered = known.get(bridgeId);
    if (remembered && remembered.until > now()) return remembered;
    if (!remembered) requireNoWait(refusals.waitSeconds(address));
    return await readBridge(bridgeId, address, remembered?.rereadAt ?? 0);
  }

  async function readBridge(bridgeId: BridgeId, address: string, rereadAt: number): Promise<KnownBridge> {
    const stored = await directory.credentials.findBridgeKey(bridgeId);
    if (!stored) {
      refusals.take(address);
      throw new RollcallError('bridge.unknown', { bridgeId });
    }
    const bridge = await storesOf(stored.organisation).bridges.find(stored.bridgeId);
    const entry: KnownBridge = {
      organisation: stored.organisation,
      bridgeId: stored.bridgeId,
      keys: usableKeys(stored),
      active: bridge?.state === 'active',
      until: now() + rememberedMilliseconds,
      rereadAt,
    };
    known.set(bridgeId, entry);
    return entry;
  }

  /** The key to which a signature belongs; where it is none of those that are remembered, keys are read again. */
  async function signerOf(
    bridge: KnownBridge,
    address: string,
    fits: (key: KeyObject) => boolean,
  ): Promise<{ bridge: KnownBridge; signer: UsableKey | undefined }> {
    const among = ({ keys }: KnownBridge) => keys.find(({ key, until }) => until > now() && fits(key));
    const signer = among(bridge);
    if (signer !== undefined || now() - bridge.rereadAt < rereadMilliseconds) return { bridge, signer };
    const fresh = await readBridge(bridge.bridgeId, address, now());
    return { bridge: fresh, signer: among(fresh) };
  }

  return {
    before: async function bridgeCallerBefore({ event }) {
      if (unsigned.has(event.routeKey)) {
        event.caller = { ...stranger, principal: 'enrolment' };
        return;
      }
      const parsed = parseSignatureHeaders({
        signatureInput: event.headers['signature-input'],
        signature: event.headers.signature,
        contentDigest: event.headers['content-digest'],
      });
      if (!parsed.ok) throw refuse(describeSignatureRefusal(parsed.refusal));
      const { params, signature, bodySha256 } = parsed.value;
      const nowSeconds = Math.floor(now() / 1000);
      const skewSeconds = params.created - nowSeconds;
      if (Math.abs(skewSeconds) > maxSkewSeconds) {
        throw new RollcallError('bridge.clock-skewed', { skewSeconds, serverTime: instantFromEpoch(now()) });
      }
      if (params.expires < nowSeconds || params.expires - params.created > maxSkewSeconds) {
        throw refuse('it has expired, or claims to be valid for more than 300 s');
      }
      const digest = createHash('sha256').update(rawBody(event)).digest();
      if (!timingSafeEqual(digest, bodySha256)) throw refuse('the body is not the one that was signed');
      const address = event.requestContext.http.sourceIp;
      const remembered = await bridgeOf(params.keyid, address);
      const base = signatureBase(
        {
          method: event.requestContext.http.method,
          authority: authorityOf(event, publicAuthorities),
          path: event.rawPath,
          query: event.rawQueryString === '' ? '?' : `?${event.rawQueryString}`,
          contentDigest: event.headers['content-digest'] ?? '',
        },
        params,
      );
      const { bridge, signer } = await signerOf(remembered, address, (key) =>
        verify(null, Buffer.from(base, 'utf8'), key, signature),
      );
      if (signer === undefined) throw refuse('it does not belong to this request and this bridge');
      if (!bridge.active) throw new RollcallError('bridge.revoked', { bridgeId: bridge.bridgeId });
      if (signer.isOffered) {
        await options.onOfferedKey(bridge, signer.jwk);
        // What is remembered has the key as offered.
        known.delete(bridge.bridgeId);
      }
      event.caller = {
        organisation: bridge.organisation,
        name: `bridge:${bridge.bridgeId}`,
        principal: 'bridge',
        bridge: {
          id: bridge.bridgeId,
          signedAtSeconds: params.created,
          nonce: params.nonce,
          key: signer.jwk,
        },
      };
    },
  };
}
