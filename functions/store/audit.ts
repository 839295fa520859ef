/** Keeps the audit trail of an organisation by UTC day; entries are only ever added. @module */

import type { AuditEntry } from '#shared/contract/access.ts';
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
      const claim = { pk: partition(organisation, 'AUDIT-ONCE', once), sk: 'ENTRY' };
      const { expiresAt } = toItem(entry);
      const claimed = await database.operations.putIfAbsent({ ...claim, ...entry, expiresAt });
      const earlier = claimed ? undefined : await database.operations.get(claim);
      await database.operations.put(toItem(earlier ? toEntry(earlier) : entry));
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
