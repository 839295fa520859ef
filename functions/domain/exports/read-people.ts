/** Reads what an export is made of: a person after the other, or day by day; the next page while the one before is written. @module */

import { type CanonicalUserId, canonicalUserId, requireUserId, type UserId } from '#shared/punch/user-id.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { Page } from '../../store/cursor.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOf } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';
import { requireUsers } from '../lookups.ts';
import { describeRows, type KnownPeople, readSheets, sheetsOf } from '../sheets/index.ts';
import type { PersonData } from './kinds/index.ts';
import { exportPerson } from './person-fields.ts';
import type { Wanted } from './wanted.ts';

/** Rows that are held at once, about: a page, and the next one that is read meanwhile. */
const rowsPerPage = 2_000;
const mostPeopleOnPage = 200;
const peopleAtOnce = 25;
const punchesPerPage = 1_000;
/** People whose fields are kept while rows come day by day; beyond that they are read again. */
const mostKept = 20_000;

/** How a page of people is read. */
export interface Reading {
  wanted: Wanted;
  reads: 'days' | 'punches';
  customKeys: readonly string[];
}

/** People to a page, so that all of their days are about a page of rows. */
function peopleOnPage({ from, to }: Wanted): number {
  return Math.max(1, Math.min(mostPeopleOnPage, Math.floor(rowsPerPage / daysBetween(from, to))));
}

/** A page of the people of a scope: chosen ones in their order, all others by id. */
async function usersOf(actor: Actor, wanted: Wanted, cursor?: string): Promise<Page<StoredUser>> {
  const limit = peopleOnPage(wanted);
  const isInScope = (user: StoredUser) =>
    (wanted.site === undefined || user.site === wanted.site) &&
    (wanted.department === undefined || user.department === wanted.department);
  if (wanted.userIds === undefined) {
    const page = await actor.stores.users.list({ department: wanted.department }, limit, cursor);
    return { ...page, items: page.items.filter(isInScope) };
  }
  const ids = [...new Map(wanted.userIds.map((id) => [canonicalUserId(id), id])).values()];
  const start = Number(cursor ?? 0);
  const chosen = ids.slice(start, start + limit);
  const byId = new Map(
    (await requireUsers(actor.stores, chosen)).map((user) => [canonicalUserId(user.id), user]),
  );
  const items = chosen.flatMap((id) => byId.get(canonicalUserId(id)) ?? []).filter(isInScope);
  return { items, nextCursor: start + limit < ids.length ? String(start + limit) : undefined };
}

