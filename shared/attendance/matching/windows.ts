/** Opens the window of time in which punches can belong to each planned shift. @module */

import { isInOrder } from '../model/index.ts';
import type { PlannedDay, ShiftInstance } from '../plan/index.ts';
import { FillingShift } from './matched-shift.ts';

/** A shift to be worked and the day that plans it. */
export interface PlannedShift {
  readonly planned: PlannedDay;
  readonly instance: ShiftInstance;
  /** The arrival that has chosen the shift, epoch seconds: nothing before it belongs to the shift. */
  readonly arrivedAt?: number;
}

/**
 * Section 2, step 3: the window of each shift, `[start − windowBefore, end + windowAfter]` with both ends inside. A
 * window never starts before the previous shift's scheduled end, and ends where the next one begins.
 * @param shifts - of one user; sorted here by start
 */
export function openWindows(shifts: PlannedShift[]): FillingShift[] {
  if (!isInOrder(shifts, byTime)) shifts.sort(byTime);
  return shifts.map(({ planned, instance, arrivedAt }, index) => {
    const previous = index === 0 ? undefined : shifts[index - 1];
    const start = windowStart(instance, previous?.instance);
    const end = windowEndOf(instance);
    const next = shifts[index + 1];
    return new FillingShift(
      planned,
      instance,
      arrivedAt === undefined ? start : Math.max(arrivedAt, start),
      next === undefined ? end : Math.min(end, windowStart(next.instance, instance)),
    );
  });
}

function byTime(a: PlannedShift, b: PlannedShift): number {
  return a.instance.start - b.instance.start || a.instance.end - b.instance.end;
}

function windowStart(instance: ShiftInstance, previous: ShiftInstance | undefined): number {
  const { windowBefore, maxShift } = instance.policy;
  // Without a window the longest shift that ends when this one does says how early its arrival can be.
  const start =
    windowBefore === Infinity
      ? Math.min(instance.start, instance.end - maxShift)
      : instance.start - windowBefore;
  return previous !== undefined ? Math.max(start, previous.end) : start;
}

/** Up to when a shift takes punches, its neighbours aside; without a window as long as the longest shift lasts. */
export function windowEndOf({ start, end, policy: { windowAfter, maxShift } }: ShiftInstance): number {
  return windowAfter === Infinity ? Math.max(end, start + maxShift) : end + windowAfter;
}
