/** Adds and edits many users with few requests; each stands or falls alone. @module */

import { isProblem, RollcallError } from '#shared/errors.ts';
import { pinOfUser } from '#shared/punch/claims.ts';
import { type CanonicalUserId, canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { flaw, phrase } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAuditOfEach, recordAuditsOnce } from '../audit.ts';
import { claimsOfMany, firstDateOf, plainClaims } from '../claims.ts';
import { etagOf } from '../etag.ts';
import { inParallel } from '../in-parallel.ts';
import { requireEditable } from '../lookups.ts';
import { readRules } from '../plan/index.ts';
import { bringIntoSheets, regenerateEach } from '../recompute/index.ts';
import { type SavingContext, savingContext, userAdded, userAfter } from './checked-edits.ts';
import { fieldsOfEdit, isSame, type NewUser, type UserEdit, withoutSheets } from './edits.ts';
import { recordUsersCreated } from './missing-users.ts';
import { personAfter } from './person.ts';

/** What is to become of one user. */
export type UserChange =
  | { kind: 'create'; user: NewUser }
  | { kind: 'edit'; userId: UserId; edit: UserEdit; version?: number | undefined };

/** What became of it. */
export type ChangeOutcome =
  | { result: 'created' | 'changed' | 'unchanged'; user: StoredUser }
  | { result: 'refused'; error: RollcallError };

type Waiting = { index: number; change: UserChange; id: CanonicalUserId };
type Replacement = { user: StoredUser; fields: string[] };
/** What an earlier try has saved, and may have been stopped before it was made known. */
type Again = { created: StoredUser[]; changed: Replacement[] };
type Step =
  | { kind: 'add'; index: number; user: StoredUser }
  | { kind: 'replace'; index: number; user: StoredUser; from: StoredUser; fields: string[] };

const attempts = 5;
const atOnce = 16;
/** Users that are written before anything is made known of them. */
const usersPerWrite = 250;

/** Fields that an edit may take away. */
const mayLose: readonly (keyof StoredUser)[] = [
  'name',
  'department',
  'site',
  'issuedOn',
  'expiresOn',
  'dutyRosterId',
  'card',
  'suspensions',
  ...(Object.keys(personAfter({}, {})) as (keyof StoredUser)[]),
];

const idOf = (change: UserChange): UserId => (change.kind === 'create' ? change.user.id : change.userId);

/** The dates of the first punches of users that are added without an issuance date. */
async function firstDates(
  { stores }: Actor,
  waiting: readonly Waiting[],
  existing: ReadonlyMap<CanonicalUserId, StoredUser>,
): Promise<Map<CanonicalUserId, LocalDate | undefined>> {
  const wanted = waiting.flatMap(({ change, id }) =>
    change.kind === 'create' && change.user.issuedOn === undefined && !existing.has(id)
      ? [change.user.id]
      : [],
  );
  const found = new Map<CanonicalUserId, LocalDate | undefined>();
  if (wanted.length === 0) return found;
  const claims = await claimsOfMany(stores, wanted);
  await inParallel(wanted, atOnce, async (userId) => {
    const id = canonicalUserId(userId);
    found.set(id, await firstDateOf(stores, claims.get(id) ?? plainClaims(userId)));
  });
  return found;
}

/** What has to be written for a change. @throws RollcallError why it is refused */
async function stepOf(
  actor: Actor,
  { index, change, id }: Waiting,
  existing: StoredUser | undefined,
  issuedOn: LocalDate | undefined,
  context: SavingContext & { kind: 'manual' | 'import' },
): Promise<Step | ChangeOutcome> {
  if (change.kind === 'create') {
    const { user } = change;
    if (existing === undefined) {
      const added = await userAdded(actor, user, user.issuedOn ?? issuedOn, context);
      return { kind: 'add', index, user: added };
    }
    // An earlier try of the request has added it, or this very write, whose answer got lost on the way.
    if (existing.createdByRequest === context.request) return { result: 'created', user: existing };
    throw new RollcallError('user.exists', { userId: user.id, existingId: existing.id });
  }
  if (existing === undefined) throw new RollcallError('user.unknown', { userId: change.userId });
  requireEditable(existing);
  const next = await userAfter(actor, existing, change.edit, context);
  // First whether there is anything to do: a repeat of a request that broke off finds its own edits.
  if (isSame(existing, next)) {
    const isOwn = existing.editedByRequest === context.request;
    return { result: isOwn ? 'changed' : 'unchanged', user: existing };
  }
  if (change.version !== undefined && change.version !== existing.version) {
    const resource = `User ${id}`;
    throw new RollcallError('request.stale', { resource, currentEtag: etagOf(existing.version) });
  }
  return { kind: 'replace', index, user: next, from: existing, fields: fieldsOfEdit(change.edit) };
}

/** Notes where users will be found, before they are. */
async function note({ stores }: Actor, steps: readonly Step[]): Promise<void> {
  const news = steps.flatMap((step) => {
    const before = step.kind === 'replace' ? step.from : undefined;
    const { id, department, employeeNumber } = step.user;
    return [
      {
        userId: id,
        name: department === before?.department ? undefined : department,
        number: employeeNumber === before?.employeeNumber ? undefined : employeeNumber,
      },
    ];
  });
  await Promise.all([
    stores.departments.noteEach(
      news.flatMap(({ userId, name }) => (name === undefined ? [] : [{ userId, name }])),
    ),
    stores.employeeNumbers.noteEach(
      news.flatMap(({ userId, number }) => (number === undefined ? [] : [{ userId, number }])),
    ),
  ]);
}

