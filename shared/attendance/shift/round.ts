/** Rounds punch times and totals to their grids; the punch itself stays as it is. @module */

import { daySeconds, midnightOf } from '#shared/time/clock-text.ts';
import type { ColumnGrid, Steps, TotalGrid } from '../rules/index.ts';

/** Which rule moves a punch time. */
export type RoundingRule = 'range' | 'snap' | 'grid';

/** What a wall time counts as by the ranges of a grid; `null` where none of them holds it. Wall seconds. */
export function inRange(wall: number, grid: ColumnGrid): number | null {
  if (grid.ranges.length === 0) return null;
  const midnight = midnightOf(wall);
  const as = rangeOf(grid, wall - midnight);
  return as === null ? null : midnight + as;
}

/**
 * A wall time on its grid, which starts at local midnight of the wall, so that steps of 30 and 60 minutes are right in
 * every zone.
 * @param scheduled - wall seconds of the column's scheduled time; `NaN` where there is none
 * @param arrives - whether the column is one of arrival, for `partial`
 */
export function onGrid(wall: number, grid: ColumnGrid, scheduled: number, arrives: boolean): number {
  const midnight = midnightOf(wall);
  const steps = isMoved(grid, wall - midnight, Math.abs(wall - scheduled)) ? grid : grid.otherwise;
  if (steps === null || steps.mode === 'none') return wall;
  return midnight + roundToGrid(wall - midnight, steps, arrives);
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
  const { ranges } = grid;
  for (let i = 0; i < ranges.length; i += 1) {
    const range = ranges[i];
    if (range === undefined || !isBetween(ofDay, range)) continue;
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
  const off = ofDay % grid.step;
  if (off === 0) return ofDay;
  const below = ofDay - off;
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
  const off = seconds % grid.step;
  if (off === 0) return seconds;
  const below = seconds - off;
  const above = below + grid.step;
  if (grid.mode === 'up') return off <= grid.grace ? below : above;
  if (grid.mode === 'down') return grid.step - off <= grid.grace ? above : below;
  return off * 2 >= grid.step ? above : below;
}
