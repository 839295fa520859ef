/** HR creates and edits users here, with their rosters and suspensions. @module */

import { ulid } from 'ulid';
import type { PersonEdit, PersonFields } from '#shared/contract/person-fields.ts';
import type { User } from '#shared/contract/users.ts';
import { RollcallError } from '#shared/errors.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { claimsOf, firstDateOf } from '../claims.ts';
import { requireVersion, staleEdit } from '../etag.ts';
import { requireRoster, requireUser } from '../lookups.ts';
import { requireAdministrator } from '../may.ts';
import { requireRosterFits } from '../plan/index.ts';
import { bringIntoSheets, regenerateAll } from '../recompute/index.ts';
import { todayIn } from '../today.ts';
import { assignRoster } from './assign-roster.ts';
import { recordUsersCreated } from './missing-users.ts';
import { changed, personAfter, requireCustomFields, requireEmployment } from './person.ts';

/** Who looks at a user. */
export interface Viewer {
  /** Who may edit users also sees the card, the ways to reach somebody, and every field of the organisation's own. */
  mayEdit: boolean;
  /** Keys of the organisation's own fields that exist. */
  customKeys: ReadonlySet<string>;
  /** Keys of those that every reader sees. */
  readableKeys: ReadonlySet<string>;
}

/** Who sees nothing that is for some only. */
const stranger: Viewer = { mayEdit: false, customKeys: new Set(), readableKeys: new Set() };

function shownCustom(custom: PersonFields['custom'], viewer: Viewer): PersonFields['custom'] {
  const shown = Object.entries(custom ?? {}).filter(([key]) =>
    viewer.mayEdit ? viewer.customKeys.has(key) : viewer.readableKeys.has(key),
  );
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
}

/** What the API shows of a user to somebody. */
export function describeUser(stored: StoredUser, viewer: Viewer = stranger): User {
  const {
    issuedOnFollowsPunches: _follows,
    createdByBatch: _batch,
    createdByRequest: _request,
    suspensions: _suspensions,
    entriesMarked: _marked,
    card,
    email,
    phone,
    custom,
    ...user
  } = stored;
  return {
    ...user,
    custom: shownCustom(custom, viewer),
    ...(viewer.mayEdit ? { card, email, phone } : {}),
  };
}

function requireOrder(user: Pick<User, 'issuedOn' | 'expiresOn'>): void {
  if (user.issuedOn !== undefined && user.expiresOn !== undefined && user.expiresOn < user.issuedOn) {
    throw new RollcallError('range.invalid', {
      from: user.issuedOn,
      to: user.expiresOn,
      reason: 'the expiry date lies before the issuance date',
    });
  }
}

/**
 * The times of suspension after a change of status: they begin and end with the day of the change, so that what was
 * worked before stays in the sheets.
 */
export function suspensionsAfter(
  current: StoredUser['suspensions'],
  status: User['status'],
  today: LocalDate,
): StoredUser['suspensions'] {
  const earlier = current ?? [];
  const open = earlier.find((suspension) => suspension.to === null);
  if (status === 'suspended') return open ? current : [...earlier, { from: today, to: null }];
  if (!open) return current;
  return earlier
    .map((suspension) => (suspension === open ? { ...suspension, to: today } : suspension))
    .filter(({ from, to }) => from !== to);
}

/** A user that a person adds. */
export interface NewUser extends PersonFields {
  id: UserId;
  name?: string | undefined;
  department?: string | undefined;
  site?: string | undefined;
  issuedOn?: LocalDate | undefined;
  expiresOn?: LocalDate | undefined;
  dutyRosterId?: string | undefined;
  card?: string | undefined;
  status: User['status'];
}

/**
 * Adds a user by hand; an id alone is enough. Punches that its PIN has made before come into the sheets.
 * @throws RollcallError user.exists, also for an id that differs only in leading zeros
 */