async function punchesOf(actor: Actor, wanted: Wanted, userId: UserId): Promise<StoredPunch[]> {
  const { stores } = actor;
  const claims = await claimsOf(stores, userId);
  const counts = (punch: StoredPunch) => claims.has(punch);
  const found: StoredPunch[] = [];
  let cursor: string | undefined;
  do {
    const page = await stores.punches.pageOfPins(claims.pins, wanted, {
      limit: punchesPerPage,
      cursor,
      counts,
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

async function dataOf(
  actor: Actor,
  { wanted, reads, customKeys }: Reading,
  users: readonly StoredUser[],
): Promise<PersonData[]> {
  const person = (user: StoredUser) => exportPerson(user, wanted.sight, customKeys);
  if (reads === 'days') {
    const sheets = await sheetsOf(actor, users, wanted);
    return sheets.map(({ user, rows }) => ({ person: person(user), days: rows, punches: [] }));
  }
  const found = new Map<UserId, StoredPunch[]>();
  await inParallel(users, peopleAtOnce, async ({ id }) => {
    found.set(id, await punchesOf(actor, wanted, id));
  });
  return users.map((user) => ({ person: person(user), days: [], punches: found.get(user.id) ?? [] }));
}

/** Goes over pages; the next one is read while somebody works on the one before. */
async function* ahead<T>(read: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T[]> {
  const begin = (cursor: string | undefined) => {
    const page = read(cursor);
    // Whoever stops in between asks for no further page: the failure would be nobody's.
    page.catch(() => {});
    return page;
  };
  let reading: Promise<Page<T>> | undefined = begin(undefined);
  while (reading) {
    const { items, nextCursor }: Page<T> = await reading;
    reading = nextCursor === undefined ? undefined : begin(nextCursor);
    yield items;
  }
}

/** The people of a scope with their data, page by page. */
export function byPerson(actor: Actor, reading: Reading): AsyncGenerator<PersonData[]> {
  return ahead(async (cursor) => {
    const { items, nextCursor } = await usersOf(actor, reading.wanted, cursor);
    return { items: await dataOf(actor, reading, items), nextCursor };
  });
}

type Keep = (user: StoredUser, row: ReportDay) => PersonData;

const idOf = (row: ReportDay) => canonicalUserId(requireUserId(row.userId));

/** Rows of everybody by date, page by page, and who their people are. */
function everybodysRows(actor: Actor, { from, to }: Wanted, keep: Keep): AsyncGenerator<PersonData[]> {
  const known = new Map<CanonicalUserId, StoredUser>();
  const people: KnownPeople = new Map();
  return ahead(async (cursor) => {
    const query = { from, to, limit: rowsPerPage / 2, cursor };
    const { items: rows, nextCursor } = await readSheets(actor, query, people);
    if (known.size > mostKept) known.clear();
    if (people.size > mostKept) people.clear();
    const missing = rows.filter((row) => !known.has(idOf(row))).map(({ userId }) => requireUserId(userId));
    for (const user of await actor.stores.users.findMany(missing)) known.set(canonicalUserId(user.id), user);
    const items = rows.flatMap((row) => {
      const user = known.get(idOf(row));
      return user ? [keep(user, row)] : [];
    });
    return { items, nextCursor };
  });
}

/** Everybody of a scope. */
async function allUsersOf(actor: Actor, wanted: Wanted): Promise<Map<CanonicalUserId, StoredUser>> {
  const users = new Map<CanonicalUserId, StoredUser>();
  let cursor: string | undefined;
  do {
    const page = await usersOf(actor, wanted, cursor);
    for (const user of page.items) users.set(canonicalUserId(user.id), user);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return users;
}

/** Rows of a scope by date, page by page, each read by its key: those of others are not read. */
function rowsOfScope(actor: Actor, wanted: Wanted, keep: Keep): AsyncGenerator<PersonData[]> {
  const { from, to } = wanted;
  const dates = Array.from({ length: daysBetween(from, to) }, (_, day) => addDays(from, day));
  let reading: Promise<Map<CanonicalUserId, StoredUser>> | undefined;
  return ahead(async (cursor) => {
    reading ??= allUsersOf(actor, wanted);
    const users = await reading;
    const people: KnownPeople = new Map([...users.values()].map(({ id, name }) => [id, { name }]));
    const page = await actor.stores.sheets.ofUsers([...people.keys()], dates, rowsPerPage / 2, cursor);
    const items = (await describeRows(actor, page.items, people)).flatMap((row) => {
      const user = users.get(idOf(row));
      return user ? [keep(user, row)] : [];
    });
    return { items, nextCursor: page.nextCursor };
  });
}

/** The rows of a scope by date and user id, page by page, each with its person. */
export function byDate(actor: Actor, { wanted, customKeys }: Reading): AsyncGenerator<PersonData[]> {
  const { userIds, department, site, sight } = wanted;
  const isForAll = [userIds, department, site].every((part) => part === undefined);
  return (isForAll ? everybodysRows : rowsOfScope)(actor, wanted, (user, row) => ({
    person: exportPerson(user, sight, customKeys),
    days: [row],
    punches: [],
  }));
}

/** Whether an export is so small that it is made while its caller waits: so many days of people at most. */
export async function isSmall(actor: Actor, wanted: Wanted, mostDays: number): Promise<boolean> {
  const most = Math.floor(mostDays / daysBetween(wanted.from, wanted.to));
  if (most < 1) return false;
  if (wanted.userIds !== undefined) return wanted.userIds.length <= most;
  const page = await actor.stores.users.list({ department: wanted.department }, most + 1);
  return page.nextCursor === undefined && page.items.length <= most;
}
