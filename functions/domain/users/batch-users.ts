/** Finds or creates the users of a batch of punches, and moves issuance dates back to earlier punches. @module */

import type { Settings, UnknownUserPolicy } from '#shared/contract/settings.ts';
import { pinOfUser, userIdOfPin } from '#shared/punch/claims.ts';
import { type CanonicalPin, canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { type CanonicalUserId, canonicalUserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateOf, type Instant, type LocalDate, type WallTime } from '#shared/time/wall-time.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOfPins, type PinClaims } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';
import { todayIn } from '../today.ts';
import type { KnownUsers } from './known-users.ts';
import { createMissing, type MissingUser, type PunchSource, recordUsersCreated } from './missing-users.ts';

/** Users whose beginnings are noted at once. */
const beginningsAtOnce = 16;
/** Users that are created with one request, and such requests at once. */
const usersPerCreation = 25;
const creationsAtOnce = 2;

/** A PIN of a batch, with its first punch there. */
export interface BatchPin {
  /** As the terminal sent it first. */
  pin: Pin;
  date: LocalDate;
  wallTime: WallTime;
  /** The first punch of each date. */
  firstOf: ReadonlyMap<LocalDate, WallTime>;
}

/** The users of a batch, by canonical PIN. */
export interface BatchUsers {
  users: Map<CanonicalPin, StoredUser>;
  /** Users that this batch created, now or in an earlier try. */
  created: StoredUser[];
  /** PINs with links: only the punches count here that the user with the PIN's id claims, if there are any. */
  linked: Map<CanonicalPin, BatchPin | null>;
  /** Canonical PINs of users whose days begin with a punch of this batch: days without punches since then are theirs too. */
  begun: Set<CanonicalPin>;
}

/** How the users of a batch are found or created. */
export interface UserPolicy {
  source: PunchSource;
  unknownUsers: UnknownUserPolicy;
  newUsers: Settings['newUsers'];
}

/** The PINs of some punches with the first punch of each, by canonical PIN. */
export function firstPunches(punches: readonly StoredPunch[]): Map<CanonicalPin, BatchPin> {
  const firstOf = new Map<CanonicalPin, { pin: Pin; dates: Map<LocalDate, WallTime> }>();
  for (const { pin, wallTime } of punches) {
    const canonical = canonicalPinOf(pin);
    const known = firstOf.get(canonical) ?? { pin, dates: new Map<LocalDate, WallTime>() };
    firstOf.set(canonical, known);
    const date = dateOf(wallTime);
    const before = known.dates.get(date);
    if (before === undefined || wallTime < before) known.dates.set(date, wallTime);
  }
  return new Map(
    [...firstOf].flatMap(([canonical, { pin, dates }]) => {
      const first = batchPin(pin, dates);
      return first ? [[canonical, first] as const] : [];
    }),
  );
}

function batchPin(pin: Pin, firstOf: ReadonlyMap<LocalDate, WallTime>): BatchPin | null {
  const [first] = [...firstOf].sort(([a], [b]) => (a < b ? -1 : 1));
  return first ? { pin, date: first[0], wallTime: first[1], firstOf } : null;
}

/** What of a PIN's punches is claimed by nobody but the user with its id, by a claimant's kind. */
function part(batchPinOf: BatchPin, isWanted: (date: LocalDate) => boolean): BatchPin | null {
  const { pin, firstOf } = batchPinOf;
  return batchPin(pin, new Map([...firstOf].filter(([date]) => isWanted(date))));
}

/**
 * Which punches of PINs with links belong to the users with the PINs' ids. It is asked only for PINs whose user would be
 * created or changed by the batch; nobody's punches are noted, and create no user.
 */
async function findLinked(
  actor: Actor,
  { source: { terminal } }: UserPolicy,
  pins: readonly (readonly [CanonicalPin, BatchPin])[],
  found: BatchUsers,
): Promise<void> {
  const claims = await claimsOfPins(
    actor.stores,
    pins.map(([pin]) => pin),
  );
  for (const [canonical, all] of pins) {
    if (!claims.hasLinks(canonical)) continue;
    const own = userIdOfPin(canonical);
    const kindOn = (date: LocalDate) => claims.claimantOf(canonical, terminal, date);
    found.linked.set(
      canonical,
      part(all, (date) => {
        const claimant = kindOn(date);
        return claimant.kind === 'user' && claimant.userId === own;
      }),
    );
    const nobodys = part(all, (date) => kindOn(date).kind === 'nobody');
    if (nobodys) await noteUnknown(actor, terminal, nobodys);
  }
}

async function noteUnknown(
  { stores, now }: Actor,
  terminal: Serial,
  { pin, wallTime }: BatchPin,
  ignored = false,
): Promise<void> {
  await stores.unknownUsers.add({ pin, firstSeenAt: now, terminal, firstPunch: wallTime, ignored });
}

/** Resolves the users of a batch: finds them, creates the missing ones if the policy says so, notes the others as unknown. */
export async function resolveUsers(
  actor: Actor,
  policy: UserPolicy,
  pins: ReadonlyMap<CanonicalPin, BatchPin>,
  known: KnownUsers,
): Promise<BatchUsers> {
  const { organisation } = actor.stores;
  const unseen = [...pins.keys()].map(userIdOfPin).filter((id) => known.get(organisation, id) === undefined);
  const resolve = () => findOrCreateUsers(actor, policy, pins, known);
  if (policy.unknownUsers !== 'create' || unseen.length === 0) return await resolve();
  return await known.inTurn(organisation, unseen, resolve);
}

async function findOrCreateUsers(
  actor: Actor,
  policy: UserPolicy,
  pins: ReadonlyMap<CanonicalPin, BatchPin>,
  known: KnownUsers,
): Promise<BatchUsers> {
  const { stores } = actor;
  const { source, newUsers } = policy;
  const found: BatchUsers = { users: new Map(), created: [], begun: new Set(), linked: new Map() };
  for (const user of await findUsers(actor, pins, known)) {
    found.users.set(pinOfUser(user.id), user);
  }
  const isOfThisBatch = (user: StoredUser) =>
    source.batchId !== undefined && user.createdByBatch === source.batchId;
  const inDoubt = [...pins].filter(([canonical, { date }]) => {
    const user = found.users.get(canonical);
    return user === undefined || (!isOfThisBatch(user) && mayBeginWith(user, date));
  });
  await findLinked(actor, policy, inDoubt, found);
  const missing: MissingUser[] = [];
  const repeated = [...pins.keys()].flatMap((canonical) => {
    const user = found.users.get(canonical);
    return user && isOfThisBatch(user) ? [user] : [];
  });
  await inParallel(inDoubt, beginningsAtOnce, async ([canonical, all]) => {
    const linked = found.linked.get(canonical);
    if (linked === null) return;
    const { pin, date } = linked ?? all;
    const user = found.users.get(canonical);
    if (user) {
      if (!mayBeginWith(user, date)) return;
      // What is remembered of it stays right where the punch is of the day on which its days begin already.
      if (date !== user.issuedOn) known.forget(stores.organisation, userIdOfPin(canonical));
      await noteBeginning(actor, found, user, date);
    } else if (policy.unknownUsers === 'create') {
      missing.push({ pin, firstPunch: date, source });
    } else {
      await noteUnknown(actor, source.terminal, linked ?? all, policy.unknownUsers === 'ignore');
    }
  });
  await noteRepeated(actor, found, repeated);
  await inParallel(partsOf(missing), creationsAtOnce, async (part) => {
    const created = await createMissing(actor, part, newUsers);
    found.created.push(...created);
    for (const user of created) {
      found.users.set(pinOfUser(user.id), user);
      known.add(stores.organisation, user);
    }
    await findOvertaken(actor, source, found, part);
  });
  return found;
}

/** Counts users that an earlier try of this batch created: it may have died right after the creation. */
async function noteRepeated(actor: Actor, found: BatchUsers, repeated: readonly StoredUser[]): Promise<void> {
  if (repeated.length === 0) return;
  await recordUsersCreated(actor, repeated);
  await actor.stores.unknownUsers.removeEach(repeated.map(({ id }) => pinOfUser(id)));
  found.created.push(...repeated);
}

/**
 * Finds the users that were created in the meantime: by somebody else, or by an earlier try of this batch whose last
 * requests were still on their way when this one began.
 */
async function findOvertaken(
  actor: Actor,
  { batchId }: PunchSource,
  found: BatchUsers,
  part: readonly MissingUser[],
): Promise<void> {
  const overtaken = part.filter(({ pin }) => !found.users.has(canonicalPinOf(pin)));
  if (overtaken.length === 0) return;
  const begins = new Map(overtaken.map(({ pin, firstPunch }) => [canonicalPinOf(pin), firstPunch]));
  const repeated: StoredUser[] = [];
  for (const user of await actor.stores.users.findMany([...begins.keys()].map(userIdOfPin))) {
    const canonical = pinOfUser(user.id);
    const date = begins.get(canonical);
    found.users.set(canonical, user);
    if (batchId !== undefined && user.createdByBatch === batchId) repeated.push(user);
    else if (date) await noteBeginning(actor, found, user, date);
  }
  await noteRepeated(actor, found, repeated);
}

function partsOf(missing: readonly MissingUser[]): MissingUser[][] {
  const parts: MissingUser[][] = [];
  for (let from = 0; from < missing.length; from += usersPerCreation) {
    parts.push(missing.slice(from, from + usersPerCreation));
  }
  return parts;
}

async function findUsers(
  actor: Actor,
  pins: ReadonlyMap<CanonicalPin, BatchPin>,
  known: KnownUsers,
): Promise<StoredUser[]> {
  const { organisation, users } = actor.stores;
  const canonicalPins = [...pins.keys()];
  const seen = [...pins].flatMap(([pin, { date }]) => {
    const user = known.get(organisation, userIdOfPin(pin));
    return user && !mayFollowSince(user, date, actor.now) ? [user] : [];
  });
  const seenPins = new Set(seen.map((user) => pinOfUser(user.id)));
  const read = await users.findMany(canonicalPins.filter((pin) => !seenPins.has(pin)).map(userIdOfPin));
  for (const user of read) known.add(organisation, user);
  return [...seen, ...read];
}

/**
 * Finds the users that were created while the punches of a batch were being held: whoever created them looked for
 * punches before these were stored. Call it once these are stored.
 */
export async function findLateUsers(
  actor: Actor,
  pins: ReadonlyMap<CanonicalPin, BatchPin>,
  found: BatchUsers,
): Promise<void> {
  const { stores } = actor;
  const held = [...pins.keys()].filter((canonical) => !found.users.has(canonical));
  if (held.length === 0) return;
  for (const user of await stores.users.findMany(held.map(userIdOfPin))) {
    const canonical = pinOfUser(user.id);
    const linked = found.linked.get(canonical);
    const first = linked === undefined ? pins.get(canonical) : linked;
    await stores.unknownUsers.remove(canonical);
    found.users.set(canonical, user);
    if (first) await noteBeginning(actor, found, user, first.date);
  }
}

function mayBeginWith({ issuedOnFollowsPunches, issuedOn }: StoredUser, date: LocalDate): boolean {
  return issuedOnFollowsPunches && (issuedOn === undefined || date <= issuedOn);
}

/** A punch of an earlier day than these has not come as soon as it was made. */
const daysOfLatePunches = 3;

/**
 * Whether it matters that somebody has said since a user was remembered that its issuance date follows its punches: where a
 * punch is earlier than the date, or a late one comes and there is no date.
 */
function mayFollowSince(
  { issuedOnFollowsPunches, issuedOn }: StoredUser,
  date: LocalDate,
  now: Instant,
): boolean {
  if (issuedOnFollowsPunches) return false;
  return date < (issuedOn ?? addDays(todayIn('UTC', now), -daysOfLatePunches));
}

/** Notes a user of a batch whose days begin with a punch of the given date. */
async function noteBeginning(
  actor: Actor,
  found: BatchUsers,
  user: StoredUser,
  date: LocalDate,
): Promise<void> {
  const canonical = pinOfUser(user.id);
  const begun = await beginWith(actor, user, date);
  if (begun === null) return;
  found.users.set(canonical, begun);
  found.begun.add(canonical);
}

/**
 * Has the days of a user begin with a punch of the given date, by the rule that the issuance date is the first punch. A later
 * date is moved back, even when other batches are moving it at the same moment.
 * @returns the user as it is then; `null` where its days do not begin with the punch
 */
async function beginWith({ stores }: Actor, user: StoredUser, date: LocalDate): Promise<StoredUser | null> {
  let current: StoredUser | undefined = user;
  while (current && mayBeginWith(current, date)) {
    if (date === current.issuedOn) return current;
    if (await stores.users.issueEarlier(current, date)) return { ...current, issuedOn: date };
    current = await stores.users.find(user.id);
  }
  return null;
}

/**
 * Moves the issuance dates of users back to punches that are theirs by links: the PIN does not say whose they are, so that
 * nobody has looked at them for the batch. It reads nothing where no PIN of the batch has links.
 * @param claims - of the PINs of the punches
 * @returns the users whose days begin with one of the punches
 */
export async function beginLinked(
  actor: Actor,
  punches: readonly StoredPunch[],
  claims: PinClaims,
  known: KnownUsers,
): Promise<StoredUser[]> {
  const { organisation, users } = actor.stores;
  const firstOf = new Map<CanonicalUserId, LocalDate>();
  for (const { pin, serial, wallTime } of punches) {
    const canonical = canonicalPinOf(pin);
    if (!claims.hasLinks(canonical)) continue;
    const date = dateOf(wallTime);
    const claimant = claims.claimantOf(canonical, serial, date);
    if (claimant.kind !== 'user' || claimant.userId === userIdOfPin(canonical)) continue;
    const before = firstOf.get(claimant.userId);
    if (before === undefined || date < before) firstOf.set(claimant.userId, date);
  }
  if (firstOf.size === 0) return [];
  const begun: StoredUser[] = [];
  await inParallel(await users.findMany([...firstOf.keys()]), beginningsAtOnce, async (user) => {
    const id = canonicalUserId(user.id);
    const date = firstOf.get(id);
    const moved = date === undefined ? null : await beginWith(actor, user, date);
    if (moved === null) return;
    known.forget(organisation, id);
    begun.push(moved);
  });
  return begun;
}
