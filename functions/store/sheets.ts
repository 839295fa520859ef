/** Stores the rows of sheets; a row is written only over the version that its writer has seen. @module */

import type { DayResult } from '#shared/attendance/index.ts';
import { type CanonicalUserId, canonicalUserId, requireUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { type AddedRows, addedRows } from './added-rows.ts';
import { decodeCursor, encodeCursor, isKeyIn, isSortText, type Page } from './cursor.ts';
import type { Database, Item, Key } from './database.ts';
import { dayShards, partition, shardNames, shardOf, sortableId } from './keys.ts';
import { compareAsStored, readMerged } from './merge-shards.ts';
import { packed } from './packed-result.ts';
import { type SheetRow, type SheetStamp, toRow, toStamp, type UserDay, userAndDateOf } from './stored-row.ts';
import { todoDays } from './todo-days.ts';
import { newMark, waitingDays } from './waiting-days.ts';

interface DayPosition {
  date: string;
  after: string;
}

/** A page ends with the row that exceeds this: a function may answer with 6 MB, and a day can hold many punches. */
const mostPageCharacters = 4_000_000;

/** How many of the given rows fit into what is left of a page: at least one. */
function fitting(rows: readonly SheetRow[], charactersLeft: number): number {
  let left = charactersLeft;
  const beyond = rows.findIndex((row) => {
    left -= row.result.length;
    return left < 0;
  });
  return beyond < 0 ? rows.length : beyond + 1;
}

/** The cursor of {@link sheetStore}'s lists by date behind a row, wherever a page ended. */
export function cursorBehindRow({ userId, date }: UserDay): string {
  return encodeCursor({ date, after: sortableId(canonicalUserId(userId)) } satisfies DayPosition);
}

function positionIn(dates: readonly LocalDate[], cursor: string): DayPosition {
  return decodeCursor(cursor, (value): value is DayPosition => {
    const candidate = value as Partial<DayPosition> | null;
    return isSortText(candidate?.after) && dates.some((date) => date === candidate.date);
  });
}

/** Sorts before every id: the position at the beginning of a day. */
const beforeAll = ' ';

/** A row to be written over the one whose stamp was read. */
export interface RowWrite {
  row: SheetRow;
  /** The stamp that was read, `undefined` when there was no row. */
  previous: SheetStamp | undefined;
}

/** What a row may have beside what every row has; those that HR has to do something about are on a list. */
const sometimes = [
  'department',
  'lockId',
  'pendingUntil',
  'pendingFor',
  'pendingMark',
  'todo',
  'kindPk',
  'kindSk',
] as const;

/** Attendance sheets of one organisation: a row per user and day. */
export function sheetStore(database: Database, organisation: string) {
  const partitionOf = (userId: UserId) => partition(organisation, 'USER', canonicalUserId(userId));

  function keyOf(userId: UserId, date: LocalDate): Key {
    return { pk: partitionOf(userId), sk: `SHEET#${date}` };
  }

  const waiting = waitingDays(database, organisation);
  const added = addedRows(database, organisation);
  const todo = todoDays(database, organisation);

  /** Rows of one date by their keys, strongly consistent, in order of the ids. */
  async function rowsAt(date: LocalDate, userIds: Iterable<CanonicalUserId>): Promise<Item[]> {
    const keys = [...userIds].map((canonical) => ({
      pk: partition(organisation, 'USER', canonical),
      sk: `SHEET#${date}`,
    }));
    const items = await database.main.batchGet(keys);
    return items.sort((a, b) => compareAsStored(String(a.daySk), String(b.daySk)));
  }

  /** Of those to whose sheets rows were added lately, who may have one of a date. */
  function addedOn(date: LocalDate, lately: readonly AddedRows[]): CanonicalUserId[] {
    return lately
      .filter(({ first, last }) => first <= date && date <= last)
      .map(({ userId }) => canonicalUserId(userId));
  }

  function toItem(row: SheetRow): Item {
    const canonical = canonicalUserId(row.userId);
    return {
      ...keyOf(row.userId, row.date),
      dayPk: partition(organisation, 'DAY', row.date, shardOf(canonical, dayShards)),
      daySk: sortableId(canonical),
      ...todo.attributes(row),
      ...row,
      result: packed(row.result),
    };
  }

  function rangeOf(userId: UserId, from: LocalDate, to: LocalDate) {
    return {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :last',
      ExpressionAttributeValues: {
        ':pk': partitionOf(userId),
        ':from': `SHEET#${from}`,
        ':last': `SHEET#${addDays(to, -1)}`,
      },
    };
  }

  return {
    /** Stamps of a user's rows with `from ≤ date < to`, strongly consistent. */
    async stamps(userId: UserId, from: LocalDate, to: LocalDate): Promise<Map<LocalDate, SheetStamp>> {
      const range = rangeOf(userId, from, to);
      const items = await database.main.queryAll({
        ...range,
        ProjectionExpression:
          '#date, inputHash, department, lockId, pendingUntil, pendingFor, pendingMark, todo, v',
        ExpressionAttributeNames: { '#date': 'date' },
        ConsistentRead: true,
      });
      return new Map(items.map(toStamp).map((stamp) => [stamp.date, stamp]));
    },

    /** Stamps of some rows of any users, strongly consistent. Rows that do not exist are left out. */
    async stampsOf(rows: readonly UserDay[]): Promise<(SheetStamp & UserDay)[]> {
      const keys = new Map(
        rows.map(({ userId, date }) => [`${canonicalUserId(userId)} ${date}`, keyOf(userId, date)]),
      );
      const items = await database.main.batchGet(
        [...keys.values()],
        'userId, #date, inputHash, department, lockId, pendingUntil, pendingFor, pendingMark, todo, v',
        { '#date': 'date' },
      );
      return items.map((item) => ({ ...toStamp(item), ...userAndDateOf(item) }));
    },

    /** Some rows of any users, strongly consistent. Rows that do not exist are left out. */
    async rowsOf(days: readonly UserDay[]): Promise<SheetRow[]> {
      const keys = new Map(
        days.map(({ userId, date }) => [`${canonicalUserId(userId)} ${date}`, keyOf(userId, date)]),
      );
      return (await database.main.batchGet([...keys.values()])).map(toRow);
    },

    /** A user's row of a date, strongly consistent. */
    async find(userId: UserId, date: LocalDate): Promise<SheetRow | undefined> {
      const item = await database.main.get(keyOf(userId, date));
      return item && toRow(item);
    },

    /**
     * Writes each row if nobody has written another one since its stamp was read. A row that waits has its mark among the
     * waiting days before it is there; a mark without its row wakes nobody. One that is new is noted before, too.
     * @param now - when the computation began
     * @returns for each row whether it was written; where not, somebody else was first: read the inputs again
     */
    async write(writes: readonly RowWrite[], now: Instant): Promise<boolean[]> {
      const marked = writes.map(({ row }) =>
        row.pendingUntil === undefined ? row : { ...row, pendingMark: newMark() },
      );
      const fresh = writes.filter(({ previous }) => previous === undefined).map(({ row }) => row);
      await Promise.all([waiting.add(marked), added.note(fresh, now)]);
      const taken = await database.main.putEachIf(
        marked.map((row, index) => {
          const { lockId, inputHash, department } = writes[index]?.previous ?? {};
          return {
            item: toItem(row),
            seen: inputHash === undefined ? undefined : { inputHash, department, lockId },
            mayHave: sometimes,
          };
        }),
      );
      await waiting.remove(
        writes.flatMap(({ row, previous }, index) => {
          const { userId } = row;
          if (!taken[index]) return marked[index] ?? [];
          return previous ? { ...previous, userId } : [];
        }),
      );
      return taken;
    },

    /** A page of a user's rows with `from ≤ date < to`, by date. */
    async pageOfUser(
      userId: UserId,
      range: { from: LocalDate; to: LocalDate },
      limit: number,
      cursor?: string,
    ): Promise<Page<SheetRow>> {
      const { items, lastKey } = await database.main.queryPage(
        rangeOf(userId, range.from, range.to),
        limit,
        cursor ? decodeCursor(cursor, isKeyIn('pk', partitionOf(userId))) : undefined,
      );
      return { items: items.map(toRow), nextCursor: lastKey && encodeCursor(lastKey) };
    },

    /** All of a user's rows with `from ≤ date < to`, by date, strongly consistent: for ranges of some weeks. */
    async allOfUser(userId: UserId, range: { from: LocalDate; to: LocalDate }): Promise<SheetRow[]> {
      const wanted = { ...rangeOf(userId, range.from, range.to), ConsistentRead: true };
      return (await database.main.queryAll(wanted)).map(toRow);
    },

    /** Date of a user's first row, if it has any. */
    async firstDateOf(userId: UserId): Promise<LocalDate | undefined> {
      const { items } = await database.main.queryPage(
        {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sheet)',
          ExpressionAttributeValues: { ':pk': partitionOf(userId), ':sheet': 'SHEET#' },
          ConsistentRead: true,
        },
        1,
      );
      return items[0] && toRow(items[0]).date;
    },

    /**
     * All users' rows of one date in order of their ids, strongly consistent: those that the index names, and those that were
     * added `lately`, each read by its key.
     */
    async ofDay(
      date: LocalDate,
      limit: number,
      lately: readonly AddedRows[],
      after?: string,
    ): Promise<{ rows: SheetRow[]; after: string | undefined }> {
      const merged = await readMerged(shardNames(dayShards), 'daySk', limit, (shard, rows, startKey) =>
        database.main.queryPage(
          {
            IndexName: 'byDay',
            KeyConditionExpression: 'dayPk = :partition AND daySk > :after',
            ExpressionAttributeValues: {
              ':partition': partition(organisation, 'DAY', date, shard),
              ':after': after ?? beforeAll,
            },
            ProjectionExpression: 'daySk, userId',
          },
          rows,
          startKey,
        ),
      );
      const isOnPage = (canonical: CanonicalUserId) =>
        compareAsStored(sortableId(canonical), after ?? beforeAll) > 0 &&
        (merged.after === undefined || compareAsStored(sortableId(canonical), merged.after) <= 0);
      const named = merged.items.map(({ userId }) => canonicalUserId(requireUserId(String(userId))));
      const wanted = new Set([...named, ...addedOn(date, lately).filter(isOnPage)]);
      const items = await rowsAt(date, wanted);
      const rows = items.slice(0, limit).map(toRow);
      return { rows, after: items.length > limit ? String(items[limit - 1]?.daySk) : merged.after };
    },

    /** Rows of all users with `from ≤ date < to`, by date and id, strongly consistent. `dates` lists the range's dates. */
    async ofRange(
      dates: readonly LocalDate[],
      limit: number,
      now: Instant,
      cursor?: string,
    ): Promise<Page<SheetRow>> {
      const lately = await added.lately(now);
      const position = cursor ? positionIn(dates, cursor) : undefined;
      const rows: SheetRow[] = [];
      let charactersLeft = mostPageCharacters;
      let after = position?.after;
      for (const [index, date] of dates.entries()) {
        if (position && date < position.date) continue;
        const page = await this.ofDay(date, limit - rows.length, lately, after);
        const taken = page.rows.slice(0, fitting(page.rows, charactersLeft));
        rows.push(...taken);
        charactersLeft -= taken.reduce((sum, row) => sum + row.result.length, 0);
        const last = taken.at(-1);
        if (last && taken.length < page.rows.length) {
          return { items: rows, nextCursor: cursorBehindRow(last) };
        }
        if (page.after !== undefined) {
          return { items: rows, nextCursor: encodeCursor({ date, after: page.after } satisfies DayPosition) };
        }
        after = undefined;
        const nextDate = dates[index + 1];
        if ((rows.length >= limit || charactersLeft < 0) && nextDate !== undefined) {
          const next: DayPosition = { date: nextDate, after: beforeAll };
          return { items: rows, nextCursor: encodeCursor(next) };
        }
      }
      return { items: rows };
    },

    /**
     * Rows of some users, by date and id, each read by its key: a page looks for as many rows as it may have.
     * @param userIds - those of whom rows are wanted, each once
     */
    async ofUsers(
      userIds: readonly UserId[],
      dates: readonly LocalDate[],
      limit: number,
      cursor?: string,
    ): Promise<Page<SheetRow>> {
      const position = cursor ? positionIn(dates, cursor) : undefined;
      const inOrder = userIds
        .map((userId) => ({ userId, place: sortableId(canonicalUserId(userId)) }))
        .sort((a, b) => compareAsStored(a.place, b.place));
      const isBehind = (date: LocalDate, place: string) =>
        position === undefined ||
        date > position.date ||
        (date === position.date && compareAsStored(place, position.after) > 0);
      const wanted: UserDay[] = [];
      let isMore = false;
      for (const date of dates) {
        if (position && date < position.date) continue;
        for (const { userId, place } of inOrder) {
          if (!isBehind(date, place)) continue;
          isMore = wanted.length === limit;
          if (isMore) break;
          wanted.push({ userId, date });
        }
        if (isMore) break;
      }
      const items = await database.main.batchGet(wanted.map(({ userId, date }) => keyOf(userId, date)));
      const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
      const rows = wanted.flatMap(({ userId, date }) => {
        const { pk, sk } = keyOf(userId, date);
        return byKey.get(`${pk} ${sk}`) ?? [];
      });
      const last = wanted.at(-1);
      return { items: rows.map(toRow), nextCursor: isMore && last ? cursorBehindRow(last) : undefined };
    },

    /**
     * Rows of all users with a status among some, by date. Those that the index names, and those that were added lately, are
     * read by their keys; a row that is about to change may have the status a moment later.
     * @param department - whose rows; everybody's when it is left out
     * @param most - rows that are given back; all are counted
     */
    async withStatus(
      dates: readonly LocalDate[],
      statuses: readonly DayResult['status'][],
      department: string | undefined,
      most: number,
      now: Instant,
    ): Promise<{ rows: Pick<SheetRow, 'userId' | 'date' | 'status'>[]; total: number }> {
      const rows: Pick<SheetRow, 'userId' | 'date' | 'status'>[] = [];
      let total = 0;
      const lately = await added.lately(now);
      const wanted = Object.fromEntries(statuses.map((status, index) => [`:status${index}`, status]));
      const isWanted = `#status IN (${Object.keys(wanted).join(', ')})`;
      for (const date of dates) {
        const shards = await Promise.all(
          shardNames(dayShards).map((shard) =>
            database.main.queryAll({
              IndexName: 'byDay',
              KeyConditionExpression: 'dayPk = :partition',
              FilterExpression:
                department === undefined ? isWanted : `${isWanted} AND department = :department`,
              ProjectionExpression: 'userId, #date, v',
              ExpressionAttributeNames: { '#date': 'date', '#status': 'status' },
              ExpressionAttributeValues: {
                ':partition': partition(organisation, 'DAY', date, shard),
                ...wanted,
                ...(department === undefined ? {} : { ':department': department }),
              },
            }),
          ),
        );
        const named = shards.flat().map((item) => canonicalUserId(userAndDateOf(item).userId));
        const found = await rowsAt(date, new Set([...named, ...addedOn(date, lately)]));
        const ofDay = found.map(toRow).filter((row) => {
          const isOfDepartment = department === undefined || row.department === department;
          return isOfDepartment && statuses.some((status) => status === row.status);
        });
        total += ofDay.length;
        for (const { userId, status } of ofDay.slice(0, most - rows.length))
          rows.push({ userId, date, status });
      }
      return { rows, total };
    },
  };
}
