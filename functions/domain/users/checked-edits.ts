/** Checks what is to become of users against settings, rosters and rights, whether one is saved or many are. @module */

import { ulid } from 'ulid';
import type { CustomField } from '#shared/contract/person-fields.ts';
import { RollcallError } from '#shared/errors.ts';
import { because, phrase } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { ArchivedPlan } from '../../store/plan.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { readArchived, requireNotArchived } from '../archived-plan.ts';
import { claimsOf, firstDateOf } from '../claims.ts';
import { requireRoster } from '../lookups.ts';
import { requireAdministrator } from '../may.ts';
import { requireRosterFits, type StoredRules } from '../plan/index.ts';
import { todayIn } from '../today.ts';
import { edited, type NewUser, newUserOf, requireOrder, type UserEdit } from './edits.ts';
import { requireCustomFields, requireEmployment } from './person.ts';

/** What all users that are saved together are held to: read once. */
export interface SavingContext {
  today: LocalDate;
  /** What all tries of the request have in common, or else all tries of the writes of this one. */
  request: string;
  customFields: readonly CustomField[];
  archived: ArchivedPlan;
  /** All rules, where they have been read already. */
  rules?: StoredRules | undefined;
}

/** Reads what a user is held to. */
export async function savingContext({ stores, now, request }: Actor): Promise<SavingContext> {
  const [settings, archived] = await Promise.all([stores.settings.read(), readArchived(stores)]);
  const { zone, people: { customFields } = { customFields: [] } } = settings;
  return { today: todayIn(zone, now), request: request?.id ?? ulid(), customFields, archived };
}

/** @throws RollcallError roster.unknown, plan.archived */
async function requireRosterToGive(
  { stores }: Actor,
  id: string,
  { rules, archived }: SavingContext,
): Promise<void> {
  requireNotArchived(archived, 'rosters', [id]);
  if (rules?.rosters.some((roster) => roster.id === id)) return;
  await requireRoster(stores, id);
}

/**
 * A user as it may be added.
 * @param issuedOn - the issuance date that was entered, or that of the first punch
 * @throws RollcallError roster.unknown, plan.archived, range.invalid, plan.overlap, request.invalid
 */
export async function userAdded(
  actor: Actor,
  wanted: NewUser,
  issuedOn: LocalDate | undefined,
  context: SavingContext & { kind: 'manual' | 'import' },
): Promise<StoredUser> {
  if (wanted.dutyRosterId !== undefined) await requireRosterToGive(actor, wanted.dutyRosterId, context);
  requireCustomFields(context.customFields, wanted.custom);
  const { kind, today, request } = context;
  const user = newUserOf(wanted, issuedOn, { at: actor.now, by: actor.name, today, request, kind });
  requireOrder(user);
  requireEmployment(user);
  const [assigned] = user.rosterAssignments;
  if (assigned) await requireRosterFits(actor, user, assigned, context.rules);
  return user;
}

/**
 * A user as it may be after an edit.
 * @throws RollcallError roster.unknown, plan.archived, range.invalid, plan.overlap, request.invalid, caller.not-allowed
 */
export async function userAfter(
  actor: Actor,
  current: StoredUser,
  edit: UserEdit,
  context: SavingContext,
): Promise<StoredUser> {
  if (edit.privilege !== undefined && edit.privilege !== current.privilege) {
    requireAdministrator(actor, 'set what a user may do at terminals');
  }
  const { dutyRosterId, dutyRosterFrom, dutyRosterTo = null } = edit;
  if (typeof dutyRosterId === 'string') await requireRosterToGive(actor, dutyRosterId, context);
  if (dutyRosterTo !== null && (dutyRosterFrom === undefined || dutyRosterFrom >= dutyRosterTo)) {
    const why = because(phrase('range.roster', {}));
    throw new RollcallError('range.invalid', { from: dutyRosterFrom ?? '', to: dutyRosterTo, ...why });
  }
  requireCustomFields(context.customFields, edit.custom);
  const firstPunch =
    edit.issuedOn === 'first-punch'
      ? await firstDateOf(actor.stores, await claimsOf(actor.stores, current.id))
      : undefined;
  const editedByRequest = context.request;
  const next = { ...edited(current, edit, context.today, firstPunch), editedByRequest };
  requireOrder(next);
  requireEmployment(next);
  const assigned = next.rosterAssignments.find(
    ({ rosterId, to }) => rosterId === dutyRosterId && to === dutyRosterTo,
  );
  if (assigned) await requireRosterFits(actor, next, assigned, context.rules);
  return next;
}
