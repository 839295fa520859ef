/** A bridge as the cloud sees it: enrols, signs requests, and lets a test sign them wrongly. @module */

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type * as z from 'zod';
import { bridgeApi, type TerminalReport } from '#shared/contract/bridge-api.ts';
import type { RecordField } from '#shared/contract/bridge-intake.ts';
import { type Client, makeClient, type Send } from '#shared/contract/client.ts';
import { type BatchId, type BridgeId, ourIdOf } from '#shared/contract/ids.ts';
import { type SignatureParams, signatureBase } from '#shared/signature/base.ts';
import { formatContentDigest, formatSignature, formatSignatureInput } from '#shared/signature/headers.ts';
import { type Api, cloudTime } from './cloud.ts';
import { aSerial } from './ids.ts';
import { answerOf } from './problem-error.ts';

/** A signed request before it is sent; a test changes what it likes afterwards. */
export interface SignedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
}

/** What a test may want signed otherwise. */
export interface SigningOptions {
  keyId?: string;
  privateKey?: KeyObject;
  authority?: string;
  /** Seconds by which the bridge's clock is ahead. */
  aheadSeconds?: number;
  params?: Partial<SignatureParams>;
  /** Headers besides, or instead of, those of a plain request. */
  headers?: Record<string, string>;
}

/** A bridge as the cloud sees it: an identity that signs requests. */
export interface SignedBridge {
  id: BridgeId;
  privateKey: KeyObject;
  /** The routes of bridges, each call signed anew. */
  api: Client<typeof bridgeApi>;
  /** The same with differing signatures. */
  apiWith(options: SigningOptions): Client<typeof bridgeApi>;
  /** Signs a request without sending it. */
  sign(
    method: string,
    target: string,
    body: string | Uint8Array<ArrayBuffer>,
    options?: SigningOptions,
  ): SignedRequest;
  /** Says that terminals are there, and claims up to `take` tasks. */
  beat(beat?: {
    terminals?: readonly string[];
    reports?: readonly TerminalReport[];
    running?: readonly string[];
    take?: number;
    aheadSeconds?: number;
  }): ReturnType<Client<typeof bridgeApi>['heartbeat']>;
}

/** One record as bridges send it. */
export type SentRecord = z.input<typeof RecordField>;

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new id of a batch. */
export function aBatchId(): BatchId {
  const random = [...randomBytes(26)].map((byte) => letters[byte % 32] ?? '0').join('');
  return ourIdOf('bat', random);
}

/** A record as a terminal has it. */
export function aRecord(differing: Partial<SentRecord> = {}): SentRecord {
  return { pin: '701', time: '2026-03-02 08:59:30', status: 0, verify: 1, workCode: '', ...differing };
}

/** A terminal that is well, as its bridge reports it. */
export function aReport(serial: string, differing: Partial<TerminalReport> = {}): TerminalReport {
  return { serial: aSerial(serial), address: '192.0.2.10:4370', state: 'online', ...differing };
}

/** Sends a signed request. */
export async function sendSigned(request: SignedRequest): Promise<Response> {
  const { method, url, headers, body } = request;
  return await fetch(url, { method, headers, ...(method === 'GET' ? {} : { body }) });
}

/** What a bridge sends to enrol. */
export function enrolmentBody(token: string, keys = generateKeyPairSync('ed25519')) {
  const nonce = randomBytes(16).toString('base64url');
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const proof = sign(null, Buffer.from(`rollcall-enrol:${tokenHash}:${nonce}`), keys.privateKey);
  const { x = '' } = keys.publicKey.export({ format: 'jwk' });
  return {
    token,
    publicKey: { kty: 'OKP', crv: 'Ed25519', x } as const,
    nonce,
    proof: proof.toString('base64url'),
    name: 'Test site',
    version: '0.1.0',
  };
}

/** The unsigned routes of bridges. */
export function openBridgeRoutes(url: string): Client<typeof bridgeApi> {
  return makeClient(bridgeApi, async ({ path, method, headers, body }) =>
    answerOf(await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) })),
  );
}

function signRequest(
  url: string,
  signer: { id: string; privateKey: KeyObject },
  request: { method: string; target: string; body: string | Uint8Array<ArrayBuffer> },
  options: SigningOptions,
): SignedRequest {
  const { method, target, body } = request;
  const created = Math.floor(cloudTime.now() / 1000) + (options.aheadSeconds ?? 0);
  const params = {
    created,
    expires: created + 300,
    keyid: options.keyId ?? signer.id,
    nonce: randomBytes(16).toString('base64url'),
    ...options.params,
  };
  const contentDigest = formatContentDigest(createHash('sha256').update(body).digest());
  const [path = '', query = ''] = target.split('?');
  const authority = options.authority ?? new URL(url).host;
  const base = signatureBase({ method, authority, path, query: `?${query}`, contentDigest }, params);
  const signature = sign(null, Buffer.from(base), options.privateKey ?? signer.privateKey);
  return {
    method,
    url: url + target,
    headers: {
      'content-type': 'application/json',
      'content-digest': contentDigest,
      'signature-input': formatSignatureInput(params),
      signature: formatSignature(signature),
      ...options.headers,
    },
    body,
  };
}

/** Sends requests of a client signed as a bridge. */
export function signedSender(
  url: string,
  signer: { id: BridgeId; privateKey: KeyObject },
  options: SigningOptions = {},
): Send {
  return async ({ path, method, body }) =>
    answerOf(await sendSigned(signRequest(url, signer, { method, target: path, body: body ?? '' }, options)));
}

/** Enrols a bridge with a new token and a new key. */
export async function aBridge(url: string, admin: Api): Promise<SignedBridge> {
  const { token } = await admin.createEnrolmentToken({ body: {} });
  return await aBridgeWith(url, token);
}

/** Enrols a bridge with a token and a new key. */
export async function aBridgeWith(url: string, token: string): Promise<SignedBridge> {
  const keys = generateKeyPairSync('ed25519');
  const { bridgeId } = await openBridgeRoutes(url).enrolBridge({ body: enrolmentBody(token, keys) });
  const signer = { id: bridgeId, privateKey: keys.privateKey };
  const apiWith = (options: SigningOptions) => makeClient(bridgeApi, signedSender(url, signer, options));
  return {
    ...signer,
    api: apiWith({}),
    apiWith,
    sign: (method, target, body, options = {}) => signRequest(url, signer, { method, target, body }, options),
    async beat({ terminals = [], reports = [], running = [], take = 0, aheadSeconds = 0 } = {}) {
      return await apiWith({ aheadSeconds }).heartbeat({
        body: {
          version: '0.1.0',
          terminals: [...terminals.map((serial) => aReport(serial)), ...reports],
          outbox: { waiting: 0 },
          running: [...running],
          take,
        },
      });
    },
  };
}
