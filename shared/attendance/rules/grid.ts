/** Compiles the rounding of a column or a total into seconds. @module */

import { localTimeSeconds } from '#shared/time/clock-text.ts';
import type { ColumnRounding, TotalRounding } from '../model/index.ts';

/** Rounding of one column: seconds of local wall time since midnight. */
export interface ColumnGrid {
  readonly mode: ColumnRounding['mode'];
  readonly step: number;
  readonly grace: number;
  readonly ranges: readonly { readonly from: number; readonly to: number; readonly as: number }[];
  /** Times of day that the mode moves, both ends inside; `null` = all. */
  readonly between: { readonly from: number; readonly to: number } | null;
  /** How far from the scheduled time the mode moves; Infinity = everywhere. */
  readonly within: number;
}

/** Rounding of a total, in seconds. */
export interface TotalGrid {
  readonly mode: TotalRounding['mode'];
  readonly step: number;
  readonly grace: number;
  /** Totals that the mode moves, both ends inside. */
  readonly least: number;
  readonly most: number;
}

/** The grid of a total. */
export function totalGrid({ mode, minutes, graceMinutes, between }: TotalRounding): TotalGrid {
  return {
    mode,
    step: minutes * 60,
    grace: graceMinutes * 60,
    least: (between?.fromMinutes ?? 0) * 60,
    most: (between?.toMinutes ?? Infinity) * 60,
  };
}

/** A range of times of day as seconds; it ends with its last minute, as HR reads "until 9:15". */
function timesOfDay(range: { readonly from: string; readonly to: string }): { from: number; to: number } {
  return { from: localTimeSeconds(range.from), to: localTimeSeconds(range.to) + 59 };
}

/** The grid of a column. */
export function columnGrid(rounding: ColumnRounding): ColumnGrid {
  return {
    mode: rounding.mode,
    step: rounding.minutes * 60,
    grace: rounding.graceMinutes * 60,
    ranges: rounding.ranges.map((range) => ({ ...timesOfDay(range), as: localTimeSeconds(range.as) })),
    between: rounding.between ? timesOfDay(rounding.between) : null,
    within: (rounding.withinMinutes ?? Infinity) * 60,
  };
}
