import { localTimeSeconds } from '#shared/time/clock-text.ts';
import type { ColumnRounding, TotalRounding } from './model/rounding-rules.ts';

/** Rounding of one column: seconds of local wall time since midnight. */
export interface ColumnGrid {
  readonly mode: ColumnRounding['mode'];
  readonly step: number;
  readonly grace: number;
  readonly ranges: readonly { readonly from: number; readonly to: number; readonly as: number }[];
}

/** Rounding of a total, in seconds. */
export interface TotalGrid {
  readonly mode: TotalRounding['mode'];
  readonly step: number;
  readonly grace: number;
}

/** The grid of a total. */
export function totalGrid(rounding: TotalRounding): TotalGrid {
  return { mode: rounding.mode, step: rounding.minutes * 60, grace: rounding.graceMinutes * 60 };
}

/** The grid of a column. */
export function columnGrid(rounding: ColumnRounding): ColumnGrid {
  return {
    mode: rounding.mode,
    step: rounding.minutes * 60,
    grace: rounding.graceMinutes * 60,
    ranges: rounding.ranges.map((range) => ({
      from: localTimeSeconds(range.from),
      // The range ends with its last minute, as HR reads "until 9:15".
      to: localTimeSeconds(range.to) + 59,
      as: localTimeSeconds(range.as),
    })),
  };
}
