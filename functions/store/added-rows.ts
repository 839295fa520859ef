/**
 * Says whose rows were added to the sheets a moment ago, and for which dates: the index of rows by day shows them late. One
 * small item for what a computation adds to a user's sheet, in order of time, so that readers read the last ones only.
 * @module
 */
import { canonicalUserId, type UserId } from '#shared/punch/user-id.ts';
import { epochOf, type Instant, instantFromEpoch, type LocalDate } from '#shared/time/wall-time.ts';
import type { Database, Item } from './database.ts';
import { addedShards, partition, shardNames, shardOf } from './keys.ts';
import { damaged, isText } from './stored-kind.ts';
import type { UserDay } from './stored-row.ts';

/** Rows of a user that were added together, `first` and `last` included. */
export interface AddedRows {
  userId: UserId;
  first: LocalDate;
  last: LocalDate;
}

/** How long before now a computation may have begun whose rows the index does not show yet. */
const lateMilliseconds = 60_000;
const keptSeconds = 3_600;
const kind = 'note of added rows';

/** What was added to the sheets of one organisation. */
export function addedRows(database: Database, organisation: string) {
  const partitionOf = (shard: string) => partition(organisation, 'ROWS-ADDED', shard);

  function toAdded(item: Item): AddedRows {
    const { userId, first, last } = item;
    if (!isText<UserId>(userId)) throw damaged(kind, item, '/userId');
    if (!isText<LocalDate>(first)) throw damaged(kind, item, '/first');
    if (!isText<LocalDate>(last)) throw damaged(kind, item, '/last');
    return { userId, first, last };
  }

  return {
    /** Notes rows that are about to be added. @param at - when the computation began */
    async note(rows: readonly UserDay[], at: Instant): Promise<void> {
      const items = [...Map.groupBy(rows, ({ userId }) => canonicalUserId(userId))].map(
        ([canonical, own]) => {
          const dates = own.map(({ date }) => date).sort();
          const [first] = dates;
          return {
            pk: partitionOf(shardOf(canonical, addedShards)),
            sk: `${at}#${canonical}#${first}`,
            userId: own[0]?.userId,
            first,
            last: dates.at(-1),
            expiresAt: Math.floor(epochOf(at) / 1000) + keptSeconds,
          };
        },
      );
      const refused = await database.operations.batchPut(items);
      if (refused.length > 0) throw new Error(`${refused.length} notes of added rows could not be written`);
    },

    /** What was added lately, strongly consistent. */
    async lately(now: Instant): Promise<AddedRows[]> {
      const since = instantFromEpoch(epochOf(now) - lateMilliseconds);
      const shards = await Promise.all(
        shardNames(addedShards).map((shard) =>
          database.operations.queryAll({
            KeyConditionExpression: 'pk = :pk AND sk > :since',
            ExpressionAttributeValues: { ':pk': partitionOf(shard), ':since': since },
            ConsistentRead: true,
          }),
        ),
      );
      return shards.flat().map(toAdded);
    },
  };
}
