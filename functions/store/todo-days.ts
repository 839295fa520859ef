/**
 * Lists the days about which HR has to do something: a time is missing, or overtime waits for approval. Such a row of a sheet
 * stands in the index by kind, under its month, so that counting them reads nothing else; the index shows it a moment late.
 * Rows of earlier versions come onto the list when they are written anew, at the latest in the next generation of their days.
 * @module
 */
import { canonicalUserId } from '#shared/punch/user-id.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { dayShards, partition, shardNames, shardOf, sortableId } from './keys.ts';
import type { SheetRow } from './stored-row.ts';

/** What HR may have to do about a day. */
export const todos = ['missing', 'to-approve'] as const;
/** What HR may have to do about a day. */
export type Todo = (typeof todos)[number];

const monthOf = (date: string) => date.slice(0, 7);

/** The months of `from ≤ date < to`. */
function monthsOf(from: LocalDate, to: LocalDate): string[] {
  const months: string[] = [];
  let [year = 0, month = 0] = monthOf(from).split('-').map(Number);
  for (;;) {
    const name = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (`${name}-01` >= to) return months;
    months.push(name);
    if (month === 12) [year, month] = [year + 1, 1];
    else month += 1;
  }
}

/** Days of one organisation about which HR has to do something. */
export function todoDays(database: Database, organisation: string) {
  const partitionOf = (month: string, shard: string) => partition(organisation, 'TODO', month, shard);

  return {
    /** The attributes by which a row is on the list; none where nothing is to be done. */
    attributes({ userId, date, todo }: Pick<SheetRow, 'userId' | 'date' | 'todo'>) {
      if (todo === undefined) return {};
      const canonical = canonicalUserId(userId);
      return {
        kindPk: partitionOf(monthOf(date), shardOf(canonical, dayShards)),
        kindSk: `${date}#${sortableId(canonical)}#${todo}`,
      };
    },

    /** How many days with `from ≤ date < to` there are, by what is to be done about them. */
    async count(from: LocalDate, to: LocalDate): Promise<Record<Todo, number>> {
      const pages = await Promise.all(
        monthsOf(from, to).flatMap((month) =>
          shardNames(dayShards).map((shard) =>
            database.main.queryAll({
              IndexName: 'byKind',
              KeyConditionExpression: 'kindPk = :partition AND kindSk BETWEEN :from AND :to',
              ExpressionAttributeValues: {
                ':partition': partitionOf(month, shard),
                ':from': from,
                ':to': to,
              },
              ProjectionExpression: 'kindSk',
            }),
          ),
        ),
      );
      const found = pages.flat().map(({ kindSk }) => String(kindSk).split('#').at(-1)?.split(' ') ?? []);
      const countOf = (todo: Todo) => found.filter((ofDay) => ofDay.includes(todo)).length;
      return { missing: countOf('missing'), 'to-approve': countOf('to-approve') };
    },
  };
}
