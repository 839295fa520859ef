/** Compiles the rounding of a column or a total into seconds. @module */

import { localTimeSeconds } from '#shared/time/clock-text.ts';
import type { ColumnRounding, TotalRounding } from '../model/index.ts';

/** Rounding of one column: seconds of local wall time since midnight. */
export interface ColumnGrid extends Steps<ColumnRounding['mode']> {
  readonly ranges: readonly { readonly from: number; readonly to: number; readonly as: number }[];
  /** Times of day that the mode moves, both ends inside; `null` = all. */
  readonly between: { readonly from: number; readonly to: number } | null;
  /** How far from the scheduled time the mode moves; Infinity = everywhere. */
  readonly within: number;
  /** For times that `between` and `within` leave out; `null` = they stay. */
  readonly otherwise: Steps<ColumnRounding['mode']> | null;
}

/** Where a time or a total goes: to multiples of a step, with a grace. Seconds. */
export interface Steps<Mode> {
  readonly mode: Mode;
  readonly step: number;
  readonly grace: number;
}

/** Rounding of a total, in seconds. */
export interface TotalGrid extends Steps<TotalRounding['mode']> {
  /** Totals that the mode moves, both ends inside. */
  readonly least: number;
  readonly most: number;
  /** For totals outside; `null` = they stay. */
  readonly otherwise: Steps<TotalRounding['mode']> | null;
}

function stepsOf<Mode>(grid: { mode: Mode; minutes: number; graceMinutes: number }): Steps<Mode> {
  return { mode: grid.mode, step: grid.minutes * 60, grace: grid.graceMinutes * 60 };
}

/** The grid of a total. */
export function totalGrid(rounding: TotalRounding): TotalGrid {
  const { between, otherwise } = rounding;
  return {
    ...stepsOf(rounding),
    least: (between?.fromMinutes ?? 0) * 60,
    most: (between?.toMinutes ?? Infinity) * 60,
    otherwise: otherwise !== undefined ? stepsOf(otherwise) : null,
  };
}

/** A range of times of day as seconds; it ends with its last minute, as HR reads "until 9:15". */
function timesOfDay(range: { readonly from: string; readonly to: string }): { from: number; to: number } {
  return { from: localTimeSeconds(range.from), to: localTimeSeconds(range.to) + 59 };
}

/** The grid of a column. */
export function columnGrid(rounding: ColumnRounding): ColumnGrid {
  return {
    ...stepsOf(rounding),
    ranges: rounding.ranges.map((range) => ({ ...timesOfDay(range), as: localTimeSeconds(range.as) })),
    between: rounding.between !== undefined ? timesOfDay(rounding.between) : null,
    within: (rounding.withinMinutes ?? Infinity) * 60,
    otherwise: rounding.otherwise !== undefined ? stepsOf(rounding.otherwise) : null,
  };
}
