/** Schemas of rounding: of the punches in each column, and of the totals. @module */

import * as z from 'zod';
import { LocalTime, Minutes } from './common.ts';

const step = z
  .int()
  .min(1, 'the grid is at least 1 minute wide')
  .max(1_440, 'the grid is at most a day wide');

const columnGrid = {
  mode: z.enum(['none', 'up', 'down', 'nearest', 'partial']),
  minutes: step.default(1),
  graceMinutes: Minutes.default(0),
};

const totalGrid = {
  mode: z.enum(['none', 'up', 'down', 'nearest']),
  minutes: step.default(1),
  graceMinutes: Minutes.default(0),
};

/**
 * How the punches of one column are rounded for the sums, on wall time since local midnight. The punch itself stays.
 * - `up` and `down` go to the grid in that direction, but not more than `graceMinutes` off is taken back to the other side.
 * - `nearest`: exactly half rounds up.
 * - `partial`: in-columns round up and out-columns down, only when at least `graceMinutes` off the grid.
 */
export const ColumnRounding = z.strictObject({
  ...columnGrid,
  /** Times from `from` up to and including the minute `to` count as `as`; wins over the mode. */
  ranges: z
    .array(z.strictObject({ from: LocalTime, to: LocalTime, as: LocalTime }))
    .max(20)
    .default([]),
  /** The mode moves only times of day from `from` up to and including the minute `to`; left out = all. */
  between: z.strictObject({ from: LocalTime, to: LocalTime }).optional(),
  /** The mode moves only times at most this far from the column's scheduled time; left out = all. */
  withinMinutes: Minutes.optional(),
  /** How the times are rounded that `between` and `withinMinutes` leave out; left out = not at all. */
  otherwise: z.strictObject(columnGrid).optional(),
});
/** How the punches of one column are rounded. */
export type ColumnRounding = z.infer<typeof ColumnRounding>;

/** How a total (break, work, overtime) is rounded. */
export const TotalRounding = z.strictObject({
  ...totalGrid,
  /** The mode moves only totals from `fromMinutes` to `toMinutes`, both included; left out = all. */
  between: z.strictObject({ fromMinutes: Minutes, toMinutes: Minutes }).optional(),
  /** How the totals outside `between` are rounded; left out = not at all. */
  otherwise: z.strictObject(totalGrid).optional(),
});
/** How a total is rounded. */
export type TotalRounding = z.infer<typeof TotalRounding>;

/** Rounding of the six columns and of the totals. */
export const RoundingRules = z.strictObject({
  in: ColumnRounding,
  break: ColumnRounding,
  resume: ColumnRounding,
  out: ColumnRounding,
  ot: ColumnRounding,
  done: ColumnRounding,
  breakTotal: TotalRounding,
  workTotal: TotalRounding,
  overtimeTotal: TotalRounding,
  /** A punch at most this far from its scheduled time counts as that time; 0 = off. */
  snapMinutes: Minutes,
  /** Cuts seconds to the minute before anything else. */
  cutSeconds: z.boolean(),
});
/** Rounding of the six columns and of the totals. */
export type RoundingRules = z.infer<typeof RoundingRules>;
