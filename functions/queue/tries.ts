/** How often a message of a queue is tried, and what a job says once its last try has failed. @module */

import type { Context, SQSRecord } from 'aws-lambda';
import { RollcallError } from '#shared/errors.ts';
import { phrase } from '#shared/reasons/index.ts';
import { type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import { type Failure, problemOf, quoted } from './failure.ts';

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
export function stoppedFailure(most: number): Failure {
  return { said: [phrase('work.stopped', { tries: most })] };
}

/** Why a job has failed whose worker failed on its last try. What is not a problem for callers stands in the log only. */
export function lastFailure(error: unknown, most: number): Failure {
  if (!(error instanceof RollcallError)) return { said: [phrase('work.failed', { tries: most })] };
  const refused = phrase('work.refused', { tries: most, problem: quoted(error) });
  return { said: [refused], problem: problemOf(error) };
}
