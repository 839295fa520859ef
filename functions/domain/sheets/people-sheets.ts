/** Reads the rows of many people, a person after the other, in pages of people. @module */

import type { UserId } from '#shared/punch/user-id.ts';
import type { ReportDay } from '#shared/reports/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from '../../store/cursor.ts';
import type { SheetRow as StoredRow } from '../../store/stored-row.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { requireUser } from '../lookups.ts';
import { describeRows, type KnownPeople } from './sheet-rows.ts';

/** Whose rows are asked for, `from ≤ date < to`. */
export interface PeopleQuery {
  from: LocalDate;
  to: LocalDate;
  userId?: UserId | undefined;
  /** The department in which people are now. */
  department?: string | undefined;
  /** That HR has entered for people. */
  site?: string | undefined;
  search?: string | undefined;
}

/** A person and the rows of the range, by date. */
export interface PersonSheet {
  user: StoredUser;
  rows: ReportDay[];
}

/** As many people are read at once as a function has connections for. */
const peopleAtOnce = 25;
const longestPage = 1_000;

async function rowsOf(
  { stores }: Actor,
  userId: UserId,
  range: Pick<PeopleQuery, 'from' | 'to'>,
): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await stores.sheets.pageOfUser(userId, range, longestPage, cursor);
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}

async function usersOf(
  actor: Actor,
  query: PeopleQuery,
  limit: number,
  cursor: string | undefined,
): Promise<Page<StoredUser>> {
  if (query.userId !== undefined) return { items: [await requireUser(actor, query.userId)] };
  const { department, site, search } = query;
  return await actor.stores.users.list({ department, site, search }, limit, cursor);
}

/**
 * A page of people with their rows, in order of their ids: one query for each of them. With a filter a page may be short although
 * more follow.
 * @throws RollcallError user.unknown, request.cursor
 */
export async function peopleSheets(
  actor: Actor,
  query: PeopleQuery,
  limit: number,
  cursor?: string,
): Promise<Page<PersonSheet>> {
  const { items: users, nextCursor } = await usersOf(actor, query, limit, cursor);
  return { items: await sheetsOf(actor, users, query), nextCursor };
}

/** The rows of some people, `from ≤ date < to`: one query for each of them. */
export async function sheetsOf(
  actor: Actor,
  users: readonly StoredUser[],
  range: Pick<PeopleQuery, 'from' | 'to'>,
): Promise<PersonSheet[]> {
  const found = new Map<UserId, StoredRow[]>();
  await inParallel(users, peopleAtOnce, async ({ id }) => {
    found.set(id, await rowsOf(actor, id, range));
  });
  const people: KnownPeople = new Map(users.map(({ id, name, department }) => [id, { name, department }]));
  const stored = users.map(({ id }) => found.get(id) ?? []);
  const shown = await describeRows(actor, stored.flat(), people);
  let end = 0;
  return users.map((user, index) => {
    const start = end;
    end += stored[index]?.length ?? 0;
    return { user, rows: shown.slice(start, end) };
  });
}
