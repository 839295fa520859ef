/**
 * Lists the tasks of each download in items of bounded size, and counts those that have ended, each once.
 *
 * A count is a small item per part of the list. Counting a task sets a mark of its own in it under the condition that the
 * mark is not there, so that a repeat counts nothing twice; of the parts that are over, one more item counts in the same way.
 * @module
 */

import type { DownloadCounts } from '#shared/contract/download-fields.ts';
import type { DownloadId } from '#shared/contract/ids.ts';
import type { Database, Item, Key } from './database.ts';
import { type DownloadPlan, type PlannedTask, plannedTaskShape } from './downloads.ts';
import { partition } from './keys.ts';
import { listOf, object } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Most tasks in one item of a list. */
export const tasksPerPart = 100;

/** Where a task stands in the list of its download. */
export interface TaskPlace {
  part: number;
  /** Its place in the part, from 0. */
  index: number;
  /** How many tasks the part has. */
  of: number;
  /** How many parts the list has. */
  parts: number;
}

/** How many tasks have ended, and what they have moved. */
export interface DownloadTally {
  done: number;
  failed: number;
  cancelled: number;
  counts: DownloadCounts;
}

/** The tasks of a part that have ended, and those of all of its tasks. */
export interface PartTally extends DownloadTally {
  ended: ReadonlySet<number>;
}

const countNames = [
  'read',
  'stored',
  'duplicates',
  'quarantined',
  'held',
  'usersCreated',
  'usersDetailed',
] as const satisfies readonly (keyof DownloadCounts)[];

const toPart = readerOf(
  'list of tasks',
  object<{ tasks: PlannedTask[] }>({ tasks: listOf(plannedTaskShape) }),
  ['expiresAt'],
);

function numberIn(item: Item | undefined, name: string): number {
  const value = item?.[name];
  return typeof value === 'number' ? value : 0;
}

function tallyIn(item: Item | undefined): PartTally {
  const marks = Object.keys(item ?? {}).filter((name) => /^t\d+$/.test(name));
  return {
    done: numberIn(item, 'done'),
    failed: numberIn(item, 'failed'),
    cancelled: numberIn(item, 'cancelled'),
    counts: {
      read: numberIn(item, 'read'),
      stored: numberIn(item, 'stored'),
      duplicates: numberIn(item, 'duplicates'),
      quarantined: numberIn(item, 'quarantined'),
      held: numberIn(item, 'held'),
      usersCreated: numberIn(item, 'usersCreated'),
      usersDetailed: numberIn(item, 'usersDetailed'),
    },
    ended: new Set(marks.map((name) => Number(name.slice(1)))),
  };
}

/** The lists and counts of one organisation's downloads. */
export function downloadPlanStore(database: Database, organisation: string) {
  const table = database.operations;
  const partitionOf = (id: DownloadId) => partition(organisation, 'DOWNLOAD', id);
  const numbered = (part: number) => String(part).padStart(4, '0');
  const partKey = (id: DownloadId, token: string, part: number): Key => ({
    pk: partitionOf(id),
    sk: `PLAN#${token}#${numbered(part)}`,
  });
  const tallyKey = (id: DownloadId, part: number | 'all'): Key => ({
    pk: partitionOf(id),
    sk: part === 'all' ? 'TALLIES' : `TALLY#${numbered(part)}`,
  });

  /** Adds to a count unless the mark is there. @returns the count as it is now */
  async function addOnce(
    key: Key,
    mark: number,
    { done, failed, cancelled, counts }: DownloadTally,
    expiresAt: number,
  ) {
    const added = { done, failed, cancelled, ...counts };
    const names = ['done', 'failed', 'cancelled', ...countNames] as const;
    const changed = await table.updateIf(key, {
      UpdateExpression: `SET #mark = :one, #expires = :expires ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`,
      ConditionExpression: 'attribute_not_exists(#mark)',
      ExpressionAttributeNames: {
        '#mark': `t${mark}`,
        '#expires': 'expiresAt',
        ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':one': 1,
        ':expires': expiresAt,
        ...Object.fromEntries(names.map((name) => [`:${name}`, Number(added[name])])),
      },
    });
    return tallyIn(changed ?? (await table.get(key)));
  }

  return {
    /** Writes a list that nobody has named yet. */
    async save(
      id: DownloadId,
      { token }: Pick<DownloadPlan, 'token'>,
      parts: readonly (readonly PlannedTask[])[],
      expiresAt: number,
    ): Promise<void> {
      await Promise.all(
        parts.map((tasks, part) => table.putIfAbsent({ ...partKey(id, token, part), tasks, expiresAt })),
      );
    },

    /** A part of the list of a download; empty when there is none. */
    async part(id: DownloadId, { token }: Pick<DownloadPlan, 'token'>, part: number): Promise<PlannedTask[]> {
      const item = await table.get(partKey(id, token, part));
      return item ? toPart(item).tasks : [];
    },

    /** Counts a task that has ended. @returns the count of its part */
    async countTask(
      id: DownloadId,
      { part, index }: TaskPlace,
      tally: DownloadTally,
      expiresAt: number,
    ): Promise<PartTally> {
      return await addOnce(tallyKey(id, part), index, tally, expiresAt);
    },

    /** Counts a part all of whose tasks have ended. @returns the count of all such parts */
    async countPart(
      id: DownloadId,
      part: number,
      tally: DownloadTally,
      expiresAt: number,
    ): Promise<PartTally> {
      return await addOnce(tallyKey(id, 'all'), part, tally, expiresAt);
    },

    /** The count of a part. */
    async tallyOf(id: DownloadId, part: number): Promise<PartTally> {
      return tallyIn(await table.get(tallyKey(id, part)));
    },

    /** The counts of all parts together. */
    async sum(id: DownloadId): Promise<DownloadTally> {
      const items = await table.queryAll({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :tally)',
        ExpressionAttributeValues: { ':pk': partitionOf(id), ':tally': 'TALLY#' },
        ConsistentRead: true,
      });
      return sumOfTallies(items.map(tallyIn));
    },
  };
}

/** Adds up counts. */
export function sumOfTallies(tallies: readonly DownloadTally[]): DownloadTally {
  const sum = tallyIn(undefined);
  for (const { done, failed, cancelled, counts } of tallies) {
    sum.done += done;
    sum.failed += failed;
    sum.cancelled += cancelled;
    for (const name of countNames) sum.counts[name] += counts[name];
  }
  return { done: sum.done, failed: sum.failed, cancelled: sum.cancelled, counts: sum.counts };
}
