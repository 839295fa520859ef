/** Stores each sending of a scheduled report, or of a notice: to whom, how far it has got, and the files that its links lead to. @module */

import type { ExportId, ReportRunId } from '#shared/contract/ids.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database, Item } from './database.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { failsAtChange } from './last-try.ts';
import { listOf, mapOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A recipient of a run. */
export interface StoredRecipient {
  address: string;
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'left-out';
  /** When it got into this state. */
  at?: Instant | undefined;
  /** While it is being sent: until when nobody else may. */
  until?: Instant | undefined;
  /** Why it failed. */
  reason?: string | undefined;
  /** The same as data, as JSON. Those of earlier versions have none. */
  failure?: string | undefined;
}

/** A run as stored. */
export interface StoredReportRun {
  id: ReportRunId;
  scheduleId: string;
  /** `done` says that every recipient has been served or given up; `nothing`, that nothing was to be sent. */
  state: 'waiting' | 'done' | 'failed' | 'nothing';
  reason?: string | undefined;
  /** The same as data, as JSON. Sendings of earlier versions have none. */
  failure?: string | undefined;
  from: LocalDate;
  to: LocalDate;
  startedAt: Instant;
  endedAt?: Instant | undefined;
  requestedBy: string;
  rows?: number | undefined;
  exportId?: ExportId | undefined;
  /** Files that were too large to be attached. */
  files?: { key: string; name: string }[] | undefined;
  /** By the ids that links and the audit trail use. */
  recipients: Record<string, StoredRecipient>;
  /** Of a notice: what it tells, as JSON. */
  notice?: string | undefined;
  /** During the last try: when it has failed if it has not ended by then. */
  failsAt?: Instant | undefined;
  expiresAt: number;
}

const readRun = readerOf(
  'sending of a report',
  object<StoredReportRun>({
    id: text(),
    scheduleId: text(),
    state: oneOf('waiting', 'done', 'failed', 'nothing'),
    reason: optional(text()),
    failure: optional(text()),
    from: text(),
    to: text(),
    startedAt: text(),
    endedAt: optional(text()),
    requestedBy: text(),
    rows: optional(number()),
    exportId: optional(text()),
    files: optional(listOf(object({ key: text(), name: text() }))),
    recipients: mapOf(
      object<StoredRecipient>({
        address: text(),
        state: oneOf('waiting', 'sending', 'sent', 'failed', 'left-out'),
        at: optional(text()),
        until: optional(text()),
        reason: optional(text()),
        failure: optional(text()),
      }),
    ),
    notice: optional(text()),
    failsAt: optional(text()),
    expiresAt: number(),
  }),
);

/** Recipients come in the order of their addresses: a table gives the fields of a map in any order. */
function toRun(item: Item): StoredReportRun {
  const run = readRun(item);
  const inOrder = Object.entries(run.recipients).sort(([, a], [, b]) => (a.address < b.address ? -1 : 1));
  return { ...run, recipients: Object.fromEntries(inOrder) };
}

/** What is noted of a run while it goes on. */
type Progress = Pick<StoredReportRun, 'exportId' | 'files' | 'rows'>;
/** How a run ends. */
type End = Pick<StoredReportRun, 'reason' | 'failure' | 'endedAt'> & { state: 'done' | 'failed' | 'nothing' };

/** Sendings of scheduled reports of one organisation. */
export function reportRunStore(database: Database, organisation: string) {
  const { operations } = database;
  const listOfSchedule = (scheduleId: string) =>
    kindList(
      database,
      {
        table: 'operations',
        partitionKey: partition(organisation, 'REPORT-RUNS', scheduleId),
        latestFirst: true,
      },
      toRun,
    );
  const keyOf = (runId: ReportRunId) => ({ pk: partition(organisation, 'REPORT-RUN', runId), sk: 'RUN' });
  const ofRecipient = { '#all': 'recipients', '#state': 'state' };

  return {
    /** Adds a run unless it is there. */
    async add(run: StoredReportRun): Promise<void> {
      const list = listOfSchedule(run.scheduleId);
      const item = { ...keyOf(run.id), ...list.attributes(run.id), ...run };
      await Promise.all([operations.putIfAbsent(item), list.announce([item], run.startedAt)]);
    },

    async find(runId: ReportRunId): Promise<StoredReportRun | undefined> {
      const item = await operations.get(keyOf(runId));
      return item && toRun(item);
    },

    /** Runs of a schedule, the latest first. @throws RollcallError request.cursor */
    async list(scheduleId: string, limit: number, cursor?: string): Promise<Page<StoredReportRun>> {
      return await listOfSchedule(scheduleId).page(limit, cursor);
    },

    /** Notes something of a run that goes on. */
    async note(runId: ReportRunId, progress: Progress): Promise<void> {
      const given = Object.entries(progress).filter(([, value]) => value !== undefined);
      await operations.updateIf(keyOf(runId), {
        UpdateExpression: `SET ${given.map((_, index) => `#n${index} = :v${index}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(given.map(([name], index) => [`#n${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(given.map(([, value], index) => [`:v${index}`, value])),
      });
    },

    /**
     * Takes a recipient for one try. Nobody else sends to them until then, and nobody at all once it is noted that they were
     * sent to.
     * @returns whether this call has taken them
     */
    async take(runId: ReportRunId, recipientId: string, now: Instant, until: Instant): Promise<boolean> {
      const taken = await operations.updateIf(keyOf(runId), {
        UpdateExpression:
          'SET #all.#id.#state = :sending, #all.#id.#at = :now, #all.#id.#until = :until REMOVE #all.#id.#reason, #all.#id.#failure',
        ConditionExpression:
          '#all.#id.#state IN (:waiting, :failed) OR (#all.#id.#state = :sending AND #all.#id.#until < :now)',
        ExpressionAttributeNames: {
          ...ofRecipient,
          '#id': recipientId,
          '#at': 'at',
          '#until': 'until',
          '#reason': 'reason',
          '#failure': 'failure',
        },
        ExpressionAttributeValues: {
          ':sending': 'sending',
          ':waiting': 'waiting',
          ':failed': 'failed',
          ':now': now,
          ':until': until,
        },
      });
      return taken !== null;
    },

    /** Notes what has become of a recipient. Who has been sent to stays so. */
    async settle(
      runId: ReportRunId,
      recipientId: string,
      outcome:
        | { state: 'sent' | 'left-out'; at: Instant; reason?: undefined }
        | { state: 'failed'; at: Instant; reason: string; failure: string },
    ): Promise<void> {
      await operations.updateIf(keyOf(runId), {
        UpdateExpression: `SET #all.#id.#state = :state, #all.#id.#at = :at${
          outcome.reason === undefined ? '' : ', #all.#id.#reason = :reason, #all.#id.#failure = :failure'
        } REMOVE #all.#id.#until`,
        ConditionExpression: '#all.#id.#state <> :sent',
        ExpressionAttributeNames: {
          ...ofRecipient,
          '#id': recipientId,
          '#at': 'at',
          '#until': 'until',
          ...(outcome.reason === undefined ? {} : { '#reason': 'reason', '#failure': 'failure' }),
        },
        ExpressionAttributeValues: {
          ':state': outcome.state,
          ':at': outcome.at,
          ':sent': 'sent',
          ...(outcome.reason === undefined ? {} : { ':reason': outcome.reason, ':failure': outcome.failure }),
        },
      });
    },

    /** Notes by when a run has failed, while its worker is at the last try; `null`: it has come back. */
    async noteLastTry(runId: ReportRunId, failsAt: Instant | null): Promise<void> {
      await operations.updateIf(keyOf(runId), failsAtChange(failsAt));
    },

    /** Ends a run. @returns the run as it is then; `null` when it had ended before */
    async end(runId: ReportRunId, { state, reason, failure, endedAt }: End): Promise<StoredReportRun | null> {
      const item = await operations.updateIf(keyOf(runId), {
        UpdateExpression: `SET #state = :state, endedAt = :endedAt${reason === undefined ? '' : ', reason = :reason'}${failure === undefined ? '' : ', failure = :failure'}`,
        ConditionExpression: '#state = :waiting',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':state': state,
          ':endedAt': endedAt,
          ':waiting': 'waiting',
          ...(reason === undefined ? {} : { ':reason': reason }),
          ...(failure === undefined ? {} : { ':failure': failure }),
        },
      });
      return item && toRun(item);
    },
  };
}