export async function createUser(actor: Actor, wanted: NewUser): Promise<StoredUser> {
  const { stores } = actor;
  const { id, name, department, site, expiresOn, dutyRosterId, card, status } = wanted;
  if (dutyRosterId !== undefined) await requireRoster(stores, dutyRosterId);
  const { zone, people: { customFields } = { customFields: [] } } = await stores.settings.read();
  const today = todayIn(zone, actor.now);
  const issuedOn = wanted.issuedOn ?? (await firstDateOf(stores, await claimsOf(stores, id)));
  const suspensions = suspensionsAfter(undefined, status, today);
  requireCustomFields(customFields, wanted.custom);
  const user: StoredUser = {
    ...personAfter({}, wanted),
    id,
    name,
    department,
    site,
    issuedOn,
    expiresOn,
    dutyRosterId,
    card,
    status,
    suspensions,
    origin: { kind: 'manual', at: actor.now, by: actor.name },
    rosterAssignments:
      dutyRosterId === undefined ? [] : [{ rosterId: dutyRosterId, from: issuedOn ?? today, to: null }],
    issuedOnFollowsPunches: wanted.issuedOn === undefined && issuedOn !== undefined,
    createdByRequest: actor.request?.id ?? ulid(),
    version: 1,
  };
  requireOrder(user);
  requireEmployment(user);
  const [assigned] = user.rosterAssignments;
  if (assigned) await requireRosterFits(actor, user, assigned);
  if (department !== undefined) await stores.departments.note(department, id);
  if (user.employeeNumber !== undefined) await stores.employeeNumbers.note(user.employeeNumber, id);
  if (!(await stores.users.add(user))) {
    const existing = await stores.users.find(id);
    // An earlier try of the request has added it, or this write itself, whose answer got lost on the way.
    if (existing?.createdByRequest === user.createdByRequest) return await bringIn(actor, existing ?? user);
    throw new RollcallError('user.exists', { userId: id, existingId: existing?.id ?? id });
  }
  return await bringIn(actor, user);
}

async function bringIn(actor: Actor, user: StoredUser): Promise<StoredUser> {
  await recordUsersCreated(actor, [user]);
  await actor.stores.unknownUsers.remove(pinOfUser(user.id));
  await bringIntoSheets(actor, [user]);
  return user;
}

/** Edits of a user; `null` clears a field, `undefined` leaves it. */
export interface UserEdit extends PersonEdit {
  name?: string | null | undefined;
  department?: string | null | undefined;
  site?: string | null | undefined;
  /** `first-punch`: that of the first punch that the user claims, now and as long as earlier ones come. */
  issuedOn?: LocalDate | 'first-punch' | null | undefined;
  expiresOn?: LocalDate | null | undefined;
  status?: User['status'] | undefined;
  card?: string | null | undefined;
  privilege?: number | undefined;
  dutyRosterId?: string | null | undefined;
  dutyRosterFrom?: LocalDate | undefined;
  /** The first day on which the roster before is in force again. */
  dutyRosterTo?: LocalDate | undefined;
}

/** How many times a change that depends on no version is tried when somebody else edits the same user. */
const attempts = 5;

function edited(
  current: StoredUser,
  edit: UserEdit,
  today: LocalDate,
  firstPunch: LocalDate | undefined,
): StoredUser {
  const follows = edit.issuedOn === 'first-punch';
  const issuedOn = edit.issuedOn === 'first-punch' ? firstPunch : changed(current.issuedOn, edit.issuedOn);
  const isForAWhile = edit.dutyRosterTo !== undefined;
  const dutyRosterId = isForAWhile ? current.dutyRosterId : changed(current.dutyRosterId, edit.dutyRosterId);
  const status = edit.status ?? current.status;
  return {
    ...current,
    ...personAfter(current, edit),
    name: changed(current.name, edit.name),
    department: changed(current.department, edit.department),
    site: changed(current.site, edit.site),
    issuedOn,
    expiresOn: changed(current.expiresOn, edit.expiresOn),
    dutyRosterId,
    card: changed(current.card, edit.card),
    privilege: edit.privilege ?? current.privilege,
    suspensions: suspensionsAfter(current.suspensions, status, today),
    status,
    rosterAssignments:
      edit.dutyRosterId === undefined
        ? current.rosterAssignments
        : assignRoster(
            current.rosterAssignments,
            edit.dutyRosterId,
            edit.dutyRosterFrom ?? issuedOn ?? today,
            edit.dutyRosterTo,
          ),
    issuedOnFollowsPunches: follows || (edit.issuedOn === undefined && current.issuedOnFollowsPunches),
    version: current.version + 1,
  };
}

