/** Says when downloads, tasks, generations, exports and taken due times expire. @module */

import type { Instant } from '#shared/time/wall-time.ts';
import { keptSecondsOf } from './kept-days.ts';

/** When an operational item that was made at an instant may expire, in epoch seconds. */
export function expiryOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 1000) + keptSecondsOf('work');
}
