import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { withoutKeys } from './kind-list.ts';

/** What one part of a generation job did. */
export interface JobPart {
  users: number;
  rows: number;
  changed: number;
  failed: string[];
}

/** A job that generates sheets. Its parts report by name, so that a repeated part counts once. */
export interface StoredJob {
  id: string;
  requestedBy: string;
  requestedAt: Instant;
  from: LocalDate;
  to: LocalDate;
  /** Chosen users; absent for everybody. */
  userIds?: string[];
  /** How many parts there are; absent until all users have been counted. */
  parts?: number;
  done: Record<string, JobPart>;
  expiresAt: number;
}

/** Generation jobs of one organisation. */
export function jobStore(database: Database, organisation: string) {
  const keyOf = (jobId: string) => ({ pk: partition(organisation, 'JOB', jobId), sk: 'JOB' });

  return {
    /** Adds a job unless its id is taken. @returns whether this call added it */
    async add(job: StoredJob): Promise<boolean> {
      return await database.operations.putIfAbsent({ ...keyOf(job.id), ...job });
    },

    async find(jobId: string): Promise<StoredJob | undefined> {
      const item = await database.operations.get(keyOf(jobId));
      return item && withoutKeys<StoredJob>(item);
    },

    /** Says how many parts there are. */
    async setParts(jobId: string, parts: number): Promise<void> {
      await database.operations.updateIf(keyOf(jobId), {
        UpdateExpression: 'SET #parts = :parts',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#parts': 'parts' },
        ExpressionAttributeValues: { ':parts': parts },
      });
    },

    /** Reports a part; the first report counts. */
    async partDone(jobId: string, part: string, result: JobPart): Promise<void> {
      await database.operations.updateIf(keyOf(jobId), {
        UpdateExpression: 'SET #done.#part = if_not_exists(#done.#part, :result)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#done': 'done', '#part': part },
        ExpressionAttributeValues: { ':result': result },
      });
    },
  };
}
