/** HR enters and withdraws many entries at once through these API handlers. @module */

import type { entryBatches } from '#shared/contract/entry-batches.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import {
  correctionRecords,
  type EntryKind,
  enterCorrection,
  enterLeave,
  enterOverride,
  forEachEntry,
  leaveRecords,
  overrideRecords,
  withdrawEntry,
} from '../domain/entries/index.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { Entered } from '../store/stored-entry.ts';
import { actorOf } from './actor.ts';

/** Handlers of entries in batches. */
export function entryBatchHandlers(runtime: Runtime): Handlers<typeof entryBatches> {
  const withdraw = async <T extends Entered>(
    kind: EntryKind<T>,
    { reason, items }: { reason: string; items: { userId: UserId; from: LocalDate; id: T['id'] }[] },
    call: Call,
  ) => ({
    body: await forEachEntry(actorOf(runtime, call), items, 'withdrawn', (actor, { from: first, ...item }) =>
      withdrawEntry(actor, kind, { ...item, first, reason }),
    ),
  });

  return {
    batchCorrections: async ({ body }, call) => ({
      body: await forEachEntry(actorOf(runtime, call), body.items, 'entered', enterCorrection),
    }),
    batchWithdrawCorrections: ({ body }, call) => withdraw(correctionRecords, body, call),
    batchLeaves: async ({ body }, call) => ({
      body: await forEachEntry(actorOf(runtime, call), body.items, 'entered', enterLeave),
    }),
    batchWithdrawLeaves: ({ body }, call) => withdraw(leaveRecords, body, call),
    batchDayOverrides: async ({ body }, call) => ({
      body: await forEachEntry(actorOf(runtime, call), body.items, 'entered', enterOverride),
    }),
    batchWithdrawDayOverrides: ({ body }, call) => withdraw(overrideRecords, body, call),
  };
}
