/** HR enters leaves here, for whole days or parts of days. @module */

import { PlanFault } from '#shared/attendance/index.ts';
import type { EnteredLeave, Leave } from '#shared/contract/leaves.ts';
import { RollcallError } from '#shared/errors.ts';
import type { StoredLeave } from '../../store/stored-entry.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { idOfRequest } from '../ids.ts';
import { requireKept } from '../kept-times.ts';
import { requireEditableUser } from '../lookups.ts';
import { leaveDatesWithoutWork } from '../plan/index.ts';
import { requireRange } from '../ranges.ts';
import { addEntry, type EntryKind, entryBy } from './entries.ts';

/** Leaves as one kind of HR's entries. */
export const leaveRecords: EntryKind<StoredLeave> = {
  name: 'leave',
  setting: 'leaves',
  store: ({ stores }) => stores.leaves,
  daysOf: (leave) => leave,
  requirePossible: requireOnlyLeave,
  unknown: (leaveId) => new RollcallError('leave.unknown', { leaveId }),
};

/** Whether two leaves want the same time of a day whatever its length: a whole day twice, or the same half. */
function wantTheSame(one: Leave['portion'], other: Leave['portion']): boolean {
  if (one.kind === 'half' && other.kind === 'half') return one.half === other.half;
  return one.kind === 'full' && other.kind === 'full';
}

/** Refuses a leave that takes what another one takes, also where one of the two waits for approval. @throws RollcallError leave.overlap */
async function requireOnlyLeave({ stores }: Actor, _user: StoredUser, leave: StoredLeave): Promise<void> {
  const others = await stores.leaves.standing(leave.userId, leave);
  const other = others.find(({ id, portion }) => id !== leave.id && wantTheSame(portion, leave.portion));
  if (!other) return;
  const date = other.from > leave.from ? other.from : leave.from;
  const first = `${other.type} (${other.id})`;
  throw new RollcallError('leave.overlap', { userId: leave.userId, date, first, second: leave.type });
}

/** What HR should know about a leave that is entered. A plan that cannot be computed is reported where it is computed. */
async function warningsOf(
  actor: Actor,
  user: StoredUser,
  leave: StoredLeave,
): Promise<EnteredLeave['warnings']> {
  try {
    const dates = await leaveDatesWithoutWork(actor, user, leave);
    return dates.length === 0 ? [] : [{ code: 'nothing-expected', dates }];
  } catch (error) {
    if (error instanceof PlanFault) return [];
    throw error;
  }
}

type NewLeave = Pick<Leave, 'userId' | 'type' | 'from' | 'to' | 'portion' | 'reason'>;

/** Refuses a leave that takes what another one of the same request takes. @throws RollcallError leave.overlap */
function requireBeside(leave: NewLeave, others: readonly NewLeave[]): void {
  const other = others.find(
    ({ from, to, portion }) => from < leave.to && leave.from < to && wantTheSame(portion, leave.portion),
  );
  if (!other) return;
  const date = other.from > leave.from ? other.from : leave.from;
  const { userId, type: second } = leave;
  throw new RollcallError('leave.overlap', { userId, date, first: other.type, second });
}

/**
 * Says what entering a leave would warn of, and enters nothing.
 * @param before - leaves of the same user that would have been entered by then
 * @throws RollcallError user.unknown, range.invalid, times.not-kept, leave.overlap
 */
export async function checkLeave(
  actor: Actor,
  wanted: NewLeave,
  before: readonly NewLeave[],
): Promise<EnteredLeave['warnings']> {
  requireRange(wanted.from, wanted.to);
  const user = await requireEditableUser(actor, wanted.userId);
  await requireKept(actor.stores, wanted.from);
  const leave = { ...wanted, ...entryBy(actor, user, idOfRequest(actor, 'lve'), wanted.reason) };
  await requireOnlyLeave(actor, user, leave);
  requireBeside(leave, before);
  return await warningsOf(actor, user, leave);
}

/**
 * Enters a leave. Leaves of parts of a day may overlap; what they take together is no more than the day. The answer warns of
 * dates on which the leave takes nothing.
 * @throws RollcallError user.unknown, user.merged, user.erased, range.invalid, leave.overlap
 */
export async function enterLeave(
  actor: Actor,
  wanted: NewLeave,
): Promise<StoredLeave & Pick<EnteredLeave, 'warnings'>> {
  requireRange(wanted.from, wanted.to);
  const user = await requireEditableUser(actor, wanted.userId);
  const { type, from, to } = wanted;
  const leave: StoredLeave = { ...wanted, ...entryBy(actor, user, idOfRequest(actor, 'lve'), wanted.reason) };
  const warnings = await warningsOf(actor, user, leave);
  return { ...(await addEntry(actor, leaveRecords, user, leave, { type, from, to })), warnings };
}
