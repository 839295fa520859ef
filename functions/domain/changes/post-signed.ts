/** Posts a signed message to a receiver, once: to the address that was checked, without following it elsewhere. @module */

import { createHmac } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { addressesOf, flawOfUrl, UnreachableHost } from './receiver-address.ts';

/** A message for a receiver. */
export interface Message {
  /** The same for every try. */
  id: string;
  body: string;
}

/** What became of a try: delivered, or why not. */
export type Delivery =
  | { isDelivered: true; status: number }
  | { isDelivered: false; problem: string; status?: number };

/**
 * The headers of a message, as https://www.standardwebhooks.com describes them.
 * @param secrets - as they were shown, `whsec_` and base64: each signs
 * @param atSeconds - epoch seconds of this try
 */
export function signedHeaders(
  { id, body }: Message,
  secrets: readonly string[],
  atSeconds: number,
): Record<string, string> {
  const signed = `${id}.${atSeconds}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(atSeconds),
    'webhook-signature': signatures.join(' '),
  };
}

/** A receiver has ended the connection without an answer. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor() {
    super('the receiver has ended the connection without an answer');
  }
}

/** Why a try has failed on its way. @throws the error itself where it is none of the network */
function reasonOf(error: unknown, isLate: boolean, patienceMilliseconds: number): string {
  if (error instanceof UnreachableHost || error instanceof NoAnswer) return error.message;
  if (isLate) return `the receiver has not answered within ${patienceMilliseconds / 1000} s`;
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return `the receiver cannot be reached (${error.code})`;
}

/** Connects to some addresses only, whatever the name of the host stands for by now. */
function lookupOf(found: readonly LookupAddress[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = found;
    if (options.all || first === undefined) done(null, [...found]);
    else done(null, first.address, first.family);
  };
}

/** Sends a request, and takes the status of its answer. @throws NoAnswer; whatever the network throws */
function statusOf(url: URL, options: RequestOptions, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestSecure : requestPlain;
    const request = send(url, options, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    // More than one may come, such as when the receiver answers before it has read everything.
    request.on('error', reject);
    // The last that comes of any request: also of one that was neither answered nor failed.
    request.on('close', () => reject(new NoAnswer()));
    request.end(body);
  });
}

/**
 * Posts a message. The name of the receiver is looked up once and the connection made to those very addresses; an answer that
 * points elsewhere counts as a refusal; of the answer only the status is looked at.
 * @param atSeconds - epoch seconds
 * @param patienceMilliseconds - a receiver has answered within this time, look-up and connection included
 */
export async function postSigned(
  address: string,
  message: Message,
  secrets: readonly string[],
  atSeconds: number,
  patienceMilliseconds = 10_000,
): Promise<Delivery> {
  const flaw = flawOfUrl(address);
  if (flaw !== undefined) return { isDelivered: false, problem: `the URL is refused: ${flaw}` };
  const url = new URL(address);
  const signal = AbortSignal.timeout(patienceMilliseconds);
  try {
    const found = await addressesOf(url.hostname.replace(/^\[|\]$/g, ''), signal);
    const options = {
      method: 'POST',
      agent: false,
      signal,
      lookup: lookupOf(found),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(message.body),
        'user-agent': 'Rollcall-Webhooks/1',
        ...signedHeaders(message, secrets, atSeconds),
      },
    };
    const status = await statusOf(url, options, message.body);
    if (status >= 200 && status < 300) return { isDelivered: true, status };
    return { isDelivered: false, status, problem: `the receiver has answered ${status}` };
  } catch (error) {
    return { isDelivered: false, problem: reasonOf(error, signal.aborted, patienceMilliseconds) };
  }
}
