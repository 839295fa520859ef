/** Keeps the audit trail of an organisation by UTC day; entries are only ever added. @module */

import type { AuditEntry } from '#shared/contract/access.ts';
import { RollcallError } from '#shared/errors.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { decodeCursor, encodeCursor, isKeyIn, type Page } from './cursor.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { anything, mapOf, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

const keptSeconds = 5 * 366 * 86_400;

const toEntry = readerOf(
  'audit entry',
  object<AuditEntry>({
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
      expiresAt: Math.floor(Date.parse(entry.at) / 1000) + keptSeconds,
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

    async ofDay(day: LocalDate, limit: number, cursor?: string): Promise<Page<AuditEntry>> {
      const pk = partitionOf(day);
      const { items, lastKey } = await database.operations.queryPage(
        { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } },
        limit,
        cursor ? decodeCursor(cursor, isKeyIn('pk', pk)) : undefined,
      );
      return {
        items: items.map(toEntry),
        nextCursor: lastKey && encodeCursor(lastKey),
      };
    },
  };
}
