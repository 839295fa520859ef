/** Repeats a request to the cloud until it is answered. @module */

import { pause } from '#bridge/async/index.ts';
import { backoffMilliseconds, isPassing } from '#bridge/cloud/index.ts';
import { reasonOf } from '#bridge/log/index.ts';
import type { BridgeContext } from './bridge-context.ts';

/**
 * Repeats a request until the cloud answers it, waiting longer each time. Only for requests that may be repeated.
 * @throws CloudProblem that repeating would not change; the signal's reason when it is aborted
 */
export async function untilAnswered<T>(
  { log, timing }: Pick<BridgeContext, 'log' | 'timing'>,
  signal: AbortSignal,
  request: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await request();
    } catch (error) {
      if (!isPassing(error)) throw error;
      const milliseconds = backoffMilliseconds(attempt, error, timing.cloudBackoff);
      log({
        level: 'debug',
        event: 'cloud.retry',
        message: reasonOf(error),
        facts: { attempt, milliseconds },
      });
      await pause(milliseconds, signal);
    }
  }
}
