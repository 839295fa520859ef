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
import { todayIn } from '../today.ts';

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
  /** Local date of the earliest punch at hand, if there is any. */
  firstPunch?: LocalDate | undefined;
  source: PunchSource;
}

/** What a user gets that is created: what the settings say, or what somebody has chosen for it. */
export interface ForNewUser extends Pick<Settings['newUsers'], 'dutyRosterId' | 'byTerminal'> {
  issueDate: Settings['newUsers']['issueDate'] | LocalDate;
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
  newUsers: ForNewUser,
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
  newUsers: ForNewUser,
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
  const needsToday = free.some(({ firstPunch }) => firstPunch === undefined);
  const today = needsToday ? todayIn((await stores.settings.read()).zone, actor.now) : undefined;
  await inParallel(free, lookupsAtOnce, async ({ pin, firstPunch, source }) => {
    const id = idOfUserCreatedFor(pin);
    const held = await firstDateOf(stores, claims.get(canonicalUserId(id)) ?? plainClaims(id));
    const [first] = [held, firstPunch].filter((date) => date !== undefined).sort();
    users.push(newUser(actor, { pin, source, firstPunch: first }, newUsers, today));
  });
  await inParallel(users, lookupsAtOnce, async ({ id, department }) => {
    if (department !== undefined) await stores.departments.note(department, id);
  });
  const added = await stores.users.addEach(users);
  const created = users.filter((_, index) => added[index]);
  await recordUsersCreated(actor, created);
  return created;
}

/** @param today - needed where there is no punch */
function newUser(
  { now }: Actor,
  { pin, source, firstPunch }: MissingUser,
  { issueDate, dutyRosterId, byTerminal = [] }: ForNewUser,
  today: LocalDate | undefined,
): StoredUser {
  const { kind, terminal, downloadId, batchId } = source;
  const follows = issueDate === 'first-punch';
  const issuedOn = follows ? firstPunch : issueDate === 'none' ? undefined : issueDate;
  const from = (issueDate === 'none' ? firstPunch : issuedOn) ?? today;
  const { department, site } = byTerminal.find((place) => place.terminal === terminal) ?? {};
  return {
    id: idOfUserCreatedFor(pin),
    department,
    site,
    status: 'provisional',
    origin: { kind, at: now, terminal, downloadId },
    issuedOn,
    dutyRosterId: dutyRosterId ?? undefined,
    rosterAssignments:
      dutyRosterId === null || from === undefined ? [] : [{ rosterId: dutyRosterId, from, to: null }],
    issuedOnFollowsPunches: follows,
    createdByBatch: batchId,
    version: 1,
  };
}
