import middy from '@middy/core';
import * as z from 'zod';
import { nightly, tick } from '../domain/schedule/index.ts';
import { log } from '../observe/log.ts';
import { actorFor, openRuntime } from '../runtime.ts';

const runtime = openRuntime();
const TickEvent = z.object({ kind: z.enum(['tick', 'nightly']) });

/**
 * Lambda: what the clock starts, for every organisation. One organisation's failure does not keep the others waiting;
 * the next tick tries again, because everything here happens once per slot however often it is tried.
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
