/** Makes the time in a column from a punch, from HR's setting or from a rule, with its rounded copies. @module */

import { instantOf, minuteOf } from '#shared/time/clock-text.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { TimedPunch } from '../model/index.ts';
import { arrivesIn } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';
import { inRange, onGrid, type RoundingRule } from './round.ts';

/** The time in a column, in epoch seconds. */
export interface ColumnTime {
  readonly column: number;
  /** The punch or added time; `null` where HR or a rule set the column itself. */
  readonly punch: TimedPunch | null;
  readonly at: number;
  readonly instant: Instant;
  /** Wall seconds in the user's zone. */
  readonly wall: number;
  /** As it counts for late and early: cut to the minute, moved by a range or by snapping, not by the grid. */
  readonly counted: number;
  /** As it counts for the sums. */
  readonly rounded: number;
  readonly roundedBy: RoundingRule | null;
  readonly correctionId: string | null;
}

/**
 * Section 4: the time of a punch in a column, with its rounded copies. What counts is what a range says, then the scheduled
 * time where the punch is near it, then the grid; the punch itself stays as it is.
 * @param scheduled - epoch seconds of the column's scheduled time; `NaN` where there is none
 * @param arrives - whether the punch arrives; the column's own sense for fixed times
 */
export function columnTime(
  punch: TimedPunch,
  column: number,
  policy: Policy,
  scheduled: number,
  arrives: boolean = arrivesIn(column),
): ColumnTime {
  const { at, instant, wall, correctionId } = punch;
  const grid = policy.rounding[column];
  const offset = wall - at;
  const cut = grid !== undefined && policy.cutSeconds ? minuteOf(wall) : wall;
  let counted = cut - offset;
  let rounded = counted;
  let roundedBy: RoundingRule | null = null;
  if (grid !== undefined) {
    const as = inRange(cut, grid);
    if (as !== null) {
      counted = as - offset;
      rounded = counted;
      roundedBy = 'range';
    } else if (policy.snap > 0 && Math.abs(counted - scheduled) <= policy.snap) {
      if (counted !== scheduled) roundedBy = 'snap';
      counted = scheduled;
      rounded = scheduled;
    } else {
      rounded = onGrid(cut, grid, scheduled + offset, arrives) - offset;
      if (rounded !== counted) roundedBy = 'grid';
    }
  }
  return { column, punch, at, instant, wall, counted, rounded, roundedBy, correctionId };
}

/** The time that HR put into a column: it counts as written. */
export function editedTime(column: number, wall: number, zone: Zone, correctionId: string): ColumnTime {
  const at = zone.toEpoch(wall);
  return {
    column,
    punch: null,
    at,
    instant: instantOf(at),
    wall,
    counted: at,
    rounded: at,
    roundedBy: null,
    correctionId,
  };
}

/** A departure that a rule derives where nobody has punched one: it counts as it is. */
export function derivedTime(column: number, at: number, zone: Zone): ColumnTime {
  const instant = instantOf(at);
  return {
    column,
    punch: null,
    at,
    instant,
    wall: zone.toWall(at),
    counted: at,
    rounded: at,
    roundedBy: null,
    correctionId: null,
  };
}
