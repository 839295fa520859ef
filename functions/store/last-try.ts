/** Notes in the item of a job by when it has failed, while its worker is at the last try. @module */

import type { Instant } from '#shared/time/wall-time.ts';
import type { Change } from './database.ts';

/** The change of an item that is there. @param failsAt - `null`: the worker may fail again, or has come back */
export function failsAtChange(failsAt: Instant | null): Change {
  if (failsAt === null) {
    return { UpdateExpression: 'REMOVE failsAt', ConditionExpression: 'attribute_exists(failsAt)' };
  }
  return {
    UpdateExpression: 'SET failsAt = :failsAt',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':failsAt': failsAt },
  };
}
