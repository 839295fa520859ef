/** Notes when people use the API, so that bridges ask for tasks more often then. @module */

import type { MiddlewareObj } from '@middy/core';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { log } from '../observe/log.ts';
import type { Stores } from '../store/index.ts';
import type { CallEvent } from './caller.ts';
import type { HttpResult } from './http.ts';

/** What the middleware is given. */
export interface ActivityOptions {
  storesOf: (organisation: string) => Stores;
  /** Epoch milliseconds. */
  now: () => number;
}

/** A process notes an organisation's activity at most this often, which avoids a write per request. */
const notedEveryMilliseconds = 30_000;
/** Roles of people who may order a download. Integrations are left out: they call all day and would keep bridges polling. */
const people: readonly string[] = ['hr', 'admin'];

/** Notes that people are using the API, so that bridges poll more often while somebody may want something from them. */
export function activity({ storesOf, now }: ActivityOptions): MiddlewareObj<CallEvent, HttpResult> {
  const notedAt = new Map<string, number>();
  return {
    before: async function activityBefore({ event }) {
      const { organisation = '', principal } = event.caller ?? {};
      const at = now();
      if (organisation === '' || !people.includes(principal ?? '')) return;
      if (at - (notedAt.get(organisation) ?? Number.NEGATIVE_INFINITY) < notedEveryMilliseconds) return;
      notedAt.set(organisation, at);
      try {
        await storesOf(organisation).activity.note(instantFromEpoch(at));
      } catch (error) {
        // Bridges then poll at their idle pace; no request fails because of that.
        log({ level: 'warn', message: 'activity not noted', organisation, error });
      }
    },
  };
}
