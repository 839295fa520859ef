/** HR creates and edits users here, with their rosters and suspensions. @module */

import type { PersonFields } from '#shared/contract/person-fields.ts';
import type { User } from '#shared/contract/users.ts';
import { RollcallError } from '#shared/errors.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { claimsOf, firstDateOf } from '../claims.ts';
import { requireVersion, staleEdit } from '../etag.ts';
import { requireEditableUser, requireUser } from '../lookups.ts';
import { bringIntoSheets, regenerateAll } from '../recompute/index.ts';
import { savingContext, userAdded, userAfter } from './checked-edits.ts';
import { fieldsOfEdit, type NewUser, type UserEdit, withoutSheets } from './edits.ts';
import { recordUsersCreated } from './missing-users.ts';

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
    editedByRequest: _editing,
    suspensions: _suspensions,
    entriesMarked: _marked,
    merged: _merged,
    takenIn: _takenIn,
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

/**
 * Adds a user by hand; an id alone is enough. Punches that its PIN has made before come into the sheets.
 * @throws RollcallError user.exists, also for an id that differs only in leading zeros
 */
export async function createUser(actor: Actor, wanted: NewUser): Promise<StoredUser> {
  const { stores } = actor;
  const { id, department } = wanted;
  const context = await savingContext(actor);
  const issuedOn = wanted.issuedOn ?? (await firstDateOf(stores, await claimsOf(stores, id)));
  const user = await userAdded(actor, wanted, issuedOn, { ...context, kind: 'manual' });
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

/** How many times a change that depends on no version is tried when somebody else edits the same user. */
const attempts = 5;

/** Saves an edit of a user as it was read. @returns `null` when somebody else saved first */
async function saveEdit(actor: Actor, current: StoredUser, edit: UserEdit): Promise<StoredUser | null> {
  const { stores } = actor;
  const context = await savingContext(actor);
  const next = await userAfter(actor, current, edit, context);
  if (next.department !== undefined && next.department !== current.department) {
    await stores.departments.note(next.department, next.id);
  }
  if (next.employeeNumber !== undefined && next.employeeNumber !== current.employeeNumber) {
    await stores.employeeNumbers.note(next.employeeNumber, next.id);
  }
  if (!(await stores.users.replace(next, current.version))) {
    // It may be this very write that saved first: the client sends it again when its answer got lost.
    const isOwn = (await stores.users.find(next.id))?.editedByRequest === context.request;
    if (!isOwn) return null;
  }
  const fields = fieldsOfEdit(edit);
  await recordAudit(actor, 'user.edited', current.id, { fields });
  if (fields.some((field) => !withoutSheets.has(field))) await regenerateAll(actor, next);
  return next;
}

/**
 * Edits a user, and has its sheets computed anew when the edit concerns them.
 * @param ifMatch - the ETag that the caller read
 * @throws RollcallError user.unknown, user.merged, user.erased, roster.unknown, range.invalid, request.stale
 */
export async function updateUser(
  actor: Actor,
  userId: UserId,
  edit: UserEdit,
  ifMatch: string,
): Promise<StoredUser> {
  const current = await requireEditableUser(actor, userId);
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
