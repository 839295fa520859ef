/** HR enters leaves here, for whole days or parts of days. @module */

import type { Leave } from '#shared/contract/leaves.ts';
import { RollcallError } from '#shared/errors.ts';
import type { StoredLeave } from '../../store/entries.ts';
import type { Actor } from '../actor.ts';
import { newId } from '../ids.ts';
import { requireUser } from '../lookups.ts';
import { requireRange } from '../ranges.ts';
import { addEntry, type EntryKind, entryBy } from './entries.ts';

/** Leaves as one kind of HR's entries. */
export const leaveRecords: EntryKind<StoredLeave> = {
  name: 'leave',
  store: ({ stores }) => stores.leaves,
  daysOf: (leave) => leave,
  unknown: (leaveId) => new RollcallError('leave.unknown', { leaveId }),
};

/**
 * Enters a leave. Leaves may overlap: a user who falls ill during a holiday has both.
 * @throws RollcallError user.unknown, range.invalid
 */
export async function enterLeave(
  actor: Actor,
  wanted: Pick<Leave, 'userId' | 'type' | 'from' | 'to' | 'portion' | 'reason'>,
): Promise<StoredLeave> {
  requireRange(wanted.from, wanted.to);
  const user = await requireUser(actor, wanted.userId);
  const { type, from, to } = wanted;
  const leave: StoredLeave = { ...wanted, ...entryBy(actor, user, newId('lve'), wanted.reason) };
  return await addEntry(actor, leaveRecords, leave, { type, from, to });
}
