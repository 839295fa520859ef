/** Computes how long the bridge waits before it repeats a failed request: doubling, capped and half random. @module */

import { CloudProblem, CloudUnreachable } from './cloud-error.ts';

/** Limits of waiting between attempts. */
export interface BackoffLimits {
  firstSeconds: number;
  longestSeconds: number;
}

/** Between requests to the cloud. */
export const cloudBackoff: BackoffLimits = { firstSeconds: 0.5, longestSeconds: 60 };

/**
 * How long to wait before the next attempt: doubling, capped, half of it random, so that a thousand bridges do not come
 * back in the same second after an outage. The wait is never shorter than the cloud asks for.
 * @param attempt - attempts that have failed so far, from 1
 * @param error - the last failure
 * @param random - a number from 0 up to 1
 * @returns milliseconds
 */
export function backoffMilliseconds(
  attempt: number,
  error: unknown,
  limits: BackoffLimits = cloudBackoff,
  random: () => number = Math.random,
): number {
  const grown = limits.firstSeconds * 2 ** Math.min(attempt - 1, 30);
  const capped = Math.min(grown, limits.longestSeconds);
  const jittered = (capped * (1 + random())) / 2;
  const asked =
    error instanceof CloudProblem || error instanceof CloudUnreachable ? (error.retryAfterSeconds ?? 0) : 0;
  // Everybody is asked to come back after the same time; the jitter goes on top.
  return Math.round(1000 * (asked > 0 ? asked + jittered : jittered));
}
