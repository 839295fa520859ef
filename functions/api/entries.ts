/** HR lists, creates and withdraws entries (corrections, leaves, day overrides) through these API handlers. @module */

import type { corrections } from '#shared/contract/corrections.ts';
import type { dayOverrides } from '#shared/contract/day-overrides.ts';
import { entryStatusOf } from '#shared/contract/entry-status.ts';
import type { leaves } from '#shared/contract/leaves.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Actor } from '../domain/actor.ts';
import {
  correctionRecords,
  type EntriesQuery,
  type EntryKind,
  enterCorrection,
  enterLeave,
  enterOverride,
  leaveRecords,
  listEntries,
  overrideRecords,
  requireEntry,
  withdrawEntry,
} from '../domain/entries/index.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { Entered } from '../store/stored-entry.ts';
import { actorOf } from './actor.ts';
import { rowsOfEntry } from './rows-of-entry.ts';

type Entries = typeof corrections & typeof leaves & typeof dayOverrides;

/** An entry that was stored or withdrawn, with the rows that come of it: none while it waits for approval. */
async function withRows<T extends Entered, E extends T>(actor: Actor, kind: EntryKind<T>, entry: E) {
  if (entryStatusOf(entry) === 'awaiting') return { body: entry };
  return { body: { ...entry, ...(await rowsOfEntry(actor, entry, kind.daysOf(entry))) } };
}

/** Handlers of HR's entries about users: corrections, leaves, day overrides. */
export function entryHandlers(runtime: Runtime): Handlers<Entries> {
  const list =
    <T extends Entered>(kind: EntryKind<T>) =>
    async ({ query }: { query: EntriesQuery }, call: Call) => ({
      body: await listEntries(actorOf(runtime, call), kind, query),
    });
  const get = async <T extends Entered>(
    kind: EntryKind<T>,
    entry: { userId: UserId; first: LocalDate; id: T['id'] },
    call: Call,
  ) => ({ body: await requireEntry(actorOf(runtime, call), kind, entry) });
  const withdraw = async <T extends Entered>(
    kind: EntryKind<T>,
    entry: { userId: UserId; first: LocalDate; id: T['id'] },
    { reason }: { reason: string },
    call: Call,
  ) => {
    const actor = actorOf(runtime, call);
    return await withRows(actor, kind, await withdrawEntry(actor, kind, { ...entry, reason }));
  };

  return {
    listCorrections: list(correctionRecords),
    getCorrection: ({ params: { userId, date: first, correctionId: id } }, call) =>
      get(correctionRecords, { userId, first, id }, call),
    createCorrection: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      return await withRows(actor, correctionRecords, await enterCorrection(actor, body));
    },
    withdrawCorrection: ({ params: { userId, date: first, correctionId: id }, body }, call) =>
      withdraw(correctionRecords, { userId, first, id }, body, call),
    listLeaves: list(leaveRecords),
    getLeave: ({ params: { userId, from: first, leaveId: id } }, call) =>
      get(leaveRecords, { userId, first, id }, call),
    createLeave: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      return await withRows(actor, leaveRecords, await enterLeave(actor, body));
    },
    withdrawLeave: ({ params: { userId, from: first, leaveId: id }, body }, call) =>
      withdraw(leaveRecords, { userId, first, id }, body, call),
    listDayOverrides: list(overrideRecords),
    getDayOverride: ({ params: { userId, date: first, overrideId: id } }, call) =>
      get(overrideRecords, { userId, first, id }, call),
    createDayOverride: async ({ body }, call) => {
      const actor = actorOf(runtime, call);
      return await withRows(actor, overrideRecords, await enterOverride(actor, body));
    },
    withdrawDayOverride: ({ params: { userId, date: first, overrideId: id }, body }, call) =>
      withdraw(overrideRecords, { userId, first, id }, body, call),
  };
}
