/** Reads rows of sheets in the order that is asked for: by date, or one person after the other. @module */

import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import { type LocalDate, parseLocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isSortText, type Page } from '../../store/cursor.ts';
import { sortableId } from '../../store/keys.ts';
import { compareAsStored } from '../../store/merge-shards.ts';
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

/** A position behind a row: the user whose rows are being given, and the first date of those that are not. */
interface UserPosition {
  userId: UserId;
  from: LocalDate;
}

function isUserPosition(value: unknown): value is UserPosition {
  const { userId, from } = (value ?? {}) as Partial<UserPosition>;
  return isSortText(userId) && typeof from === 'string' && parseLocalDate(from) !== null;
}

const usersAtOnce = 25;

/**
 * Rows of one user after the other, in order of their ids, each by date. A page reads the ranges of as many users as may fill it.
 * A position names its user, so that who is added or goes between two pages moves nobody's rows.
 */
export function rowsByUser({ stores }: Actor, scope: RowScope): RowSource {
  const placeOf = (userId: UserId) => sortableId(canonicalUserId(userId));

  /** The next users behind one, and whether more follow. */
  async function usersBehind(userId: UserId | undefined, most: number) {
    if (scope.users === undefined) {
      const after = userId === undefined ? undefined : stores.users.cursorBehind(userId);
      const { items, nextCursor } = await stores.users.list({}, most, after);
      return { items, more: nextCursor !== undefined };
    }
    const place = userId === undefined ? undefined : placeOf(userId);
    const left = scope.users.filter(
      ({ id }) => place === undefined || compareAsStored(placeOf(id), place) > 0,
    );
    return { items: left.slice(0, most), more: left.length > most };
  }

  /** The user whose rows a page has begun, unless it has given all of them or is no longer asked for. */
  function begun(position: UserPosition | undefined): UserId[] {
    if (position === undefined || position.from >= scope.to) return [];
    const isAsked = scope.users?.some(({ id }) => placeOf(id) === placeOf(position.userId)) ?? true;
    return isAsked ? [position.userId] : [];
  }

  const encode = (position: UserPosition) => encodeCursor(position);
  const cursorBehind = ({ userId, date }: StoredRow) => encode({ userId, from: addDays(date, 1) });

  async function read(limit: number, cursor: string | undefined): Promise<Page<StoredRow>> {
    const position = cursor ? decodeCursor(cursor, isUserPosition) : undefined;
    const most = Math.min(usersAtOnce, Math.ceil(limit / daysBetween(scope.from, scope.to)) + 1);
    const first = begun(position);
    const { items: following, more } = await usersBehind(position?.userId, most - first.length);
    const userIds = [...first, ...following.map(({ id }) => id)];
    const found = new Map<UserId, Page<StoredRow>>();
    await inParallel(userIds, usersAtOnce, async (userId) => {
      const from = userId === first[0] && position ? position.from : scope.from;
      found.set(userId, await stores.sheets.pageOfUser(userId, { from, to: scope.to }, limit));
    });
    const rows: StoredRow[] = [];
    for (const userId of userIds) {
      const page = found.get(userId) ?? { items: [] };
      rows.push(...page.items);
      const last = page.items.at(-1);
      if (rows.length > limit || (page.nextCursor !== undefined && last)) {
        const items = rows.slice(0, limit);
        const end = items.at(-1);
        return { items, nextCursor: end && cursorBehind(end) };
      }
    }
    const end = userIds.at(-1);
    return { items: rows, nextCursor: more && end ? encode({ userId: end, from: scope.to }) : undefined };
  }

  return { read, cursorBehind };
}
