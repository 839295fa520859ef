/** Moves the times of a shift for somebody who has half of the day free. @module */

import { BREAK, IN, OUT, RESUME } from '../model/index.ts';
import type { ShiftInstance } from './day-template.ts';
import type { PlannedDay } from './planned-day.ts';

/** The times of a shift by which punches are told apart, in epoch seconds by column. */
export type AttendedTimes = Pick<ShiftInstance, 'at' | 'until' | 'shift'>;

/** When a shift begins and ends for somebody who has half of the day free: at its break, without one in its middle. */
export function attendedEnds({ at }: ShiftInstance, { freeHalf }: PlannedDay): { due: number; over: number } {
  const start = at[IN] ?? 0;
  const end = at[OUT] ?? 0;
  const middle = start + (end - start) / 2;
  return {
    due: freeHalf.first ? orElse(at[RESUME], middle) : start,
    over: freeHalf.second ? orElse(at[BREAK], middle) : end,
  };
}

/**
 * The times of a shift for somebody who has half of the day free. With a break the columns of the other half are there;
 * without one IN or OUT lies in the middle of the shift, so that somebody who comes then has not left.
 */
export function attendedTimes(instance: ShiftInstance, planned: PlannedDay): AttendedTimes {
  const { freeHalf } = planned;
  const hasBreak = instance.shift.scheduled.includes(BREAK);
  if ((!freeHalf.first && !freeHalf.second) || hasBreak) return instance;
  const { due, over } = attendedEnds(instance, planned);
  return { ...instance, at: instance.at.with(IN, due).with(OUT, over) };
}

/**
 * The times that decide which half of an odd number of punches is missing: the same, but of somebody who has half of the
 * day free only the half that is attended.
 */
export function attendedHalf(instance: ShiftInstance, planned: PlannedDay): AttendedTimes {
  const { freeHalf } = planned;
  if (!freeHalf.first && !freeHalf.second) return instance;
  const { due, over } = attendedEnds(instance, planned);
  const none = Number.NaN;
  return {
    at: [due, none, none, over, none, none],
    until: [none, none, none, none, none, none],
    shift: {
      ...instance.shift,
      scheduled: [IN, OUT],
      arrivals: [IN],
      departures: [OUT],
      lastDepartures: [OUT],
    },
  };
}

function orElse(time: number | undefined, otherwise: number): number {
  return time === undefined || Number.isNaN(time) ? otherwise : time;
}
