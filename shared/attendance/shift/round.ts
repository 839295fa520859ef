/** Rounds punch times and totals to their grids; the punch itself stays as it is. @module */

import { daySeconds } from '#shared/time/clock-text.ts';
import type { ColumnGrid, Policy, Steps, TotalGrid } from '../rules/index.ts';

/** A punch time as it counts: before the grid (for late and early) and after it (for the sums). Wall or epoch seconds. */
export interface RoundedTime {
  readonly counted: number;
  readonly rounded: number;
  /** Which rule moved it; `null` when it stayed. */
  readonly rule: 'range' | 'snap' | 'grid' | null;
}

/**
 * Section 4: the rounded copy of a punch. The grid starts at local midnight of the wall, so steps of 30 and 60 minutes
 * are right in every zone.
 * @param wall - wall seconds of the punch
 * @param scheduled - wall seconds of the column's scheduled time; `NaN` where there is none
 * @param arrives - whether the column is one of arrival, for `partial`
 */
export function roundWall(
  wall: number,
  policy: Policy,
  grid: ColumnGrid,
  scheduled: number,
  arrives: boolean,
): RoundedTime {
  const cut = policy.cutSeconds ? wall - (((wall % 60) + 60) % 60) : wall;
  const midnight = Math.floor(cut / daySeconds) * daySeconds;
  let counted = cut;
  let rounded = cut;
  let rule: RoundedTime['rule'] = null;
  const as = grid.ranges.length > 0 ? rangeOf(grid, cut - midnight) : null;
  if (as !== null) {
    counted = midnight + as;
    rounded = counted;
    rule = 'range';
  } else if (policy.snap > 0 && Math.abs(cut - scheduled) <= policy.snap) {
    counted = scheduled;
    rounded = scheduled;
    if (cut !== scheduled) rule = 'snap';
  } else {
    const steps = isMoved(grid, cut - midnight, Math.abs(cut - scheduled)) ? grid : grid.otherwise;
    if (steps !== null && steps.mode !== 'none') {
      rounded = midnight + roundToGrid(cut - midnight, steps, arrives);
      if (rounded !== cut) rule = 'grid';
    }
  }
  return { counted, rounded, rule };
}

/** Whether the mode of a grid applies: not outside its times of day, not too far from the scheduled time. */
function isMoved({ between, within }: ColumnGrid, ofDay: number, off: number): boolean {
  // Without a scheduled time `off` is not a number, and nothing is near it.
  return (within === Infinity || off <= within) && (between === null || isBetween(ofDay, between));
}

/** Whether a time of day lies in a range, both ends inside, which may cross midnight. */
function isBetween(ofDay: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return to < from ? ofDay >= from || ofDay <= to : ofDay >= from && ofDay <= to;
}

/** What a time of day counts as by the ranges, in seconds since its midnight; may lie on the day before or after. */
function rangeOf(grid: ColumnGrid, ofDay: number): number | null {
  for (const range of grid.ranges) {
    if (!isBetween(ofDay, range)) continue;
    const { as } = range;
    // The nearest moment with that time of day: 23:55 to 00:10 as 00:00 moves 23:58 into the next day.
    const ahead = as - ofDay;
    if (ahead > daySeconds / 2) return as - daySeconds;
    if (ahead < -daySeconds / 2) return as + daySeconds;
    return as;
  }
  return null;
}

function roundToGrid(ofDay: number, grid: Steps<ColumnGrid['mode']>, arrives: boolean): number {
  const below = Math.floor(ofDay / grid.step) * grid.step;
  const off = ofDay - below;
  if (off === 0) return ofDay;
  const above = below + grid.step;
  switch (grid.mode) {
    case 'none':
      return ofDay;
    case 'up':
      return off <= grid.grace ? below : above;
    case 'down':
      return above - ofDay <= grid.grace ? above : below;
    case 'nearest':
      return off * 2 >= grid.step ? above : below;
    case 'partial':
      if (arrives) return off >= grid.grace ? above : ofDay;
      return above - ofDay >= grid.grace ? below : ofDay;
  }
}

/** A total on its grid; exact multiples stay, half rounds up with `nearest`. */
export function roundTotal(seconds: number, total: TotalGrid): number {
  const grid = seconds < total.least || seconds > total.most ? total.otherwise : total;
  if (grid === null || grid.mode === 'none') return seconds;
  const below = Math.floor(seconds / grid.step) * grid.step;
  const off = seconds - below;
  if (off === 0) return seconds;
  const above = below + grid.step;
  if (grid.mode === 'up') return off <= grid.grace ? below : above;
  if (grid.mode === 'down') return grid.step - off <= grid.grace ? above : below;
  return off * 2 >= grid.step ? above : below;
}
