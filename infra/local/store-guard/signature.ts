/**
 * Checks the signature (AWS Signature Version 4) of a request to a local store, from its head alone: nothing of the
 * body is read before it is known who sends it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 * @module
 */

import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './refusal.ts';
import type { StoreKey } from './store-key.ts';

/** A service of AWS, as signatures name it. */
export type SignedService = 'dynamodb' | 'sqs' | 's3';

/** What the signature covers of a request. */
export interface RequestHead {
  method: string;
  /** Path and query as they stand in the request line. */
  target: string;
  headers: IncomingHttpHeaders;
}

const algorithm = 'AWS4-HMAC-SHA256';
const unsignedPayload = 'UNSIGNED-PAYLOAD';

/** Who has signed what, as the request itself claims. */
interface Claim {
  accessKeyId: string;
  /** Day, region, service and `aws4_request`, joined by slashes. */
  scope: string;
  /** Basic ISO 8601, such as `20260320T120000Z`. */
  date: string;
  signedHeaders: string[];
  signature: string;
  payloadHash: string;
}

function sha256(text: string): string {
  return hash('sha256', text);
}

function hmac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('InvalidURI', 'The address has a percent sign that begins no character.');
  }
}

type Pair = readonly [name: string, value: string];

function pairsOf(query: string): Pair[] {
  if (query === '') return [];
  return query.split('&').map((part): Pair => {
    const mark = part.indexOf('=');
    return mark === -1 ? [decode(part), ''] : [decode(part.slice(0, mark)), decode(part.slice(mark + 1))];
  });
}

/** The order of bytes, for text that is all ASCII. */
const order = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function canonicalQuery(pairs: readonly Pair[]): string {
  return pairs
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): Pair => [encode(name), encode(value)])
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? order(value, otherValue) : order(name, otherName),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalPath(path: string): string {
  const segments = path.split('/').map(decode);
  if (segments.some((segment) => segment === '.' || segment === '..' || /[\\/\0]/.test(segment))) {
    throw new Refusal('InvalidURI', 'The path leads out of its folder.');
  }
  return segments.map(encode).join('/');
}

/** Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
function claimOfHeader(authorization: string, headers: IncomingHttpHeaders): Claim {
  const [scheme, ...rest] = authorization.split(/[\s,]+/);
  const fields = new Map(
    rest.map((field): Pair => {
      const mark = field.indexOf('=');
      return [field.slice(0, mark), field.slice(mark + 1)];
    }),
  );
  const date = headers['x-amz-date'];
  const payloadHash = headers['x-amz-content-sha256'];
  if (scheme !== algorithm || typeof date !== 'string' || typeof payloadHash !== 'string') {
    throw new Refusal('AccessDenied', `The request is not signed with ${algorithm}.`);
  }
  return claimOf({
    credential: fields.get('Credential'),
    date,
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    payloadHash,
  });
}

/** The moment of a date in basic ISO 8601, in epoch milliseconds; `NaN` for anything else. */
function epochOfBasicDate(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** A link works for a week at most, and from a quarter of an hour before its date, because clocks differ. */
const longestLinkSeconds = 7 * 86_400;
const earlyMilliseconds = 15 * 60_000;

/** A link's claim, and until when it says that it works. */
function claimOfLink(pairs: readonly Pair[]): Claim & { from: number; until: number } {
  const one = (name: string): string => {
    const [value, ...more] = pairs.filter(([candidate]) => candidate === name).map(([, text]) => text);
    if (value === undefined || more.length > 0) {
      throw new Refusal('AuthorizationQueryParametersError', `The link has to have ${name} once.`);
    }
    return value;
  };
  if (one('X-Amz-Algorithm') !== algorithm) {
    throw new Refusal('AuthorizationQueryParametersError', `X-Amz-Algorithm of a link is ${algorithm}.`);
  }
  const date = one('X-Amz-Date');
  const seconds = one('X-Amz-Expires');
  const from = epochOfBasicDate(date);
  if (Number.isNaN(from) || !/^\d{1,6}$/.test(seconds) || Number(seconds) > longestLinkSeconds) {
    throw new Refusal(
      'AuthorizationQueryParametersError',
      `X-Amz-Date of a link is a time such as 20260320T120000Z, X-Amz-Expires up to ${longestLinkSeconds} seconds.`,
    );
  }
  const hashed = pairs.some(([name]) => name === 'X-Amz-Content-Sha256');
  const claim = claimOf({
    credential: one('X-Amz-Credential'),
    date,
    signedHeaders: one('X-Amz-SignedHeaders'),
    signature: one('X-Amz-Signature'),
    payloadHash: hashed ? one('X-Amz-Content-Sha256') : unsignedPayload,
  });
  return { ...claim, from, until: from + Number(seconds) * 1000 };
}

function claimOf(fields: {
  credential: string | undefined;
  date: string;
  signedHeaders: string | undefined;
  signature: string | undefined;
  payloadHash: string;
}): Claim {
  const { credential = '', date, signedHeaders = '', signature = '', payloadHash } = fields;
  const [accessKeyId = '', ...scope] = credential.split('/');
  return {
    accessKeyId,
    scope: scope.join('/'),
    date,
    signedHeaders: signedHeaders.split(';'),
    signature,
    payloadHash,
  };
}

/** The key that signs one day's requests to one service; most requests need the same one. */
function signingKeys(secret: string): (scope: string) => KeyObject {
  // With bytes instead of a key object, Node takes eight times as long for a code.
  let latest: { scope: string; key: KeyObject } | undefined;
  return (scope) => {
    if (latest?.scope !== scope) {
      const first = createSecretKey(`AWS4${secret}`, 'utf8');
      const key = scope.split('/').reduce((known, part) => createSecretKey(hmac(known, part)), first);
      latest = { scope, key };
    }
    return latest.key;
  };
}

/** Every header that could change what a store does is signed; the host always is. */
function requireSignedHeaders(claim: Claim, headers: IncomingHttpHeaders): void {
  const signed = new Set(claim.signedHeaders);
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))];
  const missing = needed.find((name) => !signed.has(name));
  if (missing !== undefined) {
    throw new Refusal('AccessDenied', `The header ${missing} of the request is not signed.`);
  }
}

