import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, type Page } from './cursor.ts';
import type { Database, Item, Key } from './database.ts';
import { dayShards, partition, shardNames, shardOf, sortableId } from './keys.ts';
import { mergeShards } from './merge-shards.ts';

/** A row of an attendance sheet as stored. The result is kept as JSON text: it is written and read as a whole. */
export interface SheetRow {
  userId: string;
  date: LocalDate;
  status: string;
  department?: string;
  inputHash: string;
  result: string;
}

/** What is enough to decide whether a row must be written again. */
export type SheetStamp = Pick<SheetRow, 'date' | 'inputHash' | 'department'>;

interface DayPosition {
  date: string;
  after: string;
}

function toRow(item: Item): SheetRow {
  const { pk: _pk, sk: _sk, dayPk: _dayPk, daySk: _daySk, kindPk: _kindPk, kindSk: _kindSk, ...row } = item;
  return row as unknown as SheetRow;
}

/** Attendance sheets of one organisation: a row per user and day. */
export function sheetStore(database: Database, organisation: string) {
  const pendingPartition = partition(organisation, 'PENDING');
  const partitionOf = (userId: string) => partition(organisation, 'USER', canonicalUserId(userId));

  function keyOf(userId: string, date: LocalDate): Key {
    return { pk: partitionOf(userId), sk: `SHEET#${date}` };
  }

  function rangeOf(userId: string, from: LocalDate, to: LocalDate) {
    return {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': partitionOf(userId),
        ':from': `SHEET#${from}`,
        ':to': `SHEET#${to}`,
      },
    };
  }

  return {
    /** Stamps of a user's rows with `from ≤ date < to`, strongly consistent. */
    async stamps(userId: string, from: LocalDate, to: LocalDate): Promise<Map<LocalDate, SheetStamp>> {
      const range = rangeOf(userId, from, to);
      const items = await database.main.queryAll({
        ...range,
        ProjectionExpression: '#date, inputHash, department',
        ExpressionAttributeNames: { '#date': 'date' },
        ConsistentRead: true,
      });
      return new Map(
        items
          .map(toRow)
          .flatMap((row) => (row.date < to ? [[row.date, row] as [LocalDate, SheetStamp]] : [])),
      );
    },

    /**
     * Writes a row if nobody has written another one since its stamp was read.
     * @param previous - the stamp that was read, `undefined` when there was no row
     * @returns false when somebody was faster: read the inputs again
     */
    async write(row: SheetRow, previous: SheetStamp | undefined): Promise<boolean> {
      const canonical = canonicalUserId(row.userId);
      return await database.main.putIf(
        {
          ...keyOf(row.userId, row.date),
          dayPk: partition(organisation, 'DAY', row.date, shardOf(canonical, dayShards)),
          daySk: sortableId(canonical),
          ...(row.status === 'pending'
            ? { kindPk: pendingPartition, kindSk: `${row.date}#${canonical}` }
            : {}),
          ...row,
        },
        previous
          ? {
              ConditionExpression: 'inputHash = :seen',
              ExpressionAttributeValues: { ':seen': previous.inputHash },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' },
      );
    },

    /** A user's rows with `from ≤ date < to`. */
    async ofUser(userId: string, from: LocalDate, to: LocalDate): Promise<SheetRow[]> {
      const items = await database.main.queryAll(rangeOf(userId, from, to));
      return items.map(toRow).filter((row) => row.date < to);
    },

    /** Whether a user has any row. */
    async firstDateOf(userId: string): Promise<LocalDate | undefined> {
      const { items } = await database.main.queryPage(
        {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sheet)',
          ExpressionAttributeValues: { ':pk': partitionOf(userId), ':sheet': 'SHEET#' },
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
      const shards = await Promise.all(
        shardNames(dayShards).map((shard) =>
          database.main.queryPage(
            {
              IndexName: 'byDay',
              KeyConditionExpression: 'dayPk = :partition AND daySk > :after',
              ExpressionAttributeValues: {
                ':partition': partition(organisation, 'DAY', date, shard),
                ':after': after ?? ' ',
              },
            },
            limit,
          ),
        ),
      );
      const merged = mergeShards(shards, 'daySk', limit);
      return { rows: merged.items.map(toRow), after: merged.after };
    },

    /** Rows of all users with `from ≤ date < to`, by date and id. `dates` lists the range's dates. */
    async ofRange(dates: readonly LocalDate[], limit: number, cursor?: string): Promise<Page<SheetRow>> {
      const position = cursor
        ? decodeCursor(cursor, (value): value is DayPosition => {
            const candidate = value as Partial<DayPosition> | null;
            return typeof candidate?.after === 'string' && dates.some((date) => date === candidate.date);
          })
        : undefined;
      const rows: SheetRow[] = [];
      let after = position?.after;
      for (const date of dates) {
        if (position && date < position.date) continue;
        const page = await this.ofDay(date, limit - rows.length, after);
        rows.push(...page.rows);
        if (page.after !== undefined) {
          return { items: rows, nextCursor: encodeCursor({ date, after: page.after } satisfies DayPosition) };
        }
        after = undefined;
        if (rows.length >= limit && date !== dates.at(-1)) {
          return { items: rows, nextCursor: encodeCursor({ date, after: '~' } satisfies DayPosition) };
        }
      }
      return { items: rows };
    },

    /** Users and dates whose rows are pending, up to and including a date. */
    async pendingUntil(date: LocalDate): Promise<{ userId: string; date: LocalDate }[]> {
      const items = await database.main.queryAll({
        IndexName: 'byKind',
        KeyConditionExpression: 'kindPk = :partition AND kindSk < :until',
        ProjectionExpression: 'userId, #date',
        ExpressionAttributeNames: { '#date': 'date' },
        ExpressionAttributeValues: { ':partition': pendingPartition, ':until': `${date}~` },
      });
      return items.map(toRow).map((row) => ({ userId: row.userId, date: row.date }));
    },
  };
}
