import type { MiddlewareObj } from '@middy/core';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { log } from '../observe/log.ts';
import type { Stores } from '../store/index.ts';
import type { CallEvent } from './caller.ts';
import type { HttpResult } from './http.ts';

/** What the middleware needs of its surroundings. */
export interface ActivityOptions {
  storesOf: (organisation: string) => Stores;
  /** Epoch milliseconds. */
  now: () => number;
}

/** A process notes the activity of an organisation this often at most: it is no write per request. */
const notedEveryMilliseconds = 30_000;
/** Whoever may order a download. Programs call all day, and would have the bridges poll all day. */
const people: readonly string[] = ['hr', 'admin'];

/** Notes that people are using the API, so that bridges ask more often while somebody may want something of them. */
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
        // Bridges poll at leisure then; nobody's request fails for that.
        log({ level: 'warn', message: 'activity not noted', organisation, error });
      }
    },
  };
}