/** Fields on which no sheet depends. */
const withoutSheets: ReadonlySet<string> = new Set([
  'name',
  'card',
  'privilege',
  ...Object.keys(personAfter({}, {})),
]);

/** Saves an edit of a user as it was read. @returns `null` when somebody else saved first */
async function saveEdit(actor: Actor, current: StoredUser, edit: UserEdit): Promise<StoredUser | null> {
  const { stores } = actor;
  if (edit.privilege !== undefined && edit.privilege !== current.privilege) {
    requireAdministrator(actor, 'set what a user may do at terminals');
  }
  const { dutyRosterId, dutyRosterFrom, dutyRosterTo = null } = edit;
  if (typeof dutyRosterId === 'string') await requireRoster(stores, dutyRosterId);
  if (dutyRosterTo !== null && (dutyRosterFrom === undefined || dutyRosterFrom >= dutyRosterTo)) {
    const reason = '"dutyRosterTo", the first day after the roster, must be later than "dutyRosterFrom"';
    throw new RollcallError('range.invalid', { from: dutyRosterFrom ?? '', to: dutyRosterTo, reason });
  }
  const { zone, people: { customFields } = { customFields: [] } } = await stores.settings.read();
  requireCustomFields(customFields, edit.custom);
  const firstPunch =
    edit.issuedOn === 'first-punch'
      ? await firstDateOf(stores, await claimsOf(stores, current.id))
      : undefined;
  const next = edited(current, edit, todayIn(zone, actor.now), firstPunch);
  requireOrder(next);
  requireEmployment(next);
  const assigned = next.rosterAssignments.find(
    ({ rosterId, to }) => rosterId === dutyRosterId && to === dutyRosterTo,
  );
  if (assigned) await requireRosterFits(actor, next, assigned);
  if (next.department !== undefined && next.department !== current.department) {
    await stores.departments.note(next.department, next.id);
  }
  if (next.employeeNumber !== undefined && next.employeeNumber !== current.employeeNumber) {
    await stores.employeeNumbers.note(next.employeeNumber, next.id);
  }
  if (!(await stores.users.replace(next, current.version))) return null;
  const fields = Object.keys(edit).filter((field) => edit[field as keyof UserEdit] !== undefined);
  await recordAudit(actor, 'user.edited', current.id, { fields });
  if (fields.some((field) => !withoutSheets.has(field))) await regenerateAll(actor, next);
  return next;
}

/**
 * Edits a user, and has its sheets computed anew when the edit concerns them.
 * @param ifMatch - the ETag that the caller read
 * @throws RollcallError user.unknown, roster.unknown, range.invalid, request.stale
 */
export async function updateUser(
  actor: Actor,
  userId: UserId,
  edit: UserEdit,
  ifMatch: string,
): Promise<StoredUser> {
  const current = await requireUser(actor, userId);
  requireVersion(`User ${current.id}`, ifMatch, current.version);
  const saved = await saveEdit(actor, current, edit);
  if (!saved) throw staleEdit(`User ${current.id}`, (await requireUser(actor, userId)).version);
  return saved;
}

/** Makes a change that does not depend on what the caller has read: it applies to the user as stored now. */
export async function changeUser(actor: Actor, userId: UserId, edit: UserEdit): Promise<StoredUser> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const saved = await saveEdit(actor, await requireUser(actor, userId), edit);
    if (saved) return saved;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}
