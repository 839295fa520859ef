/** Creates the user of an unknown PIN, exactly once. @module */

import type { BatchId, DownloadId } from '#shared/contract/ids.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { idOfUserCreatedFor } from '#shared/punch/claims.ts';
import { canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOnce } from '../audit.ts';

/** Where the punch came from for which a user is created. */
export interface PunchSource {
  kind: 'download' | 'push' | 'import';
  terminal: Serial;
  /** The batch that brought it, so that a repeat of the batch knows the users that it created. */
  batchId?: BatchId | undefined;
  downloadId?: DownloadId | undefined;
}

/** Notes in the audit trail that a user was created: once, however often it is called and however the id is written. */
export async function recordUserCreated(actor: Actor, user: StoredUser): Promise<void> {
  const { kind, terminal, downloadId } = user.origin;
  await recordAuditOnce(
    actor,
    'user.created',
    user.id,
    {
      origin: kind,
      terminal,
      downloadId,
    },
    canonicalUserId(user.id),
  );
}

/** Creates the user of a PIN as `addIfMissing` does, and takes the PIN off the list of unknown ones. */
export async function createIfMissing(
  actor: Actor,
  pin: Pin,
  firstPunch: LocalDate,
  source: PunchSource,
  newUsers: Settings['newUsers'],
): Promise<StoredUser | null> {
  const user = await addIfMissing(actor, pin, firstPunch, source, newUsers);
  if (user) await actor.stores.unknownUsers.remove(pin);
  return user;
}

/**
 * Creates the user of a PIN if nobody has that id. Punches that were held before count for the issuance date
 * too.
 * @param firstPunch - local date of the earliest punch at hand
 * @returns the user if this call created it, else `null`
 */
export async function addIfMissing(
  actor: Actor,
  pin: Pin,
  firstPunch: LocalDate,
  source: PunchSource,
  newUsers: Settings['newUsers'],
): Promise<StoredUser | null> {
  const { stores } = actor;
  const { dutyRosterId } = newUsers;
  const held = await stores.punches.firstDateOfPin(canonicalPinOf(pin));
  const first = held !== undefined && held < firstPunch ? held : firstPunch;
  const issuedOn = newUsers.issueDate === 'first-punch' ? first : undefined;
  const user: StoredUser = {
    id: idOfUserCreatedFor(pin),
    status: 'provisional',
    origin: {
      kind: source.kind,
      at: actor.now,
      terminal: source.terminal,
      downloadId: source.downloadId,
    },
    issuedOn,
    dutyRosterId: dutyRosterId ?? undefined,
    rosterAssignments: dutyRosterId === null ? [] : [{ rosterId: dutyRosterId, from: first, to: null }],
    issuedOnFollowsPunches: issuedOn !== undefined,
    createdByBatch: source.batchId,
    version: 1,
  };
  if (!(await stores.users.add(user))) return null;
  await recordUserCreated(actor, user);
  return user;
}
