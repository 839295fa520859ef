/** Builds replies in the exact form that push terminals look for, and lists the refusals. @module */

import { bytesOf } from './lines.ts';

/** A response in the exact form that terminals look for: letter case, reason phrase and length matter. */
export interface IclockResponse {
  status: number;
  reason: string;
  /** Names in the letter case in which they must reach the terminal. */
  headers: readonly (readonly [name: string, value: string])[];
  body: Uint8Array;
}

/**
 * Why a request was refused. The texts never contain the letters OK in any case: a terminal takes any answer with them
 * for success and forgets its records.
 */
export const refusals = {
  'bad-request': { status: 400, reason: 'Bad Request', text: 'malformed request' },
  unregistered: { status: 401, reason: 'Unauthorized', text: 'serial number not registered' },
  'wrong-key': { status: 401, reason: 'Unauthorized', text: 'communication key missing or wrong' },
  'wrong-network': { status: 403, reason: 'Forbidden', text: 'address not allowed' },
  'not-served': { status: 404, reason: 'Not Found', text: 'not served here' },
  'wrong-method': { status: 405, reason: 'Method Not Allowed', text: 'method not served' },
  'registration-refused': { status: 406, reason: 'Not Acceptable', text: 'serial number not registered' },
  'too-large': { status: 413, reason: 'Payload Too Large', text: 'body too large' },
  'unknown-encoding': { status: 415, reason: 'Unsupported Media Type', text: 'content encoding not served' },
  'no-length': { status: 411, reason: 'Length Required', text: 'a body needs its length' },
  'too-often': { status: 429, reason: 'Too Many Requests', text: 'too many requests' },
  failed: { status: 500, reason: 'Internal Server Error', text: 'failed, send again' },
  busy: { status: 503, reason: 'Service Unavailable', text: 'busy, send again later' },
} as const;

/** A reason of {@link refusals}. */
export type Refusal = keyof typeof refusals;

function response(status: number, reason: string, text: string, epochMilliseconds: number): IclockResponse {
  const body = bytesOf(text);
  return {
    status,
    reason,
    headers: [
      ['Content-Type', 'text/plain'],
      ['Date', new Date(epochMilliseconds).toUTCString()],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}

/**
 * A reply that the terminal takes for success. The reason phrase stands there because old terminals look for ` 200 `.
 * @param epochMilliseconds - the moment for `Date`: terminals set their clocks by it
 */
export function accepted(text: string, epochMilliseconds: number): IclockResponse {
  return response(200, 'OK', text, epochMilliseconds);
}

/** The acknowledgement of an upload: `OK: n`, n = lines received, understood or not, new or not. */
export function acknowledged(lines: number, epochMilliseconds: number): IclockResponse {
  return accepted(`OK: ${lines}`, epochMilliseconds);
}

/** A reply after which the terminal keeps its records. */
export function refused(refusal: Refusal, epochMilliseconds: number): IclockResponse {
  const { status, reason, text } = refusals[refusal];
  return response(status, reason, text, epochMilliseconds);
}