function canonicalRequest(head: RequestHead, claim: Claim, path: string, pairs: readonly Pair[]): string {
  const headers = claim.signedHeaders.map((name) => {
    const value = head.headers[name];
    return `${name}:${String(value ?? '')
      .trim()
      .replace(/\s+/g, ' ')}\n`;
  });
  return [
    head.method,
    canonicalPath(path),
    canonicalQuery(pairs),
    headers.join(''),
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n');
}

/**
 * Makes the check of a store's requests.
 * @param key - the only pair whose signatures count
 * @param services - what the store serves; a signature for another service does not count
 * @param now - epoch milliseconds by the clock of whoever makes the links; asked for links only. A signed request has no
 * age of its own: its key is as old as this start, and only who may read all memory of this machine sees one.
 * @returns a check that resolves for a request which holds the key, and rejects with a {@link Refusal}
 */
export function signatureCheck(
  key: StoreKey,
  services: readonly SignedService[],
  now: () => Promise<number>,
): (head: RequestHead) => Promise<void> {
  const signingKey = signingKeys(key.secretAccessKey);

  function verify(head: RequestHead, claim: Claim, path: string, pairs: readonly Pair[]): SignedService {
    if (claim.accessKeyId !== key.accessKeyId) {
      throw new Refusal('InvalidAccessKeyId', 'The access key does not belong to this start of Rollcall.');
    }
    const service = services.find((name) => claim.scope.endsWith(`/${name}/aws4_request`));
    if (service === undefined || claim.scope.split('/').length !== 4) {
      throw new Refusal('AccessDenied', 'The signature is for another service.');
    }
    requireSignedHeaders(claim, head.headers);
    const text = [
      algorithm,
      claim.date,
      claim.scope,
      sha256(canonicalRequest(head, claim, path, pairs)),
    ].join('\n');
    const expected = hmac(signingKey(claim.scope), text);
    const given = Buffer.from(claim.signature, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Refusal(
        'SignatureDoesNotMatch',
        'The signature does not fit the request: its address, its method or a header is not what was signed.',
      );
    }
    return service;
  }

  return async (head) => {
    const mark = head.target.indexOf('?');
    const path = mark === -1 ? head.target : head.target.slice(0, mark);
    const pairs = pairsOf(mark === -1 ? '' : head.target.slice(mark + 1));
    const { authorization } = head.headers;
    const isLink = pairs.some(([name]) => name === 'X-Amz-Signature' || name === 'X-Amz-Algorithm');
    if (authorization !== undefined && !isLink) {
      verify(head, claimOfHeader(authorization, head.headers), path, pairs);
      return;
    }
    if (!isLink || authorization !== undefined || !services.includes('s3')) {
      throw new Refusal('AccessDenied', 'Only the running Rollcall itself is served here.');
    }
    const claim = claimOfLink(pairs);
    if (verify(head, claim, path, pairs) !== 's3') {
      throw new Refusal('AccessDenied', 'Links lead to files only.');
    }
    const moment = await now();
    if (moment < claim.from - earlyMilliseconds) {
      throw new Refusal('AccessDenied', 'Request is not valid yet: the link is of a later time.');
    }
    if (moment >= claim.until) {
      const until = new Date(claim.until).toISOString();
      throw new Refusal(
        'AccessDenied',
        `Request has expired: the link worked until ${until}. Ask for a new one.`,
      );
    }
  };
}
