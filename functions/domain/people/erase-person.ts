/** Erases a person: what is left is an id under which times and totals stand, and when it was done. @module */

import { RollcallError } from '#shared/errors.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireUser } from '../lookups.ts';
import { regenerateAll } from '../recompute/index.ts';
import { todayIn } from '../today.ts';
import { suspensionsAfter } from '../users/index.ts';

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
    erasedAt,
    version: user.version + 1,
  };
}

/**
 * Erases a person for good; nobody can undo it. From today on the person counts as suspended. Erasing again changes nothing.
 * @throws RollcallError user.unknown, service.busy; request.invalid when `confirm` is not the id
 */
export async function erasePerson(
  actor: Actor,
  userId: UserId,
  confirm: UserId,
): Promise<{ userId: UserId; erasedAt: Instant }> {
  const { stores } = actor;
  if (confirm !== userId) {
    const message = `must be "${userId}", the id of the person who is to be erased`;
    throw new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/confirm', message }] });
  }
  const { zone } = await stores.settings.read();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const user = await requireUser(actor, userId);
    if (user.erasedAt !== undefined) return { userId: user.id, erasedAt: user.erasedAt };
    const suspensions = suspensionsAfter(user.suspensions, 'suspended', todayIn(zone, actor.now));
    const tombstone = tombstoneOf(user, actor.now, suspensions);
    if (!(await stores.users.replace(tombstone, user.version))) continue;
    await recordAudit(actor, 'user.erased', user.id);
    await regenerateAll(actor, tombstone);
    return { userId: user.id, erasedAt: actor.now };
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}
