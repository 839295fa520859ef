/** Reads what reports are made of: sheets, corrections, punches, ids that nobody claims. @module */

import type { UnknownUser } from '#shared/contract/links.ts';
import type { ReportName } from '#shared/contract/report-names.ts';
import { canonicalPinOf } from '#shared/punch/pin.ts';
import { canonicalUserId, requireUserId, type UserId } from '#shared/punch/user-id.ts';
import {
  type ReportCorrection,
  type ReportDay,
  type ReportInput,
  type ReportPunch,
  reports,
} from '#shared/reports/index.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import type { StoredPunch } from '../../store/stored-punch.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { claimsOf, claimsOfPins } from '../claims.ts';
import { inParallel } from '../in-parallel.ts';
import { requireUser } from '../lookups.ts';
import {
  describeRows,
  type KnownPeople,
  type PeopleQuery,
  peopleSheets,
  readSheets,
} from '../sheets/index.ts';
import { listUnknownUsers } from '../users/index.ts';
import { rowLimit } from './limits.ts';

type Limit = ReturnType<typeof rowLimit>;

const peoplePerPage = 200;
const rowsPerPage = 1_000;
const peopleAtOnce = 25;
/** Up to so many days are read day by day for everybody, which costs what there is; more are read person by person. */
const daysByDate = 2;
const mostUnknown = 1_000;
const unknownPerPage = 100;

const inDepartmentOfNow = (rows: readonly ReportDay[], people: KnownPeople): ReportDay[] =>
  rows.map((row) => ({ ...row, department: people.get(requireUserId(row.userId))?.department }));

/** Days of everybody. */
async function daysByDay(actor: Actor, { from, to }: PeopleQuery, limit: Limit): Promise<ReportDay[]> {
  const people: KnownPeople = new Map();
  const days: ReportDay[] = [];
  let cursor: string | undefined;
  do {
    const page = await readSheets(actor, { from, to, limit: rowsPerPage, cursor }, people);
    days.push(...inDepartmentOfNow(page.items, people));
    cursor = page.nextCursor;
    limit.add(page.items.length, cursor !== undefined);
  } while (cursor !== undefined);
  return days;
}

async function daysByPerson(actor: Actor, query: PeopleQuery, limit: Limit): Promise<ReportDay[]> {
  const days: ReportDay[] = [];
  let cursor: string | undefined;
  do {
    const page = await peopleSheets(actor, query, peoplePerPage, cursor);
    const rows = page.items.flatMap(({ user, rows: ofUser }) =>
      ofUser.map((row) => ({ ...row, department: user.department })),
    );
    days.push(...rows);
    cursor = page.nextCursor;
    limit.add(rows.length, cursor !== undefined);
  } while (cursor !== undefined);
  return days;
}

const isForAll = ({ userId, search, department, site }: PeopleQuery) =>
  [userId, search, department, site].every((part) => part === undefined);

/** Days before the first one that are pending: a shift over midnight may not be over. Of everybody the index names them. */
async function openDays(actor: Actor, query: PeopleQuery, limit: Limit): Promise<ReportDay[]> {
  const yesterday = addDays(query.from, -1);
  if (!isForAll(query))
    return await daysByPerson(actor, { ...query, from: yesterday, to: query.from }, limit);
  const { stores, now } = actor;
  const named = await stores.sheets.withStatus(
    [yesterday],
    ['pending'],
    undefined,
    Number.POSITIVE_INFINITY,
    now,
  );
  const userIds = named.rows.map(({ userId }) => userId);
  const people: KnownPeople = new Map();
  const days: ReportDay[] = [];
  let cursor: string | undefined;
  do {
    const page = await stores.sheets.ofUsers(userIds, [yesterday], rowsPerPage, cursor);
    days.push(...inDepartmentOfNow(await describeRows(actor, page.items, people), people));
    cursor = page.nextCursor;
    limit.add(page.items.length, cursor !== undefined);
  } while (cursor !== undefined);
  return days;
}

