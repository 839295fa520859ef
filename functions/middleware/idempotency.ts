/** A POST with an `Idempotency-Key` happens once; a repeat gets the first request's answer. @module */

import { createHash } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import { type Routes, routeKey } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Stores } from '../store/index.ts';
import type { CallEvent } from './caller.ts';
import type { HttpResult } from './http.ts';
import { rawBody } from './request-body.ts';

const longestKey = 128;
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
 * belong to one caller and are kept for a day; a request that failed frees its key. An answer that shows a secret is
 * not kept, because tables hold no secrets: a repeat only learns that the request has been carried out.
 */
export function idempotency(options: IdempotencyOptions): MiddlewareObj<CallEvent, HttpResult> {
  const secret = new Set(
    Object.values(options.routes)
      .filter((definition) => definition.answer.secret)
      .map(routeKey),
  );
  const claims = new WeakMap<CallEvent, { stores: Stores; caller: string; key: string }>();

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
      const earlier = await stores.idempotency.claim(
        caller.name,
        key,
        requestHash,
        instantFromEpoch(options.now()),
      );
      if (!earlier) {
        claims.set(event, { stores, caller: caller.name, key });
        return undefined;
      }
      if (earlier.requestHash !== requestHash)
        throw new RollcallError('request.key-reused', { idempotencyKey: key });
      if (!earlier.answer) throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
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
      await claim.stores.idempotency.keep(claim.caller, claim.key, {
        status: response.statusCode ?? 200,
        headers,
        body: secret.has(event.routeKey) ? '' : (response.body ?? ''),
      });
    },

    onError: async function idempotencyOnError({ event }) {
      const claim = claims.get(event);
      if (claim) await claim.stores.idempotency.forget(claim.caller, claim.key);
    },
  };
}
