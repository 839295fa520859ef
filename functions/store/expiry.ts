/** How long operational records are kept: one rule for downloads, tasks, generations, exports and taken slots. @module */
import type { Instant } from '#shared/time/wall-time.ts';

const keptSeconds = 400 * 86_400;

/** When an operational record of an instant may be forgotten, in epoch seconds. */
export function expiryOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000) + keptSeconds;
}
