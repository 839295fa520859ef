/** Decides which of all that a day has is shown in its cell. @module */

import type { DayStatus } from '#shared/attendance/model/index.ts';
import type { DayFlag } from '#shared/contract/day-flags.ts';

/** A day in a few words, as the matrix has it; `compactDay` of `#shared/reports` makes one of a row of the sheet. */
export interface DayGlance {
  readonly date: string;
  readonly status: DayStatus;
  /** Seconds; absent where 0, as are all of these. */
  readonly worked?: number | undefined;
  /** Seconds, approved or not. */
  readonly overtime?: number | undefined;
  /** Seconds. */
  readonly short?: number | undefined;
  /** Seconds. */
  readonly late?: number | undefined;
  readonly flags?: readonly DayFlag[] | undefined;
}

/** What the cell of a day shows: its status, or what is louder than it. */
export type DayMark = DayStatus | 'late' | 'early';

const loudest = ['not-employed', 'pending', 'incomplete', 'absent'] as const satisfies readonly DayStatus[];

/**
 * What the cell of a day shows: the first that holds of not employed, pending, incomplete (or an exception of severity
 * `error`), absent, late, early, half day, leave, holiday, rest day, off day and present. All else stands in its tooltip.
 */
export function shapeOfDay({ status, flags = [] }: Pick<DayGlance, 'status' | 'flags'>): DayMark {
  const wanted = status === 'not-employed' || status === 'pending' || !flags.includes('error');
  const shown = wanted ? status : 'incomplete';
  if (loudest.some((one) => one === shown)) return shown;
  if (flags.includes('late')) return 'late';
  if (flags.includes('early')) return 'early';
  return shown;
}

/** The small marks in the corners of a day's cell. */
export interface CellMarks {
  /** HR has set or moved a time. */
  readonly edited: boolean;
  /** Changed after its period was locked. */
  readonly adjusted: boolean;
  /** Overtime or a premium waits for approval. */
  readonly toApprove: boolean;
  readonly locked: boolean;
}

/** The marks of a day. */
export function marksOfDay({ flags = [] }: Pick<DayGlance, 'flags'>): CellMarks {
  return {
    edited: flags.includes('edited'),
    adjusted: flags.includes('adjusted'),
    toApprove: flags.includes('to-approve'),
    locked: flags.includes('locked'),
  };
}
