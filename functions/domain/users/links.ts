/** HR says whose the punches of a PIN are, and takes that back; earlier punches come into the sheets and leave them. @module */

import type { LinkId } from '#shared/contract/ids.ts';
import type { Link } from '#shared/contract/links.ts';
import { RollcallError, statusOf } from '#shared/errors.ts';
import { idOfUserCreatedFor, namesUse } from '#shared/punch/claims.ts';
import { type CanonicalPin, canonicalPinOf, type Pin } from '#shared/punch/pin.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateOf, type LocalDate } from '#shared/time/wall-time.ts';
import type { LinksOfPin, StoredLink } from '../../store/stored-link.ts';
import type { PunchPlace } from '../../store/stored-punch.ts';
import { assignmentsSince, type StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit, recordAuditOnce } from '../audit.ts';
import { claimsOf, claimsOfPins, firstDateOf, type PinClaims } from '../claims.ts';
import { idOfRequest } from '../ids.ts';
import { requireEditable, requireEditableUser, requireTerminal } from '../lookups.ts';
import { currentDays, regenerateAll } from '../recompute/index.ts';
import { computeTouchedDays } from '../touched-days.ts';
import { createUser } from './users.ts';

/** Most links of one PIN: they are one item, and are read with its punches. */
const mostLinks = 100;
/** How many times a change is tried when somebody else changes the same PIN or user. */
const attempts = 8;

/** What HR decides about the punches of a PIN. */
export type WantedLink = {
  pin: Pin;
  terminal?: Serial | undefined;
  from?: LocalDate | undefined;
  reason: string;
} & (
  | { action: 'link'; userId: UserId }
  | { action: 'ignore' }
  | {
      action: 'create';
      userId?: UserId | undefined;
      name?: string | undefined;
      issuedOn?: LocalDate | undefined;
      dutyRosterId?: string | undefined;
    }
);

/** What the API shows of a link. */
export function describeLink(link: StoredLink): Link {
  return link;
}

/**
 * Changes the links of a PIN.
 * @param change - gives the new links, or `null` when there is nothing to change
 */
export async function changeLinks(
  { stores }: Actor,
  pin: CanonicalPin,
  change: (current: LinksOfPin) => StoredLink[] | null,
): Promise<StoredLink[]> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const current = await stores.links.ofPin(pin);
    const links = change(current);
    if (links === null) return current.links;
    if (links.length > mostLinks) throw new RollcallError('link.too-many', { pin, most: mostLinks });
    const claims = await claimsOfPins(stores, [pin]);
    const linked = links.flatMap(({ target }) =>
      target.kind === 'user' ? [canonicalUserId(target.userId)] : [],
    );
    const concerned = new Set([...claims.possibleClaimants(pin), ...linked]);
    if (await stores.links.replace({ ...current, links }, [...concerned])) return links;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/** Moves the issuance date of a user that follows its first punch to the first punch of those that it claims now. */
