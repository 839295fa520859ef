/** Creates the users of unknown PINs, each exactly once. @module */

import type { BatchId, DownloadId } from '#shared/contract/ids.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { idOfUserCreatedFor, pinOfUser } from '#shared/punch/claims.ts';
import { canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAuditsOnce } from '../audit.ts';
import { claimsOfMany, firstDateOf, plainClaims } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';

/** Where the punch came from for which a user is created. */
export interface PunchSource {
  kind: 'download' | 'push' | 'import';
  terminal: Serial;
  /** The batch that brought it, so that a repeat of the batch knows the users that it created. */
  batchId?: BatchId | undefined;
  downloadId?: DownloadId | undefined;
}

/** A PIN that may have no user. */
export interface MissingUser {
  pin: Pin;
  /** Local date of the earliest punch at hand. */
  firstPunch: LocalDate;
  source: PunchSource;
}

/** Users of which the first punch is looked up at once. */
const lookupsAtOnce = 16;

/** Notes in the audit trail that users were created: once each, however often it is called and however their ids are written. */
export async function recordUsersCreated(actor: Actor, users: readonly StoredUser[]): Promise<void> {
  await recordAuditsOnce(
    actor,
    'user.created',
    users.map(({ id, origin: { kind, terminal, downloadId } }) => ({
      subject: id,
      facts: { origin: kind, terminal, downloadId },
      once: canonicalUserId(id),
    })),
  );
}

/** Creates users as `addMissing` does, and takes their PINs off the list of unknown ones. */
export async function createMissing(
  actor: Actor,
  missing: readonly MissingUser[],
  newUsers: Settings['newUsers'],
): Promise<StoredUser[]> {
  const users = await addMissing(actor, missing, newUsers);
  await actor.stores.unknownUsers.removeEach(users.map(({ id }) => pinOfUser(id)));
  return users;
}

/**
 * Creates the users of PINs whose ids nobody has. Punches that were held before count for the issuance date too.
 * @param missing - PINs that differ, also without their leading zeros
 * @returns the users that this call created
 */
export async function addMissing(
  actor: Actor,
  missing: readonly MissingUser[],
  newUsers: Settings['newUsers'],
): Promise<StoredUser[]> {
  const { stores } = actor;
  const existing = await stores.users.findMany(missing.map(({ pin }) => idOfUserCreatedFor(pin)));
  const taken = new Set(existing.map(({ id }) => pinOfUser(id)));
  const users: StoredUser[] = [];
  const free = missing.filter(({ pin }) => !taken.has(canonicalPinOf(pin)));
  const claims = await claimsOfMany(
    stores,
    free.map(({ pin }) => idOfUserCreatedFor(pin)),
  );
  await inParallel(free, lookupsAtOnce, async ({ pin, firstPunch, source }) => {
    const id = idOfUserCreatedFor(pin);
    const held = await firstDateOf(stores, claims.get(canonicalUserId(id)) ?? plainClaims(id));
    const first = held !== undefined && held < firstPunch ? held : firstPunch;
    users.push(newUser(actor, pin, first, source, newUsers));
  });
  const added = await stores.users.addEach(users);
  const created = users.filter((_, index) => added[index]);
  await recordUsersCreated(actor, created);
  return created;
}

function newUser(
  { now }: Actor,
  pin: Pin,
  first: LocalDate,
  { kind, terminal, downloadId, batchId }: PunchSource,
  { issueDate, dutyRosterId }: Settings['newUsers'],
): StoredUser {
  const issuedOn = issueDate === 'first-punch' ? first : undefined;
  return {
    id: idOfUserCreatedFor(pin),
    status: 'provisional',
    origin: { kind, at: now, terminal, downloadId },
    issuedOn,
    dutyRosterId: dutyRosterId ?? undefined,
    rosterAssignments: dutyRosterId === null ? [] : [{ rosterId: dutyRosterId, from: first, to: null }],
    issuedOnFollowsPunches: issuedOn !== undefined,
    createdByBatch: batchId,
    version: 1,
  };
}
