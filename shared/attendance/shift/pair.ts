/** Types a pair of an arrival and a departure, and the pairs of a shift. @module */

import type { SetAside, TimedPunch } from '../model/index.ts';

/** An arrival and its departure; a half that is missing is `null`. */
export interface Pair<T> {
  readonly arrival: T | null;
  readonly departure: T | null;
}

/** The pairs of a shift, and the punches that take no part in them. */
export interface PairedPunches {
  readonly pairs: readonly Pair<TimedPunch>[];
  readonly aside: readonly SetAside[];
}
