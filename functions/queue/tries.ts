/** How often a message of a queue is tried, and what a job says once its last try has failed. @module */

import type { Context, SQSRecord } from 'aws-lambda';
import { RollcallError } from '#shared/errors.ts';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';

/** Failed receives after which a message goes to the dead-letter queue, by queue. */
export const tries = { sheets: 5, exports: 3, imports: 3, deliveries: 4 } as const;

/** Whether a message that fails now is not delivered again. */
export function isLastTry(record: Pick<SQSRecord, 'attributes'>, most: number): boolean {
  return Number(record.attributes.ApproximateReceiveCount) >= most;
}

/** The instant by which a call has ended, or was stopped. */
export function endOfCall(context: Pick<Context, 'getRemainingTimeInMillis'>, now: number): Instant {
  return instantFromEpoch(now + context.getRemainingTimeInMillis());
}

/** Why a job has failed whose worker did not come back from its last try. */
export function stoppedReason(most: number): string {
  return `Its worker was tried ${most} times and was stopped the last time: it took too long or needed too much memory.`;
}

/** Why a job has failed whose worker failed on its last try. What is not a problem for callers stands in the log only. */
export function failureReason(error: unknown, most: number): string {
  const cause =
    error instanceof RollcallError
      ? error.message
      : "an unexpected error, which the operator finds under the job's id in the log.";
  return `Its worker was tried ${most} times and failed each time, the last time with: ${cause}`;
}
