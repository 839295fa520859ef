/** Reads rows of sheets in the order that is asked for: by date, or one person after the other. @module */

import type { UserId } from '#shared/punch/user-id.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, type Page } from '../../store/cursor.ts';
import { cursorBehindRow } from '../../store/sheets.ts';
import type { SheetRow as StoredRow } from '../../store/stored-row.ts';
import type { StoredUser } from '../../store/users.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import type { Days } from '../ranges.ts';

/** Gives rows in one order, page by page. */
export interface RowSource {
  /** At most so many rows. A page may be short, or empty, although more follow. */
  read: (limit: number, cursor: string | undefined) => Promise<Page<StoredRow>>;
  /** The cursor behind a row, wherever a page ended. */
  cursorBehind: (row: StoredRow) => string;
}

/** Whose rows, and of which days. */
export interface RowScope extends Days {
  /** Everybody's when it is left out; each once. */
  users?: readonly StoredUser[] | undefined;
}

function datesOf({ from, to }: Days): LocalDate[] {
  return Array.from({ length: daysBetween(from, to) }, (_, day) => addDays(from, day));
}

/** Rows by date and user id. */
export function rowsByDate({ stores, now }: Actor, scope: RowScope): RowSource {
  const dates = datesOf(scope);
  const userIds = scope.users?.map(({ id }) => id);
  return {
    read: (limit, cursor) =>
      userIds === undefined
        ? stores.sheets.ofRange(dates, limit, now, cursor)
        : stores.sheets.ofUsers(userIds, dates, limit, cursor),
    cursorBehind: cursorBehindRow,
  };
}

/** A position between two rows: the last user whose rows are all given, and the first date of the next one. */
interface UserPosition {
  behind: string | null;
  from: LocalDate;
}

function isUserPosition(value: unknown): value is UserPosition {
  const { behind, from } = (value ?? {}) as Partial<UserPosition>;
  return (behind === null || typeof behind === 'string') && parseLocalDate(from ?? '') !== null;
}

const usersAtOnce = 25;

/** Rows of one user after the other, in order of their ids, each by date. A page reads the ranges of as many users as may fill it. */
export function rowsByUser({ stores }: Actor, scope: RowScope): RowSource {
  const before = new Map<UserId, string | null>();

  async function usersBehind(position: string | null, most: number): Promise<Page<StoredUser>> {
    if (scope.users === undefined) return await stores.users.list({}, most, position ?? undefined);
    const start =
      position === null
        ? 0
        : scope.users.findIndex(({ id }) => stores.users.cursorBehind(id) === position) + 1;
    const items = scope.users.slice(start, start + most);
    const last = items.at(-1);
    const isMore = start + most < scope.users.length && last !== undefined;
    return { items, nextCursor: isMore ? stores.users.cursorBehind(last.id) : undefined };
  }

  async function rowsOf(userId: UserId, days: Days, limit: number): Promise<Page<StoredRow>> {
    return days.from >= days.to ? { items: [] } : await stores.sheets.pageOfUser(userId, days, limit);
  }

  const cursorBehind = ({ userId, date }: StoredRow) =>
    encodeCursor({ behind: before.get(userId) ?? null, from: addDays(date, 1) } satisfies UserPosition);

  async function read(limit: number, cursor: string | undefined): Promise<Page<StoredRow>> {
    const position: UserPosition = cursor
      ? decodeCursor(cursor, isUserPosition)
      : { behind: null, from: scope.from };
    const most = Math.min(usersAtOnce, Math.ceil(limit / daysBetween(scope.from, scope.to)) + 1);
    const { items: users, nextCursor } = await usersBehind(position.behind, most);
    const found = new Map<UserId, Page<StoredRow>>();
    await inParallel(users, usersAtOnce, async ({ id }) => {
      const from = id === users[0]?.id && position.from > scope.from ? position.from : scope.from;
      found.set(id, await rowsOf(id, { from, to: scope.to }, limit));
    });
    const rows: StoredRow[] = [];
    let behind = position.behind;
    for (const { id } of users) {
      before.set(id, behind);
      const page = found.get(id) ?? { items: [] };
      rows.push(...page.items);
      const last = page.items.at(-1);
      if (rows.length > limit || (page.nextCursor !== undefined && last)) {
        const items = rows.slice(0, limit);
        const end = items.at(-1);
        return { items, nextCursor: end && cursorBehind(end) };
      }
      behind = stores.users.cursorBehind(id);
    }
    const next: UserPosition | undefined =
      nextCursor === undefined ? undefined : { behind: nextCursor, from: scope.from };
    return { items: rows, nextCursor: next && encodeCursor(next) };
  }

  return { read, cursorBehind };
}
