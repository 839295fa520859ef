/** Erases a person: what is left is an id under which times and totals stand, and when it was done. @module */

import { RollcallError } from '#shared/errors.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { flaw, phrase } from '#shared/reasons/index.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireUser } from '../lookups.ts';
import { regenerateAll } from '../recompute/index.ts';
import { todayIn } from '../today.ts';
import { holdingUsers, otherIdsOf, suspensionsAfter } from '../users/index.ts';

const attempts = 5;

/**
 * What stays of a person: what rows are computed from, and where hours have been booked (department, site, cost centre), so that
 * no total changes. Every other field goes, also those that a later version adds.
 */
function tombstoneOf(
  user: StoredUser,
  erasedAt: Instant,
  suspensions: StoredUser['suspensions'],
): StoredUser {
  const { id, issuedOn, expiresOn, department, site, costCentre, dutyRosterId, rosterAssignments } = user;
  const { kind, at, terminal, downloadId } = user.origin;
  return {
    id,
    status: 'suspended',
    origin: { kind, at, terminal, downloadId },
    issuedOn,
    expiresOn,
    department,
    site,
    costCentre,
    dutyRosterId,
    rosterAssignments,
    suspensions,
    issuedOnFollowsPunches: false,
    createdByBatch: user.createdByBatch,
    createdByRequest: user.createdByRequest,
    entriesMarked: user.entriesMarked,
    merged: user.merged,
    erasedAt,
    version: user.version + 1,
  };
}

/** Erases what one id has of a person. @returns when it was erased, now or before */
async function eraseOne(actor: Actor, userId: UserId, today: LocalDate): Promise<Instant> {
  const { stores } = actor;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const user = await stores.users.find(userId);
    if (!user) throw new RollcallError('user.unknown', { userId });
    if (user.erasedAt !== undefined) return user.erasedAt;
    const suspensions = suspensionsAfter(user.suspensions, 'suspended', today);
    const tombstone = tombstoneOf(user, actor.now, suspensions);
    if (!(await stores.users.replace(tombstone, user.version))) continue;
    await recordAudit(actor, 'user.erased', user.id);
    await regenerateAll(actor, tombstone);
    return actor.now;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/**
 * Erases a person for good, with every id that is merged into it; nobody can undo it. From today on the person counts as
 * suspended. Erasing again changes nothing.
 * @throws RollcallError user.unknown, user.merged; service.busy, also while somebody else merges or unmerges the person;
 *   request.invalid when `confirm` is not the id
 */
export async function erasePerson(
  actor: Actor,
  userId: UserId,
  confirm: UserId,
): Promise<{ userId: UserId; erasedAt: Instant }> {
  const { stores } = actor;
  if (confirm !== userId) {
    const said = flaw(phrase('field.id-to-erase', { id: userId }));
    throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/confirm', ...said }] });
  }
  const today = todayIn((await stores.settings.read()).zone, actor.now);
  return await holdingUsers(actor, [userId], async () => {
    const person = await requireUser(actor, userId);
    // The others first: the repeat of an erasure that broke off finds them by the person.
    for (const { id } of await otherIdsOf(actor, person)) await eraseOne(actor, id, today);
    return { userId: person.id, erasedAt: await eraseOne(actor, person.id, today) };
  });
}