export async function followFirstPunch(
  actor: Actor,
  userId: CanonicalUserId,
): Promise<StoredUser | undefined> {
  const { stores } = actor;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const user = await stores.users.find(userId);
    if (!user?.issuedOnFollowsPunches) return user;
    const first = await firstDateOf(stores, await claimsOf(stores, user.id));
    if (first === undefined || first === user.issuedOn) return user;
    // What the user punched first is no longer kept; what is left says nothing of when its days began.
    const { from } = (await stores.settings.read()).timesKept ?? {};
    if (from !== undefined && user.issuedOn !== undefined && user.issuedOn < from && first > user.issuedOn)
      return user;
    const rosterAssignments = assignmentsSince(user, first);
    const next = { ...user, issuedOn: first, rosterAssignments, version: user.version + 1 };
    if (await stores.users.replace(next, user.version)) {
      await regenerateAll(actor, next);
      return next;
    }
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

function datesFrom(from: LocalDate, to: LocalDate): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date < to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/**
 * Has everything computed again that a change of a link may change: the days of the punches that it names, of everybody who
 * may claim them, and the current days, which may wait for other terminals.
 */
async function computeNamedDays(
  actor: Actor,
  link: Pick<StoredLink, 'pin' | 'terminal' | 'from'>,
): Promise<void> {
  const { stores } = actor;
  const { pin, from } = link;
  const [claims, places, { zone }] = await Promise.all([
    claimsOfPins(stores, [pin]),
    stores.punches.placesOfPin(pin),
    stores.settings.read(),
  ]);
  const named = new Set(
    places.flatMap(({ serial, wallTime }) => {
      const date = dateOf(wallTime);
      return namesUse(link, claims.useOf(serial, date)) ? [date] : [];
    }),
  );
  const current = currentDays(zone, actor.now);
  const touched = new Map<UserId, ReadonlySet<LocalDate>>();
  for (const userId of claims.possibleClaimants(pin)) {
    const user = await followFirstPunch(actor, userId);
    if (!user) continue;
    const starts = [current.from, from, user.issuedOn].filter((date) => date !== undefined).sort();
    const since = user.issuedOn === undefined ? current.to : (starts.at(-1) ?? current.from);
    touched.set(user.id, new Set([...named, ...datesFrom(since, current.to)]));
  }
  await computeTouchedDays(actor, touched);
}

/** Puts a PIN on the list of unknown ones, or takes it off, as its links say now. */
export async function listAsUnknown(actor: Actor, pin: CanonicalPin): Promise<void> {
  const { stores, now } = actor;
  const [claims, places] = await Promise.all([claimsOfPins(stores, [pin]), stores.punches.placesOfPin(pin)]);
  const exists = await existing(actor, pin, claims);
  const first = places.find((place) => !isSomebodys(claims, pin, place, exists));
  if (first === undefined) {
    await stores.unknownUsers.remove(pin);
    return;
  }
  const { serial: terminal, wallTime: firstPunch } = first;
  const ignored = (await stores.unknownUsers.find(pin))?.ignored;
  await stores.unknownUsers.add({ pin, firstSeenAt: now, terminal, firstPunch, ignored });
}

/** The users that exist among those who may claim a PIN. */
async function existing(
  { stores }: Actor,
  pin: CanonicalPin,
  claims: PinClaims,
): Promise<ReadonlySet<string>> {
  const users = await stores.users.findMany(claims.possibleClaimants(pin));
  return new Set<string>(users.map(({ id }) => canonicalUserId(id)));
}

function isSomebodys(
  claims: PinClaims,
  pin: CanonicalPin,
  { serial, wallTime }: PunchPlace,
  exists: ReadonlySet<string>,
): boolean {
  const claimant = claims.claimantOf(pin, serial, dateOf(wallTime));
  return claimant.kind === 'user' && exists.has(claimant.userId);
}

/** Suspends a user from before all days, or lets it be active again: what undoes its creation, and redoes it. */
async function setUndone(actor: Actor, userId: UserId, isUndone: boolean): Promise<void> {
  const { users } = actor.stores;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const user = await users.find(userId);
    if (!user) return;
    // One that is another one now, or was erased, is gone already, and does not come back this way.
    if (isUndone && (user.merged || user.erasedAt !== undefined)) return;
    requireEditable(user);
    const others = (user.suspensions ?? []).filter(({ from }) => from !== beforeAllDays);
    const isAlready = others.length < (user.suspensions ?? []).length;
    if (isAlready === isUndone) return;
    const next: StoredUser = {
      ...user,
      status: isUndone ? 'suspended' : 'active',
      suspensions: isUndone ? [{ from: beforeAllDays, to: null }, ...others] : others,
      version: user.version + 1,
    };
    if (!(await users.replace(next, user.version))) continue;
    await recordAudit(actor, 'user.edited', user.id, { fields: ['status'] });
    await regenerateAll(actor, next);
    return;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/** From when on a user is suspended that is undone, or is another one. */
export const beforeAllDays = '1970-01-01' as LocalDate;

/** Whether a user was created for a PIN by a link that was withdrawn, so that it can be created again. */
function wasUndone(links: readonly StoredLink[], userId: UserId): boolean {
  return links.some(
    ({ created, withdrawn, target }) =>
      created === true &&
      withdrawn !== undefined &&
      target.kind === 'user' &&
      canonicalUserId(target.userId) === canonicalUserId(userId),
  );
}

/** A link with a user that is to be created, which a request has entered that broke off before the user was there. */
async function unfinished({ stores }: Actor, wanted: StoredLink): Promise<StoredLink | undefined> {
  const { target, terminal, from } = wanted;
  if (target.kind !== 'user' || (await stores.users.find(target.userId))) return undefined;
  const { links } = await stores.links.ofPin(wanted.pin);
  return links.find(
    (each) =>
      each.created === true &&
      each.withdrawn === undefined &&
      each.target.kind === 'user' &&
      canonicalUserId(each.target.userId) === canonicalUserId(target.userId) &&
      each.terminal === terminal &&
      each.from === from,
  );
}

/**
 * Enters a link, and has the days computed that it touches. Repeating it finishes what has broken off.
 * @throws RollcallError terminal.unknown, link.too-many; user.unknown, user.merged, user.erased for a user to whom nothing can
 *   be linked; of a new user as {@link createUser}
 */
export async function enterLink(actor: Actor, wanted: WantedLink): Promise<StoredLink> {
  const { terminal, from, reason } = wanted;
  const pin = canonicalPinOf(wanted.pin);
  if (terminal !== undefined) await requireTerminal(actor, terminal);
  const newOne = idOfRequest(actor, 'lnk');
  const by = { id: newOne, pin, terminal, from, author: actor.name, enteredAt: actor.now, reason };
  const entered: StoredLink =
    wanted.action === 'ignore'
      ? { ...by, target: { kind: 'ignored' } }
      : wanted.action === 'link'
        ? { ...by, target: { kind: 'user', userId: (await requireEditableUser(actor, wanted.userId)).id } }
        : {
            ...by,
            target: { kind: 'user', userId: wanted.userId ?? idOfUserCreatedFor(wanted.pin) },
            created: true,
          };
  const link = (wanted.action === 'create' && (await unfinished(actor, entered))) || entered;
  const { id } = link;
  if (wanted.action === 'create') await requireFree(actor, link);
  const add = ({ links }: LinksOfPin) => {
    const before = links.find((each) => each.id === id);
    // An earlier try was refused, and has taken it back.
    const isRefused = link.created === true && before?.withdrawn !== undefined && !before.created;
    return before && !isRefused ? null : [...links.filter((each) => each !== before), link];
  };
  const stored = (await changeLinks(actor, pin, add)).find((each) => each.id === id) ?? link;
  if (wanted.action === 'create') await createLinked(actor, stored, wanted);
  await recordAuditOnce(actor, 'link.entered', id, {
    pin,
    action: wanted.action,
    terminal,
    from,
    userId: link.target.kind === 'user' ? link.target.userId : undefined,
  });
  await listAsUnknown(actor, pin);
  await computeNamedDays(actor, stored);
  return stored;
}

/** Refuses to create a user that exists, unless its creation was undone, or an earlier try of the request has created it. */
async function requireFree({ stores, request }: Actor, { id, pin, target }: StoredLink): Promise<void> {
  if (target.kind !== 'user') return;
  const user = await stores.users.find(target.userId);
  if (!user) return;
  const { links } = await stores.links.ofPin(pin);
  if (links.some((each) => each.id === id)) return;
  if (wasUndone(links, user.id)) return requireEditable(user);
  if (request !== undefined && user.createdByRequest === request.id) return;
  throw new RollcallError('user.exists', { userId: target.userId, existingId: user.id });
}

async function createLinked(
  actor: Actor,
  link: StoredLink,
  wanted: Extract<WantedLink, { action: 'create' }>,
): Promise<void> {
  if (link.target.kind !== 'user') return;
  const { userId: id } = link.target;
  const { name, issuedOn, dutyRosterId } = wanted;
  const { links } = await actor.stores.links.ofPin(link.pin);
  if (wasUndone(links, id) && (await actor.stores.users.find(id))) return await setUndone(actor, id, false);
  try {
    await createUser(actor, { id, name, issuedOn, dutyRosterId, status: 'active' });
  } catch (error) {
    // What failed otherwise may have created the user, and is finished by the repeat of the request.
    if (!(error instanceof RollcallError) || statusOf(error.code) >= 500) throw error;
    // The user was not created, and the link must not be left to one that nobody has meant.
    const { now: at, name: by } = actor;
    await changeLinks(actor, link.pin, (current) =>
      current.links.map((each) =>
        each.id === link.id
          ? { ...each, created: undefined, withdrawn: { at, by, reason: 'its user could not be created' } }
          : each,
      ),
    );
    throw error;
  }
}

/**
 * Withdraws a link: it stays on file and no longer counts, and its days are computed again. One that was withdrawn before
 * stays as it is, and its days are computed once more.
 * @throws RollcallError link.unknown
 */
export async function withdrawLink(
  actor: Actor,
  wanted: { pin: Pin; linkId: LinkId; reason: string },
): Promise<StoredLink> {
  const pin = canonicalPinOf(wanted.pin);
  const { linkId } = wanted;
  let isNews = false;
  const links = await changeLinks(actor, pin, (current) => {
    const link = current.links.find(({ id }) => id === linkId);
    if (!link) throw new RollcallError('link.unknown', { pin, linkId });
    isNews = link.withdrawn === undefined;
    const withdrawn = { at: actor.now, by: actor.name, reason: wanted.reason };
    return isNews ? current.links.map((each) => (each === link ? { ...each, withdrawn } : each)) : null;
  });
  const link = links.find(({ id }) => id === linkId);
  if (!link) throw new RollcallError('link.unknown', { pin, linkId });
  if (isNews) await recordAudit(actor, 'link.withdrawn', linkId, { pin });
  if (link.created && link.target.kind === 'user') {
    const { userId } = link.target;
    const isStill = links.some(
      ({ created, withdrawn, target }) =>
        created &&
        withdrawn === undefined &&
        target.kind === 'user' &&
        canonicalUserId(target.userId) === canonicalUserId(userId),
    );
    if (!isStill) await setUndone(actor, userId, true);
  }
  await listAsUnknown(actor, pin);
  await computeNamedDays(actor, link);
  return link;
}

/** The links of a PIN, or those of the PINs that concern a user. */
export async function linksOf(
  { stores }: Actor,
  { pin, userId }: { pin?: Pin | undefined; userId?: UserId | undefined },
): Promise<StoredLink[]> {
  if (pin !== undefined) return (await stores.links.ofPin(canonicalPinOf(pin))).links;
  if (userId === undefined) return [];
  const marks = await stores.enteredMonths.ofMany([userId]);
  const pins = marks.get(canonicalUserId(userId))?.linkedPins ?? [];
  const links = [...(await stores.links.ofPins(pins)).values()].flat();
  return links.sort((a, b) => (a.enteredAt < b.enteredAt ? -1 : a.enteredAt > b.enteredAt ? 1 : 0));
}
