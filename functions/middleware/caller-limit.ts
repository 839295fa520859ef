/** Limits how many requests one caller may make, so that one of them leaves room for the others. @module */

import type { MiddlewareObj } from '@middy/core';
import { RollcallError } from '#shared/errors.ts';
import { Buckets, type Rate } from './buckets.ts';
import type { CallEvent } from './caller.ts';
import type { HttpResult } from './http.ts';

/**
 * What an instance of a Lambda, which works on one request at a time, gives to one caller: somebody at a screen, or a program
 * that asks page by page, stays below.
 */
const instanceRate: Rate = { perSecond: 20, burst: 100 };

/**
 * How often one network address may be refused for a credential that nobody has, in this process: more than any program with
 * a wrong key needs, and less than a stranger needs to keep the tables busy.
 */
export const refusalRate: Rate = { perSecond: 1, burst: 30 };

/** @throws RollcallError caller.too-often unless nothing has to be waited for */
export function requireNoWait(retryAfterSeconds: number): void {
  if (retryAfterSeconds > 0) throw new RollcallError('caller.too-often', { retryAfterSeconds });
}

/**
 * Refuses the requests of a caller who makes more than its share. Use it after the caller is known; who has no credential is
 * limited by the gateway's routes. Each process counts for itself: see decision 0020.
 * The headers of the answer (which `outgoing` adds) say what is left: `q` requests at once, which come back within `w` seconds;
 * `r` are left now, and all of them are there again in `t` seconds.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 * @param now - milliseconds of a clock that never goes back
 */
export function callerLimit(
  rate: Rate = instanceRate,
  now?: () => number,
): MiddlewareObj<CallEvent, HttpResult> {
  const buckets = new Buckets(rate, now);
  return {
    before: function callerLimitBefore({ event }) {
      const { caller } = event;
      if (!caller?.organisation) return;
      const name = `${caller.organisation} ${caller.name}`;
      const wait = buckets.take(name);
      const { times, fullAfterSeconds } = buckets.left(name);
      event.limitHeaders = {
        'ratelimit-policy': `"caller";q=${rate.burst};w=${Math.ceil(rate.burst / rate.perSecond)}`,
        ratelimit: `"caller";r=${times};t=${fullAfterSeconds}`,
      };
      requireNoWait(wait);
    },
  };
}
