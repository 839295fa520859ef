/** Stores exports: what they are asked for, their state, and where the finished files lie; and lists them. @module */

import type { ExportId, ReportRunId } from '#shared/contract/ids.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { failsAtChange } from './last-try.ts';
import { flag, listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf, type Step } from './stored-kind.ts';

/** A file of an export. */
export interface StoredExportFile {
  key: string;
  name: string;
  rows: number;
}

/** An export as stored. */
export interface StoredExport {
  id: ExportId;
  state: 'waiting' | 'done' | 'failed';
  requestedBy: string;
  requestedAt: Instant;
  from: LocalDate;
  to: LocalDate;
  department?: string | undefined;
  /** What is asked for, as JSON: written and read as a whole. */
  request: string;
  /** Of an export for payroll: the template as it was then, as JSON. */
  payroll?: string | undefined;
  /** The schedule that asked for it. */
  schedule?: string | undefined;
  /** The sending of a report that waits for its files. */
  reportRun?: ReportRunId | undefined;
  rows?: number;
  /** Of files for payroll: how many of the rows are adjustments of locked days. */
  adjustments?: number;
  /** Why it failed. */
  reason?: string | undefined;
  /** The same as data, as JSON. Exports of earlier versions have none. */
  failure?: string | undefined;
  /** During the last try: when it has failed if it has not ended by then. */
  failsAt?: Instant | undefined;
  /** It is made while its caller waits: its first try is the last one. */
  atOnce?: boolean | undefined;
  /** Key of the file in the bucket, once it is there, and of the first of several. */
  fileKey?: string;
  /** All files, once they are there. */
  files?: StoredExportFile[];
  /** What whoever sends the files must know. */
  notes?: string[];
  /** The same as data, as JSON: a list of reasons. Exports of earlier versions have none. */
  toldNotes?: string | undefined;
  expiresAt: number;
}

/** Exports of before there was anything to choose have no request: they were of details as CSV, with names. */
const nameRequest: Step = (value) => {
  const { from, to, department, request } = value;
  if (request !== undefined) return value;
  return {
    ...value,
    request: JSON.stringify({ from, to, department, kind: 'detail', format: 'csv', sight: 'names' }),
  };
};

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
    request: text(),
    payroll: optional(text()),
    schedule: optional(text()),
    reportRun: optional(text()),
    files: optional(listOf(object({ key: text(), name: text(), rows: number() }))),
    notes: optional(listOf(text())),
    toldNotes: optional(text()),
    rows: optional(number()),
    adjustments: optional(number()),
    fileKey: optional(text()),
    reason: optional(text()),
    failure: optional(text()),
    failsAt: optional(text()),
    atOnce: optional(flag()),
    expiresAt: number(),
  }),
  [],
  [nameRequest],
);

/** Exports of one organisation. */
export function exportStore(database: Database, organisation: string) {
  const list = kindList(
    database,
    { table: 'operations', partitionKey: partition(organisation, 'EXPORTS'), latestFirst: true },
    toExport,
  );
  const keyOf = (exportId: ExportId) => ({ pk: partition(organisation, 'EXPORT', exportId), sk: 'EXPORT' });

  return {
    async add(export_: StoredExport): Promise<void> {
      const { id, requestedAt } = export_;
      const item = { ...keyOf(id), ...list.attributes(id), ...export_ };
      await Promise.all([database.operations.putIfAbsent(item), list.announce([item], requestedAt)]);
    },

    /** Exports, the latest first. Those of versions that had no list are not in it. */
    async list(limit: number, cursor?: string): Promise<Page<StoredExport>> {
      return await list.page(limit, cursor);
    },

    async find(exportId: ExportId): Promise<StoredExport | undefined> {
      const item = await database.operations.get(keyOf(exportId));
      return item && toExport(item);
    },

    /** Notes that a worker is at its last try: by when the export has failed if it has not ended. */
    async noteLastTry(exportId: ExportId, failsAt: Instant): Promise<void> {
      await database.operations.updateIf(keyOf(exportId), failsAtChange(failsAt));
    },

    /** Marks an export as failed, for a reason that stays. A later try may still finish it. */
    async fail(exportId: ExportId, { reason, failure }: { reason: string; failure: string }): Promise<void> {
      await database.operations.updateIf(keyOf(exportId), {
        UpdateExpression: 'SET #state = :failed, reason = :reason, failure = :failure REMOVE failsAt',
        ConditionExpression: 'attribute_exists(pk) AND #state <> :done',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':failed': 'failed',
          ':done': 'done',
          ':reason': reason,
          ':failure': failure,
        },
      });
    },

    /** Marks an export as done, with its files. */
    async finish(
      exportId: ExportId,
      {
        files,
        rows,
        adjustments,
        notes,
        toldNotes,
      }: {
        files: readonly StoredExportFile[];
        rows: number;
        adjustments: number;
        notes: readonly string[];
        toldNotes: string;
      },
    ): Promise<void> {
      await database.operations.updateIf(keyOf(exportId), {
        UpdateExpression:
          'SET #state = :done, fileKey = :key, files = :files, notes = :notes, toldNotes = :told, #rows = :rows, adjustments = :adjustments REMOVE reason, failure, failsAt',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#state': 'state', '#rows': 'rows' },
        ExpressionAttributeValues: {
          ':done': 'done',
          ':key': files[0]?.key ?? '',
          ':files': files,
          ':notes': notes,
          ':told': toldNotes,
          ':rows': rows,
          ':adjustments': adjustments,
        },
      });
    },
  };
}
