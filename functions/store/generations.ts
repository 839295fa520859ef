/** Stores generations of sheets, and what each of their parts has done. @module */

import type { JobId, LockId } from '#shared/contract/ids.ts';
import type { UserId } from '#shared/punch/user-id.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { listOf, number, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** What one part of a generation did. */
export interface GenerationPart {
  users: number;
  rows: number;
  changed: number;
  failed: UserId[];
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
  expiresAt: number;
}

const partPrefix = 'PART#';

const toGeneration = readerOf(
  'generation',
  object<Omit<StoredGeneration, 'done'>>({
    id: text(),
    requestedBy: text(),
    requestedAt: text(),
    from: text(),
    to: text(),
    userIds: optional(listOf(text())),
    department: optional(text()),
    lockId: optional(text()),
    parts: optional(number()),
    expiresAt: number(),
  }),
);

const toPart = readerOf(
  'part of a generation',
  object<GenerationPart>({ users: number(), rows: number(), changed: number(), failed: listOf(text()) }),
);

/** Generations of one organisation: an item for each, and a small one for each of its finished parts. */
export function generationStore(database: Database, organisation: string) {
  const partitionOf = (jobId: JobId) => partition(organisation, 'JOB', jobId);
  const keyOf = (jobId: JobId) => ({ pk: partitionOf(jobId), sk: 'JOB' });

  return {
    /** Adds a generation unless its id is taken. @returns whether this call added it */
    async add(job: Omit<StoredGeneration, 'done'>): Promise<boolean> {
      return await database.operations.putIfAbsent({ ...keyOf(job.id), ...job });
    },

    /** A generation with the reports of its parts. */
    async find(jobId: JobId): Promise<StoredGeneration | undefined> {
      const items = await database.operations.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitionOf(jobId) },
        ConsistentRead: true,
      });
      const job = items.find((item) => item.sk === 'JOB');
      const parts = items.filter((item) => item.sk.startsWith(partPrefix));
      return job && { ...toGeneration(job), done: parts.map(toPart) };
    },

    /** Stores how many parts a generation has. */
    async setParts(jobId: JobId, parts: number): Promise<void> {
      await database.operations.updateIf(keyOf(jobId), {
        UpdateExpression: 'SET #parts = :parts',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#parts': 'parts' },
        ExpressionAttributeValues: { ':parts': parts },
      });
    },

    /**
     * Stores the report of a part; the first report counts.
     * @param part - its name, so that a repeated part counts once
     * @param expiresAt - when the report may be forgotten, in epoch seconds
     */
    async partDone(jobId: JobId, part: string, result: GenerationPart, expiresAt: number): Promise<void> {
      await database.operations.putIfAbsent({
        pk: partitionOf(jobId),
        sk: `${partPrefix}${part}`,
        ...result,
        expiresAt,
      });
    },
  };
}
