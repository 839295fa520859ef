/** A second person decides about entries of HR through these API handlers. @module */

import type { approvals } from '#shared/contract/approvals.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Actor } from '../domain/actor.ts';
import {
  type DecidedEntry,
  decideEntry,
  forEachEntry,
  listAwaiting,
  undoDecision,
} from '../domain/entries/index.ts';
import type { Call, Handlers } from '../middleware/dispatch.ts';
import type { Runtime } from '../runtime.ts';
import type { EntryId } from '../store/stored-entry.ts';
import { actorOf } from './actor.ts';
import { rowsOfEntry } from './rows-of-entry.ts';

interface Named {
  userId: UserId;
  first: LocalDate;
  entryId: EntryId;
}

interface Batch {
  reason: string;
  items: { userId: UserId; from: LocalDate; id: EntryId }[];
}

type Decide = (
  actor: Actor,
  wanted: { userId: UserId; first: LocalDate; id: EntryId; reason: string },
) => Promise<DecidedEntry>;

const approve: Decide = (actor, wanted) => decideEntry(actor, { ...wanted, state: 'approved' });
const reject: Decide = (actor, wanted) => decideEntry(actor, { ...wanted, state: 'rejected' });

/** Handlers of approvals. */
export function approvalHandlers(runtime: Runtime): Handlers<typeof approvals> {
  const one = async (decide: Decide, { entryId: id, ...named }: Named, reason: string, call: Call) => {
    const actor = actorOf(runtime, call);
    const { kind, entry, days } = await decide(actor, { ...named, id, reason });
    return { body: { kind, entry: { ...entry, ...(await rowsOfEntry(actor, entry, days)) } } };
  };
  const many = async <const D extends string>(
    decide: Decide,
    result: D,
    { reason, items }: Batch,
    call: Call,
  ) => {
    const outcomes = await forEachEntry(actorOf(runtime, call), items, result, (actor, { from, ...named }) =>
      decide(actor, { ...named, first: from, reason }),
    );
    return {
      body: {
        ...outcomes,
        items: outcomes.items.map((outcome) =>
          'entry' in outcome ? { result, kind: outcome.entry.kind, entry: outcome.entry.entry } : outcome,
        ),
      },
    };
  };

  return {
    listAwaiting: async ({ query }, call) => ({ body: await listAwaiting(actorOf(runtime, call), query) }),
    approveEntry: ({ params, body }, call) => one(approve, params, body.reason, call),
    rejectEntry: ({ params, body }, call) => one(reject, params, body.reason, call),
    undoDecision: ({ params, body }, call) => one(undoDecision, params, body.reason, call),
    batchApprove: ({ body }, call) => many(approve, 'approved', body, call),
    batchReject: ({ body }, call) => many(reject, 'rejected', body, call),
    batchUndoDecisions: ({ body }, call) => many(undoDecision, 'undone', body, call),
  };
}
