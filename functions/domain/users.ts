import type { User } from '#shared/contract/users.ts';
import { RollcallError } from '#shared/errors.ts';
import { addDays } from '#shared/time/calendar.ts';
import { dateOf, type LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../store/users.ts';
import { recordAudit, recordAuditOnce } from './audit.ts';
import type { Actor } from './caller.ts';
import { requireVersion, staleEdit } from './etag.ts';
import { regenerateUsers } from './generation.ts';
import { requireRoster } from './plan.ts';
import { todayIn } from './today.ts';

/** What the API shows of a user. */
export function describeUser(stored: StoredUser): User {
  const { issuedOnFollowsPunches: _follows, createdByBatch: _batch, ...user } = stored;
  return user;
}

/** @throws RollcallError user.unknown */
export async function requireUser(actor: Actor, userId: string): Promise<StoredUser> {
  const user = await actor.stores.users.find(userId);
  if (!user) throw new RollcallError('user.unknown', { userId });
  return user;
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

/** Has all sheets of a user computed anew: from the first punch or row to today. */
async function regenerateAll(actor: Actor, userId: string): Promise<void> {
  const { stores } = actor;
  const [firstPunch, firstRow, settings] = await Promise.all([
    stores.punches.firstOfPin(userId),
    stores.sheets.firstDateOf(userId),
    stores.settings.read(),
  ]);
  const first = [firstPunch && dateOf(firstPunch.wallTime), firstRow]
    .filter((date) => date !== undefined)
    .sort()[0];
  if (first === undefined) return;
  await regenerateUsers(actor, [userId], addDays(first, -1), addDays(todayIn(settings.zone, actor.now), 1));
}

/** A user that a person adds. */
export interface NewUser {
  id: string;
  name?: string | undefined;
  department?: string | undefined;
  issuedOn?: LocalDate | undefined;
  expiresOn?: LocalDate | undefined;
  dutyRosterId?: string | undefined;
  status: User['status'];
}

/**
 * Adds a user by hand; an id alone is enough. Punches that its PIN has made before come into the sheets.
 * @throws RollcallError user.exists, also for an id that differs only in leading zeros
 */
export async function createUser(actor: Actor, wanted: NewUser): Promise<StoredUser> {
  const { stores } = actor;
  requireOrder(wanted as Pick<User, 'issuedOn' | 'expiresOn'>);
  if (wanted.dutyRosterId !== undefined) await requireRoster(stores, wanted.dutyRosterId);
  const firstPunch = wanted.issuedOn === undefined ? await stores.punches.firstOfPin(wanted.id) : undefined;
  const issuedOn = wanted.issuedOn ?? (firstPunch && dateOf(firstPunch.wallTime));
  const rosterFrom = issuedOn ?? todayIn((await stores.settings.read()).zone, actor.now);
  const user: StoredUser = {
    id: wanted.id,
    ...(wanted.name === undefined ? {} : { name: wanted.name }),
    ...(wanted.department === undefined ? {} : { department: wanted.department }),
    ...(issuedOn === undefined ? {} : { issuedOn }),
    ...(wanted.expiresOn === undefined ? {} : { expiresOn: wanted.expiresOn }),
    ...(wanted.dutyRosterId === undefined ? {} : { dutyRosterId: wanted.dutyRosterId }),
    status: wanted.status,
    origin: { kind: 'manual', at: actor.now, by: actor.name },
    rosterAssignments:
      wanted.dutyRosterId === undefined
        ? []
        : [{ rosterId: wanted.dutyRosterId, from: rosterFrom, to: null }],
    issuedOnFollowsPunches: wanted.issuedOn === undefined && issuedOn !== undefined,
    version: 1,
  };
  if (!(await stores.users.add(user))) {
    const existing = await stores.users.find(wanted.id);
    throw new RollcallError('user.exists', { userId: wanted.id, existingId: existing?.id ?? wanted.id });
  }
  await recordAuditOnce(actor, 'user.created', user.id, { origin: 'manual' });
  await stores.unknownUsers.remove(user.id);
  await regenerateAll(actor, user.id);
  return user;
}

/** Edits of a user; `null` clears a field, `undefined` leaves it. */
export interface UserEdit {
  name?: string | null | undefined;
  department?: string | null | undefined;
  issuedOn?: LocalDate | null | undefined;
  expiresOn?: LocalDate | null | undefined;
  status?: User['status'] | undefined;
  dutyRosterId?: string | null | undefined;
  dutyRosterFrom?: LocalDate | undefined;
}

/** Gives a user a roster from a date on (`null`: none); what was in force before ends there, later plans fall away. */
export function assignRoster(
  assignments: User['rosterAssignments'],
  rosterId: string | null,
  from: LocalDate,
): User['rosterAssignments'] {
  const earlier = assignments
    .filter((assignment) => assignment.from < from)
    .map((assignment) =>
      assignment.to === null || assignment.to > from ? { ...assignment, to: from } : assignment,
    );
  return rosterId === null ? earlier : [...earlier, { rosterId, from, to: null }];
}

function changed<T>(current: T | undefined, edit: T | null | undefined): T | undefined {
  if (edit === undefined) return current;
  return edit === null ? undefined : edit;
}

/**
 * Edits a user, and has its sheets computed anew when the edit concerns them.
 * @param ifMatch - the ETag that the caller read
 */
export async function updateUser(
  actor: Actor,
  userId: string,
  edit: UserEdit,
  ifMatch: string,
): Promise<StoredUser> {
  const { stores } = actor;
  const current = await requireUser(actor, userId);
  requireVersion(`User ${current.id}`, ifMatch, current.version);
  if (typeof edit.dutyRosterId === 'string') await requireRoster(stores, edit.dutyRosterId);
  const { name: _n, department: _d, issuedOn: _i, expiresOn: _e, dutyRosterId: _r, ...kept } = current;
  const name = changed(current.name, edit.name);
  const department = changed(current.department, edit.department);
  const issuedOn = changed(current.issuedOn, edit.issuedOn);
  const expiresOn = changed(current.expiresOn, edit.expiresOn);
  const dutyRosterId = changed(current.dutyRosterId, edit.dutyRosterId);
  const rosterFrom =
    edit.dutyRosterFrom ?? issuedOn ?? todayIn((await stores.settings.read()).zone, actor.now);
  const next: StoredUser = {
    ...kept,
    ...(name === undefined ? {} : { name }),
    ...(department === undefined ? {} : { department }),
    ...(issuedOn === undefined ? {} : { issuedOn }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(dutyRosterId === undefined ? {} : { dutyRosterId }),
    id: current.id,
    status: edit.status ?? current.status,
    origin: current.origin,
    rosterAssignments:
      edit.dutyRosterId === undefined
        ? current.rosterAssignments
        : assignRoster(current.rosterAssignments, edit.dutyRosterId, rosterFrom),
    issuedOnFollowsPunches: edit.issuedOn === undefined && current.issuedOnFollowsPunches,
    version: current.version + 1,
  };
  requireOrder(next);
  if (!(await stores.users.replace(next, current.version))) {
    throw staleEdit(`User ${current.id}`, (await requireUser(actor, userId)).version);
  }
  const fields = Object.keys(edit).filter((field) => edit[field as keyof UserEdit] !== undefined);
  await recordAudit(actor, 'user.edited', current.id, { fields });
  await regenerateAll(actor, current.id);
  return next;
}
