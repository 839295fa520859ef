/** A POST with an `Idempotency-Key` happens once; a repeat gets the first request's answer. @module */

import { createHash } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import { ulid } from 'ulid';
import { type Routes, routeKey } from '#shared/contract/route.ts';
import { RollcallError, statusOf } from '#shared/errors.ts';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { log } from '../observe/log.ts';
import type { Stores } from '../store/index.ts';
import type { CallEvent } from './caller.ts';
import type { HttpResult } from './http.ts';
import { rawBody } from './request-body.ts';

const longestKey = 128;
/** When a repeat may ask again for the answer of a request that is still at work. */
const retryAfterSeconds = 2;
const keyForm = /^[\x21-\x7e]+$/;

/** What the middleware is given. */
export interface IdempotencyOptions {
  routes: Routes;
  storesOf: (organisation: string) => Stores;
  /** Epoch milliseconds. */
  now: () => number;
}

/**
 * Makes a POST that carries an `Idempotency-Key` happen once: a repeat gets the answer of the first request. Keys
 * belong to one caller and are kept for a day. A request that was refused frees its key; one that failed otherwise too, and
 * one whose function died frees it after a minute, until which repeats are told that it is in progress. A try after those has
 * the same id as the first, by which it finds what that has made. An answer that shows a secret is
 * not kept, because tables hold no secrets: a repeat only learns that the request has been carried out.
 */
export function idempotency(options: IdempotencyOptions): MiddlewareObj<CallEvent, HttpResult> {
  const secret = new Set(
    Object.values(options.routes)
      .filter((definition) => definition.answer.secret)
      .map(routeKey),
  );
  const claims = new WeakMap<CallEvent, { stores: Stores; caller: string; key: string; at: Instant }>();

  return {
    before: async function idempotencyBefore({ event }): Promise<HttpResult | undefined> {
      const key = event.headers['idempotency-key'];
      const { caller } = event;
      if (key === undefined || event.requestContext.http.method !== 'POST' || !caller?.organisation)
        return undefined;
      if (key.length > longestKey || !keyForm.test(key)) {
        throw new RollcallError('request.invalid', {
          issues: [
            {
              in: 'header',
              path: '/idempotency-key',
              message: `must be 1 to ${longestKey} visible ASCII characters`,
            },
          ],
        });
      }
      const stores = options.storesOf(caller.organisation);
      const requestHash = createHash('sha256')
        .update(`${event.requestContext.http.method} ${event.rawPath}\n`)
        .update(rawBody(event))
        .digest('hex');
      const at = instantFromEpoch(options.now());
      const tries = { id: ulid(options.now()), since: at, isRepeat: false };
      const earlier = await stores.idempotency.claim(caller.name, key, requestHash, at, tries);
      if (!earlier) {
        claims.set(event, { stores, caller: caller.name, key, at });
        event.request = tries;
        return undefined;
      }
      if (earlier.requestHash !== requestHash)
        throw new RollcallError('request.key-reused', { idempotencyKey: key });
      if (!earlier.answer)
        throw new RollcallError('request.in-progress', { idempotencyKey: key, retryAfterSeconds });
      if (secret.has(event.routeKey)) {
        throw new RollcallError('request.answered-once', { idempotencyKey: key });
      }
      const { status, headers, body } = earlier.answer;
      return { statusCode: status, headers: { ...headers, 'idempotency-replayed': 'true' }, body };
    },

    after: async function idempotencyAfter({ event, response }) {
      const claim = claims.get(event);
      if (!claim || !response) return;
      const headers = Object.fromEntries(
        Object.entries(response.headers ?? {}).map(([name, value]) => [name, String(value)]),
      );
      claims.delete(event);
      try {
        await claim.stores.idempotency.keep(claim.caller, claim.key, claim.at, {
          status: response.statusCode ?? 200,
          headers,
          body: secret.has(event.routeKey) ? '' : (response.body ?? ''),
        });
      } catch (error) {
        // The request has been carried out, and its caller learns so. The key is neither answered nor free: repeats
        // within the next minute are told to wait.
        log({ level: 'error', message: 'answer not kept', organisation: event.caller?.organisation, error });
      }
    },

    onError: async function idempotencyOnError({ event, error }) {
      const claim = claims.get(event);
      if (!claim) return;
      // A refusal has changed nothing, unless an earlier try has; any other failure may have come after the change.
      const isRefusal =
        error instanceof RollcallError && statusOf(error.code) < 500 && !event.request?.isRepeat;
      const { caller, key, at, stores } = claim;
      if (isRefusal) await stores.idempotency.forget(caller, key, at);
      else await stores.idempotency.free(caller, key, at);
    },
  };
}