/** Reads something of each person of a scope, page by page, in the order of their ids. */
async function ofPeople<T>(
  actor: Actor,
  query: PeopleQuery,
  limit: Limit,
  read: (user: StoredUser) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const { userId, department, site, search } = query;
    const page =
      userId === undefined
        ? await actor.stores.users.list({ department, site, search }, peoplePerPage, cursor)
        : { items: [await requireUser(actor, userId)], nextCursor: undefined };
    const ofPage = new Map<UserId, T[]>();
    await inParallel(page.items, peopleAtOnce, async (user) => {
      const things = await read(user);
      ofPage.set(user.id, things);
      limit.add(things.length, true);
    });
    found.push(...page.items.flatMap(({ id }) => ofPage.get(id) ?? []));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** All pages of a list. */
async function allOf<T>(
  read: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor?: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
}

async function correctionsOf(actor: Actor, query: PeopleQuery, limit: Limit): Promise<ReportCorrection[]> {
  return await ofPeople(actor, query, limit, async ({ id, name, department }) => {
    const all = await allOf((cursor) => actor.stores.corrections.page(id, query, rowsPerPage, cursor));
    return all.map((correction) => ({ ...correction, name, department }));
  });
}

async function punchesOf(actor: Actor, query: PeopleQuery, limit: Limit): Promise<ReportPunch[]> {
  const { stores } = actor;
  return await ofPeople(actor, query, limit, async ({ id, name, department }) => {
    const claims = await claimsOf(stores, id);
    const counts = (punch: StoredPunch) => claims.has(punch);
    const all = await allOf((cursor) =>
      stores.punches.pageOfPins(claims.pins, query, { limit: rowsPerPage, cursor, counts }),
    );
    return all.map((punch) => ({ ...toldOf(punch), userId: id, name, department }));
  });
}

const toldOf = ({ pin, serial, wallTime, status, receivedAt }: StoredPunch): ReportPunch => {
  return { pin, serial, wallTime, status, receivedAt };
};

/** The punches of ids that nobody claims: they are in the logs, so the list has them too. */
async function nobodysPunches(actor: Actor, query: PeopleQuery, limit: Limit): Promise<ReportPunch[]> {
  const { stores } = actor;
  const pins = (await heldIds(actor)).map(({ pin }) => canonicalPinOf(pin));
  const claims = await claimsOfPins(stores, pins);
  const claimants = pins.flatMap((pin) => claims.possibleClaimants(pin).map(requireUserId));
  const exists = new Set(
    (await stores.users.findMany([...new Set(claimants)])).map(({ id }) => canonicalUserId(id)),
  );
  const found: ReportPunch[] = [];
  for (const pin of pins) {
    const counts = (punch: StoredPunch) => claims.isUnclaimed(pin, punch, exists);
    const all = await allOf((cursor) =>
      stores.punches.pageOfPins([pin], query, { limit: rowsPerPage, cursor, counts }),
    );
    limit.add(all.length, true);
    found.push(...all.map(toldOf));
  }
  return found;
}

/** Ids with punches that nobody claims, without those that HR has set aside. */
async function heldIds(actor: Actor): Promise<UnknownUser[]> {
  const held: UnknownUser[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUnknownUsers(actor, { state: 'held', limit: unknownPerPage, cursor });
    held.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && held.length < mostUnknown);
  return held;
}

/** Everything that a report is made of. @throws RollcallError report.too-large, user.unknown */
export async function readReport(actor: Actor, name: ReportName, query: PeopleQuery): Promise<ReportInput> {
  const limit = rowLimit(name, query);
  const empty: ReportInput = { scope: query, days: [], corrections: [], punches: [], unknown: [] };
  switch (reports[name].reads) {
    case 'corrections':
      return { ...empty, corrections: await correctionsOf(actor, query, limit) };
    case 'punches':
      return {
        ...empty,
        punches: [
          ...(await punchesOf(actor, query, limit)),
          ...(isForAll(query) ? await nobodysPunches(actor, query, limit) : []),
        ],
      };
    case 'days': {
      const isShort = daysBetween(query.from, query.to) <= daysByDate;
      const days = await (isForAll(query) && isShort ? daysByDay : daysByPerson)(actor, query, limit);
      const open = name === 'presence' ? await openDays(actor, query, limit) : [];
      const wantsUnknown = name === 'exceptions' && isForAll(query);
      const unknown = wantsUnknown ? await heldIds(actor) : [];
      return { ...empty, days, open, unknown };
    }
  }
}
