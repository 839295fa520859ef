/** Keeps the audit trail of an organisation by UTC day; entries are only ever added. @module */

import type { AuditEntry } from '#shared/contract/access.ts';
import { RollcallError } from '#shared/errors.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isSortText, type Page } from './cursor.ts';
import type { Database } from './database.ts';
import { keptSecondsOf } from './kept-days.ts';
import { partition } from './keys.ts';
import { anything, mapOf, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** Entries that a page looks at, where a filter leaves out many. */
const mostLooked = 1_000;
const entriesAtOnce = 250;
const mostDaysLooked = 62;

/** Which page of the trail is wanted, and which of its entries. */
export interface AuditPaging {
  limit: number;
  cursor?: string | undefined;
  latestFirst: boolean;
  fits: (entry: AuditEntry) => boolean;
}

/** A position on a day: behind an entry, or at the beginning. */
interface DayPosition {
  day: LocalDate;
  after?: string;
}

function isPositionIn(days: readonly LocalDate[]) {
  return (value: unknown): value is DayPosition => {
    const { day, after } = (value ?? {}) as Partial<DayPosition>;
    return days.some((one) => one === day) && (after === undefined || isSortText(after));
  };
}

const toEntry = readerOf(
  'audit entry',
  object<Omit<AuditEntry, 'byName'>>({
    id: text(),
    at: text(),
    by: text(),
    action: text(),
    subject: text(),
    facts: optional(mapOf(anything())),
  }),
  ['expiresAt'],
);

/** The audit trail of one organisation, by UTC day. Entries are added and never changed. */
export function auditStore(database: Database, organisation: string) {
  const partitionOf = (day: string) => partition(organisation, 'AUDIT', day);

  const claimOf = (once: string) => ({ pk: partition(organisation, 'AUDIT-ONCE', once), sk: 'ENTRY' });

  function toItem(entry: AuditEntry) {
    return {
      pk: partitionOf(entry.at.slice(0, 10)),
      sk: `${entry.at}#${entry.id}`,
      expiresAt: Math.floor(Date.parse(entry.at) / 1000) + keptSecondsOf('auditTrail'),
      ...entry,
    };
  }

  return {
    async add(entry: AuditEntry): Promise<void> {
      await database.operations.put(toItem(entry));
    },

    /**
     * Adds the entry of something that can happen only once, such as the creation of a user; repeating it adds nothing.
     * @param once - names the event among all events of the organisation
     */
    async addOnce(entry: AuditEntry, once: string): Promise<void> {
      const claim = claimOf(once);
      const { expiresAt } = toItem(entry);
      const claimed = await database.operations.putIfAbsent({ ...claim, ...entry, expiresAt });
      const earlier = claimed ? undefined : await database.operations.get(claim);
      await database.operations.put(toItem(earlier ? toEntry(earlier) : entry));
    },

    /** Adds entries as `add` does. @throws RollcallError service.busy when the table does not keep up; some may be added */
    async addEach(entries: readonly AuditEntry[]): Promise<void> {
      const refused = await database.operations.batchPut(entries.map(toItem));
      if (refused.length > 0) throw new RollcallError('service.busy', { retryAfterSeconds: 2 });
    },

    /**
     * Adds entries as `addOnce` does.
     * @param events - their names differ
     */
    async addEachOnce(events: readonly { entry: AuditEntry; once: string }[]): Promise<void> {
      const claims = events.map(({ entry, once }) => ({
        ...claimOf(once),
        ...entry,
        expiresAt: toItem(entry).expiresAt,
      }));
      const claimed = await database.operations.putEachIf(claims.map((item) => ({ item, mayHave: [] })));
      const taken = claims.filter((_, index) => !claimed[index]).map(({ pk, sk }) => ({ pk, sk }));
      const earlier = (await database.operations.batchGet(taken)).map(toEntry);
      await this.addEach([
        ...events.filter((_, index) => claimed[index]).map(({ entry }) => entry),
        ...earlier,
      ]);
    },

    /**
     * Entries of some UTC days, in this order of the days. A page looks at a bounded number of entries and days: it may be
     * short, or empty, although more follow.
     * @param latestFirst - whether the entries of each day come backwards
     * @throws RollcallError request.cursor
     */
    async page(
      days: readonly LocalDate[],
      { limit, cursor, latestFirst, fits }: AuditPaging,
    ): Promise<Page<AuditEntry>> {
      const position = cursor ? decodeCursor(cursor, isPositionIn(days)) : undefined;
      const found: AuditEntry[] = [];
      const first = position === undefined ? 0 : days.indexOf(position.day);
      let looked = 0;
      for (const [index, day] of days.slice(first).entries()) {
        if (index === mostDaysLooked) return { items: found, nextCursor: encodeCursor({ day }) };
        const pk = partitionOf(day);
        let after = index === 0 ? position?.after : undefined;
        do {
          const { items, lastKey } = await database.operations.queryPage(
            {
              KeyConditionExpression: 'pk = :pk',
              ExpressionAttributeValues: { ':pk': pk },
              ScanIndexForward: !latestFirst,
            },
            Math.max(limit - found.length, Math.min(looked, entriesAtOnce)),
            after === undefined ? undefined : { pk, sk: after },
          );
          looked += items.length;
          for (const item of items) {
            const entry = toEntry(item);
            if (!fits(entry)) continue;
            found.push(entry);
            const isLast = item === items.at(-1) && lastKey === undefined && day === days.at(-1);
            if (found.length === limit) {
              return { items: found, nextCursor: isLast ? undefined : encodeCursor({ day, after: item.sk }) };
            }
          }
          after = lastKey === undefined ? undefined : String(lastKey.sk);
          if (after !== undefined && looked >= mostLooked) {
            return { items: found, nextCursor: encodeCursor({ day, after }) };
          }
        } while (after !== undefined);
      }
      return { items: found };
    },
  };
}
