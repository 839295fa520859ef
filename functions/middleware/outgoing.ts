/**
 * The last step of an answer: compressed where its caller takes that, never larger than Lambda lets through, and nothing that a
 * browser could take for a page, a script or a frame.
 * @module
 */

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'aws-lambda';
import { RollcallError } from '#shared/errors.ts';
import { bytesInJson, isAnswerable, mostBodyBytes } from '../domain/answer-size.ts';
import { acceptsGzip } from './accept.ts';
import type { CallEvent } from './caller.ts';
import type { HttpResult } from './http.ts';
import { problemAnswer } from './problem-json.ts';

const gzipLater = promisify(gzip);

/** Below this, compressing saves less than a packet. In characters. */
const shortestCompressed = 1_024;

/**
 * What browsers must know of every answer (OWASP, REST Security Cheat Sheet). The pages behind links in mails have a policy of
 * their own, and its headers win. Without TLS browsers take no notice of the second one (RFC 6797, 8.1).
 */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** A function that answers requests, called by the gateway. */
type HttpFunction = (event: CallEvent, context: Context) => Promise<HttpResult>;

/** The same answer, telling caches that another caller may get it in other bytes, and browsers what it is not. */
function guarded(result: HttpResult): HttpResult {
  const { vary } = result.headers ?? {};
  const names = vary === undefined ? 'accept-encoding' : `${vary}, accept-encoding`;
  return { ...result, headers: { ...securityHeaders, ...result.headers, vary: names } };
}

/** The same answer, telling its caller how many more requests it may make. */
function withLimit(result: HttpResult, { limitHeaders }: CallEvent): HttpResult {
  return limitHeaders === undefined ? result : { ...result, headers: { ...result.headers, ...limitHeaders } };
}

/**
 * Compresses a body; the gateway does not. zlib's usual level: a page of 3 MB takes 30 ms of processor instead of the 15 of
 * the fastest one and is a fifth smaller, and bytes that leave AWS cost more than that time. The `ETag` stays, because
 * edits send it back: it names what is answered, not its bytes.
 */
async function compressed(result: HttpResult, body: string): Promise<HttpResult> {
  const bytes = await gzipLater(body);
  return {
    ...result,
    headers: { ...result.headers, 'content-encoding': 'gzip' },
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  };
}

/**
 * Wraps an HTTP function, outside of all its middleware, so that every answer goes through: also a problem, and one that was
 * kept for a repeat. An answer that Lambda would throw away becomes a problem which says how to get it.
 */
export function outgoing(answerTo: HttpFunction): HttpFunction {
  return async function answerOutgoing(event, context) {
    const result = withLimit(guarded(await answerTo(event, context)), event);
    const { body, isBase64Encoded: isEncoded = false } = result;
    if (body === undefined || isEncoded) return result;
    const isGzip = acceptsGzip(event.headers['accept-encoding']);
    const sent = isGzip && body.length >= shortestCompressed ? await compressed(result, body) : result;
    if (isAnswerable(sent.body ?? '')) return sent;
    const { method } = event.requestContext.http;
    const error = new RollcallError('answer.over-limit', {
      method,
      path: event.rawPath,
      bytes: bytesInJson(sent.body ?? ''),
      limitBytes: mostBodyBytes,
      compressed: isGzip,
    });
    return withLimit(guarded(problemAnswer(error, event)), event);
  };
}
