/**
 * Marks the days that wait for a terminal's log or for the clock, so that whoever is waited for finds them. A mark is an
 * item of its own, a fraction of its row, and is read as it is: an index would show it late.
 * @module
 */
import { randomBytes } from 'node:crypto';
import type { Serial } from '#shared/punch/serial.ts';
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database, Item, Key } from './database.ts';
import { partition, shardNames, shardOf } from './keys.ts';
import { damaged, isText } from './stored-kind.ts';
import { type SheetRow, type UserDay, userAndDateOf } from './stored-row.ts';

/** What a day waits for, and which mark says so. */
export type WaitingDay = UserDay & Pick<SheetRow, 'pendingUntil' | 'pendingFor' | 'pendingMark'>;

/** A mark that was found: its day may have stopped waiting since. */
export interface FoundMark extends UserDay {
  key: Key;
  until: Instant;
  /** The row's own mark is this one. */
  pendingMark: string;
}

/** How many partitions the days are spread over that wait for the clock: in the morning everybody's day does. */
const clockShards = 16;
const kind = 'mark of a waiting day';

/** The name of a new mark: no two rows share one, so that removing one never removes another. */
export function newMark(): string {
  return randomBytes(6).toString('base64url');
}

/** The waiting days of one organisation: under the terminal furthest behind of those that they wait for, or under the clock. */
export function waitingDays(database: Database, organisation: string) {
  const underTerminal = (serial: Serial) => partition(organisation, 'WAITING', serial);
  const underClock = (shard: string) => partition(organisation, 'WAITING-CLOCK', shard);

  function keyOf({ userId, date, pendingUntil, pendingFor, pendingMark }: WaitingDay): Key | undefined {
    if (pendingUntil === undefined || pendingMark === undefined) return undefined;
    const canonical = canonicalUserId(userId);
    return {
      pk: pendingFor === undefined ? underClock(shardOf(canonical, clockShards)) : underTerminal(pendingFor),
      sk: `${pendingUntil}#${canonical}#${date}#${pendingMark}`,
    };
  }

  function toFound(item: Item): FoundMark {
    const { pk, sk, pendingMark, pendingUntil: until } = item;
    if (!isText(pendingMark)) throw damaged(kind, item, '/pendingMark');
    if (!isText<Instant>(until)) throw damaged(kind, item, '/pendingUntil');
    return { key: { pk, sk }, pendingMark, until, ...userAndDateOf(item) };
  }

  function under(pk: string, before?: Instant) {
    return before === undefined
      ? { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }
      : {
          KeyConditionExpression: 'pk = :pk AND sk < :before',
          ExpressionAttributeValues: { ':pk': pk, ':before': before },
        };
  }

  return {
    /** Marks those of some days that wait. @throws Error when the table does not keep up */
    async add(days: readonly WaitingDay[]): Promise<void> {
      const items = days.flatMap((day): Item[] => {
        const key = keyOf(day);
        const { userId, date, pendingMark, pendingUntil } = day;
        return key ? [{ ...key, userId, date, pendingMark, pendingUntil }] : [];
      });
      const refused = await database.main.batchPut(items);
      if (refused.length > 0) throw new Error(`${refused.length} waiting days could not be marked`);
    },

    /** Removes the marks of some days. */
    async remove(days: readonly WaitingDay[]): Promise<void> {
      await database.main.batchDelete(days.flatMap((day) => keyOf(day) ?? []));
    },

    /** Removes marks that were found. */
    async removeFound(marks: readonly FoundMark[]): Promise<void> {
      await database.main.batchDelete(marks.map(({ key }) => key));
    },

    /**
     * Marks of days whose windows ended before a moment, strongly consistent.
     * @param serial - the terminal that is furthest behind of those that they wait for; without it, days that wait for the clock
     */
    async dueBefore(moment: Instant, serial?: Serial): Promise<FoundMark[]> {
      const partitions =
        serial === undefined ? shardNames(clockShards).map(underClock) : [underTerminal(serial)];
      const found = await Promise.all(
        partitions.map((pk) => database.main.queryAll({ ...under(pk, moment), ConsistentRead: true })),
      );
      return found.flat().map(toFound);
    },

    /**
     * The first days that wait for a terminal because it is furthest behind.
     * @returns since when the first one waits, the users of all of them, and whether there are more
     */
    async of(
      serial: Serial,
      limit: number,
    ): Promise<{ since: Instant | undefined; users: UserDay['userId'][]; more: boolean }> {
      const { items, lastKey } = await database.main.queryPage(under(underTerminal(serial)), limit);
      const since = items[0]?.pendingUntil;
      return {
        since: isText<Instant>(since) ? since : undefined,
        users: items.map((item) => userAndDateOf(item).userId),
        more: lastKey !== undefined,
      };
    },
  };
}
