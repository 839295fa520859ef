/** Exchanges an enrolment token for a bridge identity, with a proof that the bridge holds the private key. @module */

import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Machine } from '#bridge/config/index.ts';
import { publicJwkOf } from './bridge-key.ts';
import type { BridgeApi } from './cloud-client.ts';

/** What an enrolment needs. */
export interface EnrolmentRequest {
  token: string;
  privateKey: KeyObject;
  name: string;
  version: string;
  machine: Machine;
}

/**
 * Exchanges an enrolment token for a bridge identity. The proof, a signature over token and nonce, shows that the
 * sender holds the private half of the key that it names.
 * @throws CloudProblem `enrolment.refused` when the token is unknown, expired or used
 */
export async function enrolBridge(api: BridgeApi, request: EnrolmentRequest) {
  const nonce = randomBytes(16).toString('base64url');
  const tokenHash = createHash('sha256').update(request.token).digest('hex');
  const proof = sign(null, Buffer.from(`rollcall-enrol:${tokenHash}:${nonce}`), request.privateKey);
  return api.enrolBridge({
    body: {
      token: request.token,
      publicKey: publicJwkOf(request.privateKey),
      nonce,
      proof: proof.toString('base64url'),
      name: request.name,
      version: request.version,
      ...request.machine,
    },
  });
}
