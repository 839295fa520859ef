/** Stores generations of sheets, and what each of their parts has done. @module */

import { type JobId, type LockId, requireOurId } from '#shared/contract/ids.ts';
import type { GenerationOrigin } from '#shared/contract/sheets.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Page } from './cursor.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { kindList } from './kind-list.ts';
import { listOf, number, object, oneOf, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** What one part of a generation did. */
export interface GenerationPart {
  users: number;
  rows: number;
  changed: number;
  failed: UserId[];
}

/** A part that nobody tries again. */
export interface GivenUpPart extends GenerationPart {
  failsAt: Instant;
}

/** A generation of sheets as stored. */
export interface StoredGeneration {
  id: JobId;
  requestedBy: string;
  requestedAt: Instant;
  from: LocalDate;
  to: LocalDate;
  /** Chosen users; absent for everybody. */
  userIds?: UserId[] | undefined;
  /** Users of one department; absent for those of all. */
  department?: string | undefined;
  /** The period lock whose rows it seals. */
  lockId?: LockId | undefined;
  /** How many parts there are; absent until all users have been counted. */
  parts?: number;
  /** What the finished parts did. */
  done: GenerationPart[];
  /** Parts whose worker is at its last try or has failed there; each counts from its moment on unless it is done by then. */
  givenUp?: GivenUpPart[];
  /** The same of counting the users. */
  failsAt?: Instant;
  reason?: string | undefined;
  failure?: string | undefined;
  /** Absent for generations of earlier versions. */
  origin?: GenerationOrigin | undefined;
  cancelledAt?: Instant;
  cancelledBy?: string;
  expiresAt: number;
}

const partPrefix = 'PART#';

const toGeneration = readerOf(
  'generation',
  object<Omit<StoredGeneration, 'done' | 'givenUp'>>({
    id: text(),
    requestedBy: text(),
    requestedAt: text(),
    from: text(),
    to: text(),
    userIds: optional(listOf(text())),
    department: optional(text()),
    lockId: optional(text()),
    parts: optional(number()),
    failsAt: optional(text()),
    reason: optional(text()),
    failure: optional(text()),
    origin: optional(oneOf('manual', 'plan', 'lock', 'schedule')),
    cancelledAt: optional(text()),
    cancelledBy: optional(text()),
    expiresAt: number(),
  }),
);

const toPart = readerOf(
  'part of a generation',
  object<GenerationPart & { failsAt?: Instant }>({
    users: number(),
    rows: number(),
    changed: number(),
    failed: listOf(text()),
    failsAt: optional(text()),
  }),
);

/** Generations of one organisation: an item for each, and a small one for each of its finished parts. */
export function generationStore(database: Database, organisation: string) {
  const partitionOf = (jobId: JobId) => partition(organisation, 'JOB', jobId);
  const keyOf = (jobId: JobId) => ({ pk: partitionOf(jobId), sk: 'JOB' });

  const list = kindList(
    database,
    { table: 'operations', partitionKey: partition(organisation, 'JOBS'), latestFirst: true },
    (item) => requireOurId('job', String(item.id)),
  );

  async function keepPart(jobId: JobId, part: string, result: GenerationPart, expiresAt: number) {
    const item = { pk: partitionOf(jobId), sk: `${partPrefix}${part}`, ...result, expiresAt };
    await database.operations.putIf(item, {
      ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(failsAt)',
    });
  }

  return {
    /** Adds a generation unless its id is taken. @returns whether this call added it */
    async add(job: Omit<StoredGeneration, 'done' | 'givenUp'>): Promise<boolean> {
      const item = { ...keyOf(job.id), ...list.attributes(`${job.requestedAt}#${job.id}`), ...job };
      const [, added] = await Promise.all([
        list.announce([item], job.requestedAt),
        database.operations.putIfAbsent(item),
      ]);
      return added;
    },

    /** The ids of generations, the latest first; those of earlier versions are in no list. @throws RollcallError request.cursor */
    async list(limit: number, cursor?: string): Promise<Page<JobId>> {
      return await list.page(limit, cursor);
    },

    /** Marks a generation as stopped. @returns false when it was stopped before, or is not there */
    async cancel(jobId: JobId, at: Instant, by: string): Promise<boolean> {
      const changed = await database.operations.updateIf(keyOf(jobId), {
        UpdateExpression: 'SET cancelledAt = :at, cancelledBy = :by',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(cancelledAt)',
        ExpressionAttributeValues: { ':at': at, ':by': by },
      });
      return changed !== null;
    },

    /** Whether somebody has stopped a generation. */
    async isCancelled(jobId: JobId): Promise<boolean> {
      const item = await database.operations.get(keyOf(jobId));
      return item?.cancelledAt !== undefined;
    },

    /** A generation with the reports of its parts. */
    async find(jobId: JobId): Promise<StoredGeneration | undefined> {
      const items = await database.operations.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitionOf(jobId) },
        ConsistentRead: true,
      });
      const job = items.find((item) => item.sk === 'JOB');
      if (!job) return undefined;
      const parts = items.filter((item) => item.sk.startsWith(partPrefix)).map(toPart);
      return {
        ...toGeneration(job),
        done: parts.filter(({ failsAt }) => failsAt === undefined),
        givenUp: parts.flatMap(({ failsAt, ...part }) =>
          failsAt === undefined ? [] : [{ ...part, failsAt }],
        ),
      };
    },

    /** Stores how many parts a generation has. */
    async setParts(jobId: JobId, parts: number): Promise<void> {
      await database.operations.updateIf(keyOf(jobId), {
        UpdateExpression: 'SET #parts = :parts REMOVE failsAt, reason, failure',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#parts': 'parts' },
        ExpressionAttributeValues: { ':parts': parts },
      });
    },

    /**
     * Stores the report of a part; the first report counts, and one that was given up counts as none.
     * @param part - its name, so that a repeated part counts once
     * @param expiresAt - when the report may be forgotten, in epoch seconds
     */
    async partDone(jobId: JobId, part: string, result: GenerationPart, expiresAt: number): Promise<void> {
      await keepPart(jobId, part, result, expiresAt);
    },

    /** Notes from when on a part counts as failed, unless it is done. */
    async partFails(jobId: JobId, part: string, result: GivenUpPart, expiresAt: number): Promise<void> {
      await keepPart(jobId, part, result, expiresAt);
    },

    /** Notes from when on counting the users has failed, unless it is done; `null`: it goes on. */
    async splitFails(
      jobId: JobId,
      failsAt: Instant | null,
      { reason, failure } = { reason: '', failure: '' },
    ): Promise<void> {
      await database.operations.updateIf(keyOf(jobId), {
        UpdateExpression:
          failsAt === null
            ? 'REMOVE failsAt, reason, failure'
            : 'SET failsAt = :failsAt, reason = :reason, failure = :failure',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(parts)',
        ...(failsAt === null
          ? {}
          : { ExpressionAttributeValues: { ':failsAt': failsAt, ':reason': reason, ':failure': failure } }),
      });
    },
  };
}
