/** The API lists records in quarantine, judges them again, sets them aside and opens them again. @module */

import type { quarantine } from '#shared/contract/quarantine.ts';
import { dismissRecords, replayRecords, restoreRecords } from '../domain/punches/index.ts';
import { KnownUsers } from '../domain/users/index.ts';
import type { Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { QuarantinedRecord } from '../store/quarantine.ts';
import { actorOf } from './actor.ts';

/** Handlers of records that could not become punches. */
export function quarantineHandlers(runtime: Runtime): Handlers<typeof quarantine> {
  const known = new KnownUsers();
  return {
    listQuarantine: async ({ query }, call) => {
      const { state, terminal, reason, from, to, search, limit, cursor } = query;
      const reasons = reason === undefined ? undefined : [reason].flat();
      const fits = (record: QuarantinedRecord) =>
        (terminal === undefined || record.terminal === terminal) &&
        (reasons === undefined || reasons.includes(record.reason)) &&
        (from === undefined || record.receivedAt.slice(0, 10) >= from) &&
        (to === undefined || record.receivedAt.slice(0, 10) < to) &&
        (search === undefined || `${record.pin} ${record.time}`.includes(search));
      const isNarrowed = [terminal, reason, from, to, search].some((filter) => filter !== undefined);
      const { quarantine } = actorOf(runtime, call).stores;
      return { body: await quarantine.list(state, limit, cursor, isNarrowed ? fits : undefined) };
    },
    replayQuarantine: async ({ body }, call) => ({
      body: await replayRecords(actorOf(runtime, call), body.items, known),
    }),
    dismissQuarantine: async ({ body }, call) => ({
      body: await dismissRecords(actorOf(runtime, call), body.items, body.reason),
    }),
    restoreQuarantine: async ({ body }, call) => ({
      body: await restoreRecords(actorOf(runtime, call), body.items, body.reason),
    }),
  };
}
