/**
 * Signs requests to DynamoDB by Signature Version 4, with key objects: the AWS SDK's signer, which a test holds this one
 * against, takes three times as long.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @module
 */

import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** What a request is signed with. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A POST to DynamoDB's only path. */
export interface SignedRequest {
  region: string;
  host: string;
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

const algorithm = 'AWS4-HMAC-SHA256';

function codeOf(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

let latest: { secretAccessKey: string; scope: string; key: KeyObject } | undefined;

/** The key of a day, a region and a secret; most requests need the one of the request before. */
function signingKey(secretAccessKey: string, scope: string): KeyObject {
  if (latest?.scope !== scope || latest.secretAccessKey !== secretAccessKey) {
    const first = createSecretKey(`AWS4${secretAccessKey}`, 'utf8');
    const key = scope.split('/').reduce((known, part) => createSecretKey(codeOf(known, part)), first);
    latest = { secretAccessKey, scope, key };
  }
  return latest.key;
}

/**
 * The headers of a request with those that sign it.
 * @param epoch - epoch milliseconds of the signature
 */
export function signedHeaders(
  { region, host, path, headers, body }: SignedRequest,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  epoch: number,
): Record<string, string> {
  const date = `${new Date(epoch).toISOString().slice(0, 19).replace(/[:-]/g, '')}Z`;
  const bodyHash = hash('sha256', body);
  const all: Record<string, string> = {
    ...headers,
    host,
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': date,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(all).sort();
  const listed = names.join(';');
  const lines = names.map((name) => `${name}:${all[name]}\n`).join('');
  const request = ['POST', path, '', lines, listed, bodyHash].join('\n');
  const scope = `${date.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const text = [algorithm, date, scope, hash('sha256', request)].join('\n');
  const signature = codeOf(signingKey(secretAccessKey, scope), text).toString('hex');
  all.authorization = `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${listed}, Signature=${signature}`;
  return all;
}
