/** What a user is after it was added or edited; nothing here reads or writes anything. @module */

import type { PersonEdit, PersonFields } from '#shared/contract/person-fields.ts';
import type { User } from '#shared/contract/users.ts';
import { RollcallError } from '#shared/errors.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { because, phrase } from '#shared/reasons/index.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import { isSameStored } from '../is-same.ts';
import { assignRoster } from './assign-roster.ts';
import { changed, personAfter } from './person.ts';

/** @throws RollcallError range.invalid when somebody expires before being issued */
export function requireOrder(user: Pick<User, 'issuedOn' | 'expiresOn'>): void {
  if (user.issuedOn !== undefined && user.expiresOn !== undefined && user.expiresOn < user.issuedOn) {
    throw new RollcallError('range.invalid', {
      from: user.issuedOn,
      to: user.expiresOn,
      ...because(phrase('range.expiry', {})),
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
 * A user as it is added.
 * @param issuedOn - the issuance date that was entered, or that of the first punch
 * @param added - when, by whom, by which request; `today` where the organisation is
 */
export function newUserOf(
  wanted: NewUser,
  issuedOn: LocalDate | undefined,
  added: { at: Instant; by: string; today: LocalDate; request: string; kind: 'manual' | 'import' },
): StoredUser {
  const { id, name, department, site, expiresOn, dutyRosterId, card, status } = wanted;
  return {
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
    suspensions: suspensionsAfter(undefined, status, added.today),
    origin: { kind: added.kind, at: added.at, by: added.by },
    rosterAssignments:
      dutyRosterId === undefined ? [] : [{ rosterId: dutyRosterId, from: issuedOn ?? added.today, to: null }],
    issuedOnFollowsPunches: wanted.issuedOn === undefined && issuedOn !== undefined,
    createdByRequest: added.request,
    version: 1,
  };
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

/**
 * A user after an edit.
 * @param firstPunch - the date of the user's first punch, where the edit asks for it
 */
export function edited(
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
export const withoutSheets: ReadonlySet<string> = new Set([
  'name',
  'card',
  'privilege',
  ...Object.keys(personAfter({}, {})),
]);

/** The fields that an edit names. */
export function fieldsOfEdit(edit: UserEdit): string[] {
  return Object.entries(edit).flatMap(([field, value]) => (value === undefined ? [] : [field]));
}

/** Whether an edit has left everything as it was. */
export function isSame(current: StoredUser, next: StoredUser): boolean {
  const names = new Set<string>([...Object.keys(current), ...Object.keys(next)]);
  names.delete('version');
  names.delete('editedByRequest');
  const fieldOf = (user: StoredUser, name: string) => user[name as keyof StoredUser];
  return [...names].every((name) => isSameStored(fieldOf(current, name), fieldOf(next, name)));
}
