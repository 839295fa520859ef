/** Signs a request to the cloud with the bridge's key (RFC 9421 and RFC 9530). @module */

import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { BridgeId } from '#shared/contract/ids.ts';
import { signatureBase } from '#shared/signature/base.ts';
import { formatContentDigest, formatSignature, formatSignatureInput } from '#shared/signature/headers.ts';

/** Who signs. */
export interface Signer {
  readonly bridgeId: BridgeId;
  /** May be another one at the next request. */
  readonly privateKey: KeyObject;
}

/** A request as it goes out. */
export interface OutgoingRequest {
  method: string;
  /** Host and port as in the `Host` header. */
  authority: string;
  /** Path and query as sent. */
  target: string;
  /** The body's bytes as sent, after compression. */
  body: Uint8Array;
}

/** The cloud's tolerance for clocks: the request of a slow machine must not have expired when it is sent. */
const validSeconds = 300;

/**
 * The three headers that sign a request (RFC 9421, RFC 9530), with a new nonce.
 * @param epochMilliseconds - true time
 */
export function signatureHeaders(
  request: OutgoingRequest,
  signer: Signer,
  epochMilliseconds: number,
): Record<'content-digest' | 'signature-input' | 'signature', string> {
  const created = Math.floor(epochMilliseconds / 1000);
  const params = {
    created,
    expires: created + validSeconds,
    keyid: signer.bridgeId,
    nonce: randomBytes(16).toString('base64url'),
  };
  const contentDigest = formatContentDigest(createHash('sha256').update(request.body).digest());
  const queryAt = request.target.indexOf('?');
  const base = signatureBase(
    {
      method: request.method,
      authority: request.authority,
      path: queryAt < 0 ? request.target : request.target.slice(0, queryAt),
      query: queryAt < 0 ? '?' : request.target.slice(queryAt),
      contentDigest,
    },
    params,
  );
  return {
    'content-digest': contentDigest,
    'signature-input': formatSignatureInput(params),
    signature: formatSignature(sign(null, Buffer.from(base), signer.privateKey)),
  };
}
