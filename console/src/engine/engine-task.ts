/** What the engine can be asked, and what it answers: plain data, so that it can go to a worker and back. @module */

import type { AttendanceInput, DayResult, Explanation, RulesFileProblem } from '#shared/attendance/index.ts';
import type { Told } from '#shared/reasons/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

/** The rules by which to compute. */
export interface EngineRules {
  /** A rules file, as `GET /v1/rules-file` gives it, or as it is being edited. */
  readonly file: unknown;
  /** Names this file, such as by its ETag: rules of the same key are prepared once. */
  readonly key?: string | undefined;
}

/** What is to be computed: the days of the input, or how one of them came about. */
export interface EngineTask {
  /** As `GET /v1/sheets/{userId}/inputs` gives it, with whatever is being typed added to it. */
  readonly input: AttendanceInput;
  readonly rules: EngineRules;
  /** The day that is explained as well. */
  readonly explain?: LocalDate | undefined;
}

/** What was computed, or why it could not be. */
export type EngineAnswer =
  | {
      readonly kind: 'computed';
      readonly days: readonly DayResult[];
      readonly explanation?: Explanation | undefined;
    }
  /** The rules say something that cannot be: where, and why. */
  | { readonly kind: 'rules'; readonly problems: readonly RulesFileProblem[] }
  /** The plan cannot be computed, as where this browser does not know the zone of the person. */
  | { readonly kind: 'plan'; readonly message: string; readonly told: Told };
