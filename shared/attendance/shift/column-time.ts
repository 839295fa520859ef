/** Makes the time in a column from a punch, from HR's setting or from a rule, with its rounded copies. @module */

import { instantOf } from '#shared/time/clock-text.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { TimedPunch } from '../model/index.ts';
import { arrivalColumns } from '../model/index.ts';
import type { Policy } from '../rules/index.ts';
import { roundWall } from './round.ts';

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
  readonly roundedBy: 'range' | 'snap' | 'grid' | null;
  readonly correctionId: string | null;
}

/**
 * The time of a punch in a column.
 * @param scheduled - epoch seconds of the column's scheduled time; `NaN` where there is none
 * @param arrives - whether the punch arrives; the column's own sense for fixed times
 */
export function columnTime(
  punch: TimedPunch,
  column: number,
  policy: Policy,
  scheduled: number,
  arrives: boolean = arrivalColumns.includes(column),
): ColumnTime {
  const grid = policy.rounding[column];
  const { at, instant, wall, correctionId } = punch;
  if (!grid)
    return { column, punch, at, instant, wall, counted: at, rounded: at, roundedBy: null, correctionId };
  const offset = wall - at;
  const moved = roundWall(wall, policy, grid, scheduled + offset, arrives);
  return {
    column,
    punch,
    at,
    instant,
    wall,
    counted: moved.counted - offset,
    rounded: moved.rounded - offset,
    roundedBy: moved.rule,
    correctionId,
  };
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
