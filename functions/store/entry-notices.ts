/**
 * Notes HR's entries by kind and month beside the entries themselves, which lie with their users: what was entered about
 * everybody in some days is found without a look at each user. A note is put before its entry and stays; it is a key and
 * no copy, so that whoever follows it reads the entry as it is.
 * @module
 */

import { canonicalUserId, requireUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isSortText } from './cursor.ts';
import type { Database, Item, Key } from './database.ts';
import { partition, sortableId } from './keys.ts';
import { object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Days: `from ≤ date < to`. */
interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** Which entry is meant: its user, the day by which it is kept, and its id. */
export interface EntryName {
  userId: UserId;
  first: LocalDate;
  id: string;
}

/** A position behind the last note of a page. */
interface NoticePosition {
  month: string;
  after: string;
}

function nextMonth(month: string): LocalDate {
  return `${addDays(`${month}-28` as LocalDate, 4).slice(0, 7)}-01` as LocalDate;
}

/** `2026-03` of each month that has one of some days. */
export function monthsOf({ from, to }: Days): string[] {
  const months: string[] = [];
  for (let first = from; first < to; first = nextMonth(first.slice(0, 7))) months.push(first.slice(0, 7));
  return months;
}

function isNoticePosition(value: unknown): value is NoticePosition {
  const { month, after } = (value ?? {}) as Partial<NoticePosition>;
  return typeof month === 'string' && isSortText(after);
}

/**
 * Notes of the entries of one kind.
 * @param kind - as in the keys of the entries
 * @param longestDays - how many days an entry spans at most
 */
export function entryNotices(database: Database, organisation: string, kind: string, longestDays: number) {
  const partitionOf = (month: string) => partition(organisation, 'ENTRIES', kind, month);

  /** The notes of an entry: one in each month that has a day of it, in the order of its days there. */
  function itemsOf({ userId, first, id }: EntryName, days: Days): Item[] {
    return monthsOf(days).map((month) => {
      const begin = `${month}-01`;
      const day = first > begin ? first : begin;
      return {
        pk: partitionOf(month),
        sk: `${day}#${sortableId(canonicalUserId(userId))}#${id}`,
        userId,
        first,
        id,
      };
    });
  }

  return {
    /** Notes entries. @throws Error when the table does not keep up */
    async add(entries: readonly { name: EntryName; days: Days }[]): Promise<void> {
      const items = entries.flatMap(({ name, days }) => itemsOf(name, days));
      const refused = await database.main.batchPut(items);
      if (refused.length > 0) throw new Error(`${refused.length} entries could not be noted`);
    },

    /**
     * The next entries that may have one of some days, strongly consistent: by month, the day in it, user and id. An entry of
     * several months is named in the first of them that is asked for.
     */
    async page(
      days: Days,
      limit: number,
      cursor?: string,
    ): Promise<{ names: EntryName[]; nextCursor: string | undefined }> {
      const position = cursor ? decodeCursor(cursor, isNoticePosition) : undefined;
      const months = monthsOf(days).filter((month) => position === undefined || month >= position.month);
      const names: EntryName[] = [];
      for (const month of months) {
        const begin = `${month}-01`;
        const isFirst = month === days.from.slice(0, 7);
        const { items, lastKey } = await database.main.queryPage(
          {
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
            ExpressionAttributeValues: {
              ':pk': partitionOf(month),
              // An entry of one day has its own; a longer one may have begun before in this month.
              ':first': isFirst && longestDays === 1 ? days.from : begin,
              ':end': days.to,
            },
            ConsistentRead: true,
          },
          limit - names.length,
          position?.month === month ? { pk: partitionOf(month), sk: position.after } : undefined,
        );
        const found = items.map(toName);
        names.push(...found.filter(({ first }) => isFirst || first >= begin));
        if (lastKey !== undefined) {
          const next: NoticePosition = { month, after: String(lastKey.sk) };
          return { names, nextCursor: encodeCursor(next) };
        }
        if (names.length >= limit && month !== months.at(-1)) {
          const following = nextMonth(month);
          const next: NoticePosition = { month: following.slice(0, 7), after: following };
          return { names, nextCursor: encodeCursor(next) };
        }
      }
      return { names, nextCursor: undefined };
    },
  };
}

function toName({ userId, first, id }: Item): EntryName {
  return { userId: requireUserId(String(userId)), first: String(first) as LocalDate, id: String(id) };
}

/** How far the entries of earlier versions have been noted. */
export interface NoticeProgress {
  done: boolean;
  /** The position in the list of users behind those whose entries have been noted. */
  cursor?: string | undefined;
}

const toProgress = readerOf(
  'progress of noting entries',
  object<{ done: string; cursor?: string | undefined }>({ done: text(), cursor: optional(text()) }),
);

/** How far the entries of an organisation that earlier versions have stored were noted. */
export function noticeProgressStore(database: Database, organisation: string) {
  const key: Key = { pk: partition(organisation, 'ENTRIES', 'NOTED'), sk: 'PROGRESS' };
  return {
    async read(): Promise<NoticeProgress> {
      const item = await database.main.get(key);
      if (!item) return { done: false };
      const { done, cursor } = toProgress(item);
      return { done: done === 'yes', cursor };
    },

    /**
     * Notes how far it has got, unless others have got further from the same position: whoever comes late never takes that back.
     * @param before - the position from which it has gone on; `undefined` at the beginning
     */
    async save({ done, cursor }: NoticeProgress, before: string | undefined): Promise<void> {
      if (done) return await database.main.put({ ...key, done: 'yes' });
      const item = { ...key, done: 'no', cursor };
      await database.main.putIf(
        item,
        before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#done = :no AND #cursor = :before',
              ExpressionAttributeNames: { '#done': 'done', '#cursor': 'cursor' },
              ExpressionAttributeValues: { ':no': 'no', ':before': before },
            },
      );
    },
  };
}