/** Makes known what has been written: in the audit trail, and to the sheets. */
async function makeKnown(
  actor: Actor,
  created: readonly StoredUser[],
  changed: readonly Replacement[],
): Promise<void> {
  await recordUsersCreated(actor, created);
  const edits = changed.map(({ user, fields }) => ({ subject: user.id, facts: { fields } }));
  const { request } = actor;
  // Once costs a write more, which only a request needs that may come again.
  if (request === undefined) await recordAuditOfEach(actor, 'user.edited', edits);
  else {
    const ofRequest = edits.map((each) => ({ ...each, once: `${request.id}#${each.subject}` }));
    await recordAuditsOnce(actor, 'user.edited', ofRequest);
  }
  await actor.stores.unknownUsers.removeEach(created.map(({ id }) => pinOfUser(id)));
  await bringIntoSheets(actor, created);
  // Which fields an earlier try has edited may not be known any more.
  const concernsSheets = (fields: string[]) =>
    fields.length === 0 || fields.some((field) => !withoutSheets.has(field));
  await regenerateEach(
    actor,
    changed.flatMap(({ user, fields }) => (concernsSheets(fields) ? [user] : [])),
  );
}

async function saveSome(
  actor: Actor,
  some: readonly Waiting[],
  context: SavingContext & { kind: 'manual' | 'import' },
  isDryRun: boolean,
): Promise<Map<number, ChangeOutcome>> {
  const { users } = actor.stores;
  const outcomes = new Map<number, ChangeOutcome>();
  const again: Again = { created: [], changed: [] };
  let waiting = [...some];
  for (let attempt = 0; waiting.length > 0 && attempt < attempts; attempt += 1) {
    const found = await users.findMany(waiting.map(({ change }) => idOf(change)));
    const existing = new Map(found.map((user) => [canonicalUserId(user.id), user]));
    const first = await firstDates(actor, waiting, existing);
    const steps: Step[] = [];
    await inParallel(waiting, atOnce, async (each) => {
      try {
        const step = await stepOf(actor, each, existing.get(each.id), first.get(each.id), context);
        if ('kind' in step) steps.push(step);
        else outcomes.set(each.index, step);
        if ('result' in step && step.result === 'created') again.created.push(step.user);
        if ('result' in step && step.result === 'changed' && each.change.kind === 'edit') {
          again.changed.push({ user: step.user, fields: fieldsOfEdit(each.change.edit) });
        }
      } catch (error) {
        if (!(error instanceof RollcallError) || isProblem(error, 'service.busy')) throw error;
        outcomes.set(each.index, { result: 'refused', error });
      }
    });
    if (isDryRun) {
      for (const { kind, index, user } of steps) {
        outcomes.set(index, { result: kind === 'add' ? 'created' : 'changed', user });
      }
      return outcomes;
    }
    await note(actor, steps);
    const adds = steps.filter((step) => step.kind === 'add');
    const replacements = steps.filter((step) => step.kind === 'replace');
    const [added, replaced] = await Promise.all([
      users.addEach(adds.map(({ user }) => user)),
      users.replaceEach(
        replacements.map(({ user, from }) => ({ user, from: from.version })),
        mayLose,
      ),
    ]);
    const created = adds.filter((_, place) => added[place]);
    const changed = replacements.filter((_, place) => replaced[place]);
    for (const { index, user } of created) outcomes.set(index, { result: 'created', user });
    for (const { index, user } of changed) outcomes.set(index, { result: 'changed', user });
    await makeKnown(
      actor,
      [...again.created.splice(0), ...created.map(({ user }) => user)],
      [...again.changed.splice(0), ...changed],
    );
    // The others have been added or edited by somebody else meanwhile.
    waiting = waiting.filter(({ index }) => !outcomes.has(index));
  }
  if (waiting.length > 0) throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
  return outcomes;
}

function twice(userId: UserId): RollcallError<'request.invalid'> {
  const said = flaw(phrase('row.twice-in-request', { id: userId }));
  return new RollcallError('request.invalid', { issues: [{ in: 'body', path: '', ...said }] });
}

/**
 * Adds and edits users, each by itself. Repeating a request that broke off finishes it: what it has done already is found
 * as done.
 * @param options.kind - where users that are added come from
 * @param options.isDryRun - nothing is written; the outcomes are what they would be
 * @returns what became of each, in their order; of a user that comes twice, the later changes are refused
 * @throws RollcallError service.busy when the table does not keep up; some may be saved, and a repeat goes on
 */
export async function saveUsers(
  actor: Actor,
  changes: readonly UserChange[],
  { kind = 'manual', isDryRun = false }: { kind?: 'manual' | 'import'; isDryRun?: boolean } = {},
): Promise<ChangeOutcome[]> {
  const context = { ...(await savingContext(actor)), rules: await readRules(actor.stores), kind };
  const outcomes = new Map<number, ChangeOutcome>();
  const byId = new Map<CanonicalUserId, Waiting>();
  for (const [index, change] of changes.entries()) {
    const id = canonicalUserId(idOf(change));
    if (byId.has(id)) outcomes.set(index, { result: 'refused', error: twice(idOf(change)) });
    else byId.set(id, { index, change, id });
  }
  const all = [...byId.values()];
  for (let start = 0; start < all.length; start += usersPerWrite) {
    const some = await saveSome(actor, all.slice(start, start + usersPerWrite), context, isDryRun);
    for (const [index, outcome] of some) outcomes.set(index, outcome);
  }
  return changes.map((change, index) => {
    const outcome = outcomes.get(index);
    if (outcome === undefined) throw new Error(`nothing became of ${idOf(change)}`);
    return outcome;
  });
}
