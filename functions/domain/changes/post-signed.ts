/** Posts a signed message to a receiver, once: to the address that was checked, without following it elsewhere. @module */

import { createHmac } from 'node:crypto';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { addressOf, flawOfUrl, UnreachableHost } from './receiver-address.ts';

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

/** A receiver has answered within this time, look-up and connection included. */
const patienceMilliseconds = 10_000;

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

/** Why a try has failed on its way. @throws the error itself where it is none of the network */
function reasonOf(error: unknown, isLate: boolean): string {
  if (error instanceof UnreachableHost) return error.message;
  if (isLate) return `the receiver has not answered within ${patienceMilliseconds / 1000} s`;
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return `the receiver cannot be reached (${error.code})`;
}

/**
 * Posts a message. The name of the receiver is looked up once and the connection made to that very address; an answer that
 * points elsewhere counts as a refusal; of the answer only the status is looked at.
 * @param atSeconds - epoch seconds
 */
export async function postSigned(
  address: string,
  message: Message,
  secrets: readonly string[],
  atSeconds: number,
): Promise<Delivery> {
  const flaw = flawOfUrl(address);
  if (flaw !== undefined) return { isDelivered: false, problem: `the URL is refused: ${flaw}` };
  const url = new URL(address);
  const signal = AbortSignal.timeout(patienceMilliseconds);
  try {
    const found = await addressOf(url.hostname.replace(/^\[|\]$/g, ''));
    const status = await new Promise<number>((resolve, reject) => {
      const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(
        url,
        {
          method: 'POST',
          agent: false,
          signal,
          lookup: (_host, options, done) => {
            if (options.all) done(null, [found]);
            else done(null, found.address, found.family);
          },
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(message.body),
            'user-agent': 'Rollcall-Webhooks/1',
            ...signedHeaders(message, secrets, atSeconds),
          },
        },
        (response) => {
          resolve(response.statusCode ?? 0);
          response.destroy();
        },
      );
      request.once('error', reject);
      request.end(message.body);
    });
    if (status >= 200 && status < 300) return { isDelivered: true, status };
    return { isDelivered: false, status, problem: `the receiver has answered ${status}` };
  } catch (error) {
    return { isDelivered: false, problem: reasonOf(error, signal.aborted) };
  }
}
