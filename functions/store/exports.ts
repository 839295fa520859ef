/** Stores exports: their range, their state, and where the finished file lies. @module */

import type { ExportId } from '#shared/contract/ids.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { failsAtChange } from './last-try.ts';
import { number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** An export as stored. */
export interface StoredExport {
  id: ExportId;
  state: 'waiting' | 'done' | 'failed';
  requestedBy: string;
  requestedAt: Instant;
  from: LocalDate;
  to: LocalDate;
  department?: string | undefined;
  rows?: number;
  /** Why it failed. */
  reason?: string;
  /** During the last try: when it has failed if it has not ended by then. */
  failsAt?: Instant;
  /** Key of the file in the bucket, once it is there. */
  fileKey?: string;
  expiresAt: number;
}

const toExport = readerOf(
  'export',
  object<StoredExport>({
    id: text(),
    state: oneOf('waiting', 'done', 'failed'),
    requestedBy: text(),
    requestedAt: text(),
    from: text(),
    to: text(),
    department: optional(text()),
    rows: optional(number()),
    fileKey: optional(text()),
    reason: optional(text()),
    failsAt: optional(text()),
    expiresAt: number(),
  }),
);

/** Exports of one organisation. */
export function exportStore(database: Database, organisation: string) {
  const keyOf = (exportId: ExportId) => ({ pk: partition(organisation, 'EXPORT', exportId), sk: 'EXPORT' });

  return {
    async add(export_: StoredExport): Promise<void> {
      await database.operations.putIfAbsent({ ...keyOf(export_.id), ...export_ });
    },

    async find(exportId: ExportId): Promise<StoredExport | undefined> {
      const item = await database.operations.get(keyOf(exportId));
      return item && toExport(item);
    },

    /** Notes that a worker is at its last try: by when the export has failed if it has not ended. */
    async noteLastTry(exportId: ExportId, failsAt: Instant): Promise<void> {
      await database.operations.updateIf(keyOf(exportId), failsAtChange(failsAt));
    },

    /** Marks an export as failed. A later try may still finish it. */
    async fail(exportId: ExportId, reason: string): Promise<void> {
      await database.operations.updateIf(keyOf(exportId), {
        UpdateExpression: 'SET #state = :failed, reason = :reason',
        ConditionExpression: 'attribute_exists(pk) AND #state <> :done',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':failed': 'failed', ':done': 'done', ':reason': reason },
      });
    },

    /** Marks an export as done, with its file. */
    async finish(exportId: ExportId, file: { key: string; rows: number }): Promise<void> {
      await database.operations.updateIf(keyOf(exportId), {
        UpdateExpression: 'SET #state = :done, fileKey = :key, #rows = :rows REMOVE reason, failsAt',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#state': 'state', '#rows': 'rows' },
        ExpressionAttributeValues: { ':done': 'done', ':key': file.key, ':rows': file.rows },
      });
    },
  };
}
