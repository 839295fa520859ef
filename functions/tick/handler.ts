/** Lambda entry point of the clock: it runs the minute tick and the nightly work for every organisation. @module */

import middy from '@middy/core';
import * as z from 'zod';
import { nightly, tick } from '../domain/schedule/index.ts';
import { log } from '../observe/log.ts';
import { actorFor, openRuntime } from '../runtime.ts';

const runtime = openRuntime();
const TickEvent = z.object({ kind: z.enum(['tick', 'nightly']) });

/**
 * Lambda: starts what is due by the clock, for every organisation. One organisation's failure does not hold up the
 * others; the next tick tries again, because everything happens once per due time, however often it is tried.
 */
export const handler = middy().handler(async (event: unknown) => {
  const { kind } = TickEvent.parse(event);
  const run = kind === 'tick' ? tick : nightly;
  for (const organisation of await runtime.directory.organisations.all()) {
    try {
      await run(actorFor(runtime, organisation, 'schedule', 'system'));
    } catch (error) {
      log({ level: 'error', message: `${kind} failed`, organisation, error });
    }
  }
});
