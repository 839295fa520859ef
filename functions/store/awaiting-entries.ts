/**
 * Lists the entries of HR that wait for the approval of a second person. Such an entry stands in the index by kind while it
 * waits, so that they are found and counted without a look at anybody's entries; the index shows it a moment late. Whoever
 * decides by the list reads the entry itself, which is always as it is.
 * @module
 */

import type { EntryKindName } from '#shared/contract/entry-status.ts';
import { canonicalUserId, parseUserId, type UserId } from '#shared/punch/user-id.ts';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database, Item } from './database.ts';
import type { EntryName } from './entry-notices.ts';
import { partition, sortableId } from './keys.ts';

/** Days: `from ≤ date < to`. */
interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** Kinds of entries as they stand in keys. */
export const keysOfKinds = {
  correction: 'CORR',
  leave: 'LEAVE',
  'day-override': 'OVERRIDE',
} as const satisfies Record<EntryKindName, string>;
/** How a kind of entry stands in keys. */
export type EntryKey = (typeof keysOfKinds)[EntryKindName];

const kindsOfKeys = new Map<string, EntryKindName>(
  Object.entries(keysOfKinds).map(([kind, key]) => [key, kind as EntryKindName]),
);

/** An entry that waits, or has waited a moment ago. */
export interface AwaitingEntry extends EntryName {
  kind: EntryKindName;
  /** The day after its last one. */
  to: LocalDate;
}

function partitionOf(organisation: string): string {
  return partition(organisation, 'AWAITING');
}

/** The attributes by which an entry that waits is on the list. */
export function awaitingAttributes(
  organisation: string,
  kind: EntryKey,
  { userId, first, id }: EntryName,
  { to }: Days,
): { kindPk: string; kindSk: string } {
  const user = sortableId(canonicalUserId(userId));
  return { kindPk: partitionOf(organisation), kindSk: `${first}#${to}#${kind}#${user}#${id}` };
}

/** Reads what an entry is from the keys of its item. */
function toAwaiting({ pk, sk, kindSk }: Item): AwaitingEntry {
  const userId: UserId | null = parseUserId(pk.slice(pk.indexOf('#USER#') + '#USER#'.length));
  const [key = '', first, id] = sk.split('#');
  const [, to] = String(kindSk).split('#');
  const kind = kindsOfKeys.get(key);
  if (userId === null || kind === undefined || first === undefined || id === undefined || to === undefined) {
    throw new Error(`"${pk} ${sk}" is listed among the entries that wait, and is none`);
  }
  return { kind, userId, first: first as LocalDate, to: to as LocalDate, id };
}

/**
 * The entries of one organisation that wait.
 * @param longestDays - how many days an entry spans at most
 */
export function awaitingEntryStore(database: Database, organisation: string, longestDays: number) {
  const all = {
    IndexName: 'byKind',
    KeyConditionExpression: 'kindPk = :pk',
    ExpressionAttributeValues: { ':pk': partitionOf(organisation) },
    ProjectionExpression: 'pk, sk, kindPk, kindSk',
  };

  return {
    /** A page of them, by first day, kind and user. */
    async page(limit: number, cursor?: string): Promise<Page<AwaitingEntry>> {
      const kindPk = partitionOf(organisation);
      const after = cursor ? decodeCursor(cursor, isKeyIn('kindPk', kindPk)).kindSk : undefined;
      const lookup =
        after === undefined
          ? all
          : {
              ...all,
              KeyConditionExpression: 'kindPk = :pk AND kindSk > :after',
              ExpressionAttributeValues: { ...all.ExpressionAttributeValues, ':after': after },
            };
      const { items, lastKey } = await database.main.queryPage(lookup, limit);
      return {
        items: items.map(toAwaiting),
        nextCursor: lastKey && encodeCursor({ kindPk, kindSk: lastKey.kindSk }),
      };
    },

    /** Those that hold some days, by first day, kind and user. */
    async within({ from, to }: Days): Promise<AwaitingEntry[]> {
      const items = await database.main.queryAll({
        ...all,
        KeyConditionExpression: 'kindPk = :pk AND kindSk BETWEEN :first AND :end',
        ExpressionAttributeValues: {
          ...all.ExpressionAttributeValues,
          ':first': addDays(from, 1 - longestDays),
          ':end': to,
        },
      });
      return items.map(toAwaiting).filter((entry) => entry.to > from);
    },

    /** How many there are of each kind. */
    async count(): Promise<Record<EntryKindName, number>> {
      const items = await database.main.queryAll(all);
      const counts = { correction: 0, leave: 0, 'day-override': 0 };
      for (const { kind } of items.map(toAwaiting)) counts[kind] += 1;
      return counts;
    },
  };
}
