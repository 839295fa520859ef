/** Signs one request to DynamoDB, sends it, and waits for its answer. @module */

import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { SignatureV4 } from '@smithy/signature-v4';
import { DynamoDbFailure } from './dynamodb-failure.ts';

/** What a request is signed with. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Gives the credentials as they are now; called for each request. */
export type CredentialsSource = () => Credentials | Promise<Credentials>;

const settings = { keepAlive: true, maxSockets: 100 };
const agents = { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) };

/** Silence after which a connection counts as broken; DynamoDB itself gives up on a request earlier. */
const longestSilenceMilliseconds = 20_000;

const contentType = 'application/x-amz-json-1.0';

/** The credentials that Lambda, or the command that starts the cloud on one machine, has put into the environment. */
export function credentialsOfEnvironment(): Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new Error(
      'The environment names no credentials for DynamoDB: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

/** Where DynamoDB is: an endpoint that the environment names, or Amazon's in the region. */
function endpoint(): { url: URL; region: string } {
  const { AWS_ENDPOINT_URL_DYNAMODB: own, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  if (!region) throw new Error('The environment names no region for DynamoDB: set AWS_REGION.');
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { url: new URL(own || `https://dynamodb.${region}.${suffix}`), region };
}

function keyOf(secret: string | ArrayBuffer | ArrayBufferView): string | KeyObject {
  if (typeof secret === 'string') return secret;
  const bytes = ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
  // With bytes instead of a key object, Node takes several times as long for a code.
  return createSecretKey(bytes);
}

/** SHA-256, in the form that the signer takes. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', keyOf(secret));
  }

  update(chunk: string | Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('each hash is made for one text');
  }
}

let latestSigner: { region: string; credentials: Credentials; signer: SignatureV4 } | undefined;

/** The signer of some credentials; most requests need the one of the request before. */
function signerOf(region: string, credentials: Credentials): SignatureV4 {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const known = latestSigner;
  const isSame =
    known?.region === region &&
    known.credentials.accessKeyId === accessKeyId &&
    known.credentials.secretAccessKey === secretAccessKey &&
    known.credentials.sessionToken === sessionToken;
  if (isSame) return known.signer;
  const signer = new SignatureV4({ service: 'dynamodb', region, credentials, sha256: Sha256 });
  latestSigner = { region, credentials, signer };
  return signer;
}

/** Sends what is signed. @returns the status and the body of the answer */
function exchange(
  url: URL,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  const isPlain = url.protocol === 'http:';
  return new Promise((resolve, reject) => {
    const request = (isPlain ? http : https).request(url, {
      method: 'POST',
      headers,
      agent: agents[isPlain ? 'http:' : 'https:'],
      timeout: longestSilenceMilliseconds,
    });
    const fail = (cause: Error) => reject(DynamoDbFailure.withoutAnswer(cause));
    request.on('error', fail);
    request.on('timeout', () => request.destroy(new Error('DynamoDB does not answer')));
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', fail);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.end(body);
  });
}

/**
 * Asks DynamoDB for one operation, once.
 * @param operation - as the API reference names it
 * @param body - the request as JSON
 * @returns the answer as it came
 * @throws DynamoDbFailure when it refuses, or does not answer
 */
export async function askDynamoDb(
  operation: string,
  body: string,
  credentials: Credentials,
): Promise<object> {
  const { url, region } = endpoint();
  const { headers } = await signerOf(region, credentials).sign({
    protocol: url.protocol,
    hostname: url.hostname,
    method: 'POST',
    path: url.pathname,
    headers: {
      host: url.host,
      'content-type': contentType,
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
    body,
  });
  const { status, text } = await exchange(url, headers, body);
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // What is not DynamoDB, such as a proxy on the way, speaks for itself.
    throw DynamoDbFailure.answered(status, {});
  }
  if (status !== 200 || typeof answer !== 'object' || answer === null) {
    throw DynamoDbFailure.answered(status, answer);
  }
  return answer;
}
