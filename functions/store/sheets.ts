/** Stores the rows of sheets; a row is written only over the version that its writer has seen. @module */

import type { DayResult } from '#shared/attendance/index.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, isSortText, type Page } from './cursor.ts';
import type { Database, Key } from './database.ts';
import { dayShards, partition, shardNames, shardOf, sortableId } from './keys.ts';
import { readMerged } from './merge-shards.ts';
import { isText } from './stored-kind.ts';
import { type SheetRow, type SheetStamp, toRow, toStamp, userAndDateOf } from './stored-row.ts';

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

/** Sorts before every id: the position at the beginning of a day. */
const beforeAll = ' ';

/** The condition that a row still has the stamp that was read. */
function unchangedSince(stamp: SheetStamp) {
  const conditions: string[] = [];
  const values: Record<string, string> = {};
  for (const name of ['inputHash', 'department', 'lockId'] as const) {
    const value = stamp[name];
    conditions.push(value === undefined ? `attribute_not_exists(${name})` : `${name} = :${name}`);
    if (value !== undefined) values[`:${name}`] = value;
  }
  return { ConditionExpression: conditions.join(' AND '), ExpressionAttributeValues: values };
}

/** Attendance sheets of one organisation: a row per user and day. */
export function sheetStore(database: Database, organisation: string) {
  /** Where pending rows lie: those that wait for terminals under the one furthest behind, those that wait for the clock together. */
  const pendingPartition = (serial?: Serial) =>
    serial === undefined ? partition(organisation, 'PENDING') : partition(organisation, 'PENDING', serial);
  const partitionOf = (userId: UserId) => partition(organisation, 'USER', canonicalUserId(userId));

  function keyOf(userId: UserId, date: LocalDate): Key {
    return { pk: partitionOf(userId), sk: `SHEET#${date}` };
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
        ProjectionExpression: '#date, inputHash, department, lockId, v',
        ExpressionAttributeNames: { '#date': 'date' },
        ConsistentRead: true,
      });
      return new Map(items.map(toStamp).map((stamp) => [stamp.date, stamp]));
    },

    /** A user's row of a date, strongly consistent. */
    async find(userId: UserId, date: LocalDate): Promise<SheetRow | undefined> {
      const item = await database.main.get(keyOf(userId, date));
      return item && toRow(item);
    },

    /**
     * Writes a row if nobody has written another one since its stamp was read.
     * @param previous - the stamp that was read, `undefined` when there was no row
     * @returns false when somebody else wrote the row first: read the inputs again
     */
    async write(row: SheetRow, previous: SheetStamp | undefined): Promise<boolean> {
      const canonical = canonicalUserId(row.userId);
      return await database.main.putIf(
        {
          ...keyOf(row.userId, row.date),
          dayPk: partition(organisation, 'DAY', row.date, shardOf(canonical, dayShards)),
          daySk: sortableId(canonical),
          ...(row.pendingUntil === undefined
            ? {}
            : { kindPk: pendingPartition(row.pendingFor), kindSk: `${row.pendingUntil}#${canonical}` }),
          ...row,
        },
        previous ? unchangedSince(previous) : { ConditionExpression: 'attribute_not_exists(pk)' },
      );
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

    /** All users' rows of one date in order of their ids, merged from all shards. */
    async ofDay(
      date: LocalDate,
      limit: number,
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
          },
          rows,
          startKey,
        ),
      );
      return { rows: merged.items.map(toRow), after: merged.after };
    },

    /** Rows of all users with `from ≤ date < to`, by date and id. `dates` lists the range's dates. */
    async ofRange(dates: readonly LocalDate[], limit: number, cursor?: string): Promise<Page<SheetRow>> {
      const position = cursor
        ? decodeCursor(cursor, (value): value is DayPosition => {
            const candidate = value as Partial<DayPosition> | null;
            return isSortText(candidate?.after) && dates.some((date) => date === candidate.date);
          })
        : undefined;
      const rows: SheetRow[] = [];
      let charactersLeft = mostPageCharacters;
      let after = position?.after;
      for (const [index, date] of dates.entries()) {
        if (position && date < position.date) continue;
        const page = await this.ofDay(date, limit - rows.length, after);
        const taken = page.rows.slice(0, fitting(page.rows, charactersLeft));
        rows.push(...taken);
        charactersLeft -= taken.reduce((sum, row) => sum + row.result.length, 0);
        const last = taken.at(-1);
        if (last && taken.length < page.rows.length) {
          const rest: DayPosition = { date, after: sortableId(canonicalUserId(last.userId)) };
          return { items: rows, nextCursor: encodeCursor(rest) };
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
     * Users and dates of pending rows whose windows ended before a moment.
     * @param serial - the terminal that is furthest behind of those that they wait for; without it, rows that wait for the clock
     */
    async dueWith(moment: Instant, serial?: Serial): Promise<{ userId: UserId; date: LocalDate }[]> {
      const items = await database.main.queryAll({
        IndexName: 'byKind',
        KeyConditionExpression: 'kindPk = :partition AND kindSk < :through',
        ProjectionExpression: 'userId, #date, v',
        ExpressionAttributeNames: { '#date': 'date' },
        ExpressionAttributeValues: { ':partition': pendingPartition(serial), ':through': moment },
      });
      return items.map(userAndDateOf);
    },

    /**
     * The first rows that wait for a terminal because it is furthest behind.
     * @returns since when the first one waits, the users of all of them, and whether there are more
     */
    async waitingFor(
      serial: Serial,
      limit: number,
    ): Promise<{ since: Instant | undefined; users: UserId[]; more: boolean }> {
      const { items, lastKey } = await database.main.queryPage(
        {
          IndexName: 'byKind',
          KeyConditionExpression: 'kindPk = :partition',
          ProjectionExpression: 'userId, #date, v, pendingUntil',
          ExpressionAttributeNames: { '#date': 'date' },
          ExpressionAttributeValues: { ':partition': pendingPartition(serial) },
        },
        limit,
      );
      const since = items[0]?.pendingUntil;
      return {
        since: isText<Instant>(since) ? since : undefined,
        users: items.map((item) => userAndDateOf(item).userId),
        more: lastKey !== undefined,
      };
    },

    /**
     * Rows of all users with a status among some, by date.
     * @param department - whose rows; everybody's when it is left out
     * @param most - rows that are given back; all are counted
     */
    async withStatus(
      dates: readonly LocalDate[],
      statuses: readonly DayResult['status'][],
      department: string | undefined,
      most: number,
    ): Promise<{ rows: Pick<SheetRow, 'userId' | 'date' | 'status'>[]; total: number }> {
      const rows: Pick<SheetRow, 'userId' | 'date' | 'status'>[] = [];
      let total = 0;
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
              ProjectionExpression: 'userId, #date, #status, daySk, v',
              ExpressionAttributeNames: { '#date': 'date', '#status': 'status' },
              ExpressionAttributeValues: {
                ':partition': partition(organisation, 'DAY', date, shard),
                ...wanted,
                ...(department === undefined ? {} : { ':department': department }),
              },
            }),
          ),
        );
        const ofDay = shards.flat().toSorted((a, b) => (String(a.daySk) < String(b.daySk) ? -1 : 1));
        total += ofDay.length;
        for (const item of ofDay.slice(0, most - rows.length)) {
          rows.push({ ...userAndDateOf(item), status: String(item.status) });
        }
      }
      return { rows, total };
    },
  };
}
