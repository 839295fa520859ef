/** Keeps the list of departments, and finds the names that users have besides. A name is never renamed: its users move. @module */

import { RollcallError } from '#shared/errors.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import { flaw, type Phrase, phrase } from '#shared/reasons/index.ts';
import type { ListedDepartment } from '../../store/departments.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { inParallel } from '../in-parallel.ts';
import { changeUser } from './users.ts';

const attempts = 5;
const mostDepartments = 500;
/** Users that one request moves. */
const mostMoved = 500;
/** Users that a refusal names. */
const mostNamed = 10;
const atOnce = 8;
/** Users of an earlier version that one request looks through. */
const pagesAtOnce = 5;
const usersPerPage = 1_000;

type Parented = ListedDepartment & { listed: boolean };

/** Notes the departments of users from before there were notes, some thousand users each time. @returns whether all have been seen */
async function collect({ stores }: Actor): Promise<boolean> {
  let { done, cursor } = await stores.departments.collected();
  if (done) return true;
  for (let page = 0; page < pagesAtOnce && !done; page += 1) {
    const { items, nextCursor } = await stores.users.list({}, usersPerPage, cursor);
    await inParallel(items, atOnce, async ({ id, department }) => {
      if (department !== undefined) await stores.departments.note(department, id);
    });
    done = nextCursor === undefined;
    cursor = nextCursor;
  }
  await stores.departments.keepCollected({ done, cursor });
  return done;
}

/** Users who have a department now, at most so many; an id that is another one now is nobody. */
async function usersOf({ stores }: Actor, name: string, most: number): Promise<StoredUser[]> {
  const found: StoredUser[] = [];
  for await (const ids of stores.departments.everOf(name)) {
    const users = await stores.users.findMany(ids);
    found.push(...users.filter(({ department, merged }) => department === name && !merged));
    if (found.length >= most) break;
  }
  return found.slice(0, most).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Everybody in a department; `null` while old users are looked through, and where there are more than `most`. */
export async function membersOf(actor: Actor, name: string, most: number): Promise<StoredUser[] | null> {
  if (!(await collect(actor))) return null;
  const users = await usersOf(actor, name, most + 1);
  return users.length > most ? null : users;
}

/** Every department: those of the list, and other names that a user has. `isComplete` is false while old users are looked through. */
export async function listDepartments(actor: Actor): Promise<{ items: Parented[]; isComplete: boolean }> {
  const isComplete = await collect(actor);
  const [{ departments }, names] = await Promise.all([
    actor.stores.departments.read(),
    actor.stores.departments.names(),
  ]);
  const items: Parented[] = departments.map((department) => ({ ...department, listed: true }));
  const listed = new Set(departments.map(({ name }) => name));
  await inParallel(
    names.filter((name) => !listed.has(name)),
    atOnce,
    async (name) => {
      if ((await usersOf(actor, name, 1)).length > 0) items.push({ name, listed: false });
    },
  );
  return { items: items.sort((a, b) => a.name.localeCompare(b.name, 'en')), isComplete };
}

function refuseParent(why: Phrase): RollcallError<'request.invalid'> {
  return new RollcallError('request.invalid', { issues: [{ in: 'body', path: '/parent', ...flaw(why) }] });
}

function requireNoCircle(departments: readonly ListedDepartment[], name: string): void {
  const parentOf = new Map(departments.map((department) => [department.name, department.parent]));
  let above = parentOf.get(name);
  for (let step = 0; above !== undefined && step <= departments.length; step += 1) {
    if (above === name) throw refuseParent(phrase('field.part-of-itself', { name }));
    above = parentOf.get(above);
  }
}

/** Changes the list as it is now, also when somebody else changes it at the same moment. */
async function changeList(
  { stores }: Actor,
  change: (departments: readonly ListedDepartment[]) => ListedDepartment[],
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { departments, version } = await stores.departments.read();
    if (await stores.departments.replace(change(departments), version)) return;
  }
  throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
}

/**
 * Puts a department on the list, or changes what it is a part of.
 * @throws RollcallError department.unknown for a parent that is not on the list, request.invalid for a circle
 */
export async function putDepartment(actor: Actor, name: string, parent?: string | null): Promise<Parented> {
  const wanted: ListedDepartment = { name, ...(typeof parent === 'string' ? { parent } : {}) };
  await changeList(actor, (departments) => {
    const next = [...departments.filter((department) => department.name !== name), wanted];
    if (next.length > mostDepartments)
      throw refuseParent(phrase('field.most-departments', { most: mostDepartments }));
    if (typeof parent === 'string' && !next.some((department) => department.name === parent)) {
      throw new RollcallError('department.unknown', { department: parent });
    }
    requireNoCircle(next, name);
    return next;
  });
  await recordAudit(actor, 'department.saved', name, { parent: parent ?? null });
  return { ...wanted, listed: true };
}

/**
 * Takes a department off the list.
 * @param moveTo - a department of the list to which its users and its parts move
 * @returns the users that moved
 * @throws RollcallError department.unknown, department.in-use, service.busy while old users are looked through
 */
export async function deleteDepartment(actor: Actor, name: string, moveTo?: string): Promise<UserId[]> {
  const { stores } = actor;
  if (!(await collect(actor))) throw new RollcallError('service.busy', { retryAfterSeconds: 1 });
  const { departments } = await stores.departments.read();
  const users = await usersOf(actor, name, mostMoved + 1);
  if (users.length === 0 && !departments.some((department) => department.name === name)) {
    throw new RollcallError('department.unknown', { department: name });
  }
  if (moveTo !== undefined && (moveTo === name || !departments.some((each) => each.name === moveTo))) {
    throw new RollcallError('department.unknown', { department: moveTo });
  }
  const parts = departments.filter(({ parent }) => parent === name).map((part) => part.name);
  const isUsed = users.length > 0 || parts.length > 0;
  if (users.length > mostMoved || (moveTo === undefined && isUsed)) {
    const userIds = users.slice(0, mostNamed).map(({ id }) => id);
    const more = users.length > mostNamed;
    throw new RollcallError('department.in-use', { department: name, userIds, parts, more });
  }
  await inParallel(users, atOnce, async ({ id }) => {
    await changeUser(actor, id, { department: moveTo });
  });
  await changeList(actor, (current) => {
    const above = current.find((department) => department.name === name)?.parent;
    const next = current
      .filter((department) => department.name !== name)
      .map((department) => {
        if (department.parent !== name) return department;
        // What was above the department comes above the one that was a part of it.
        const parent = department.name === moveTo ? above : moveTo;
        return { name: department.name, ...(parent === undefined ? {} : { parent }) };
      });
    for (const department of next) requireNoCircle(next, department.name);
    return next;
  });
  const moved = users.map(({ id }) => id);
  await recordAudit(actor, 'department.deleted', name, { moveTo, moved: moved.length });
  return moved;
}
