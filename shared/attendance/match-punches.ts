import { daySeconds } from '#shared/time/clock-text.ts';
import type { UserPlan } from './plan.ts';
import type { TimedPunch } from './timed-punch.ts';
import { WorkedShift } from './worked-shift.ts';

/**
 * Section 2, steps 3 and 4: gives every punch to a shift. A punch belongs to the first window that contains it, unless
 * it closes a pair that the shift before has left open; a punch in no window belongs to unscheduled work.
 * @param punches - kept punches in time order
 * @param shifts - with their windows, in time order; the punches are added to them
 * @returns the shifts of unscheduled work, in time order
 */
export function matchPunches(
  punches: readonly TimedPunch[],
  shifts: readonly WorkedShift[],
  plan: UserPlan,
): WorkedShift[] {
  const unscheduled: WorkedShift[] = [];
  const codesOut = departuresByWindow(punches, shifts);
  let touched: WorkedShift | null = null;
  let next = 0;
  for (const punch of punches) {
    let own = shifts[next];
    while (own && own.windowEnd < punch.at) {
      next += 1;
      own = shifts[next];
    }
    const window: WorkedShift | null = own && own.windowStart <= punch.at ? own : null;
    let target: WorkedShift | null = window;
    if (
      touched &&
      touched !== window &&
      closesOpenPair(touched, punch, window, window !== null && (codesOut[next] ?? false))
    ) {
      target = touched;
    } else if (!window) {
      target = joinsUnscheduled(touched, punch) ? touched : null;
      if (!target) {
        target = new WorkedShift(plan.on(Math.floor(punch.wall / daySeconds)), null, punch.at, punch.at);
        unscheduled.push(target);
      }
    }
    target?.add(punch);
    touched = target;
  }
  return unscheduled;
}

/** For each shift whether a departure was keyed in its window. */
function departuresByWindow(punches: readonly TimedPunch[], shifts: readonly WorkedShift[]): boolean[] {
  const found: boolean[] = [];
  let next = 0;
  for (const punch of punches) {
    if (punch.flow >= 0) continue;
    while (next < shifts.length && (shifts[next]?.windowEnd ?? 0) < punch.at) next += 1;
    if (next < shifts.length && (shifts[next]?.windowStart ?? 0) <= punch.at) found[next] = true;
  }
  return found;
}

/**
 * Whether a punch closes what an earlier shift has left open, so that a late leaver is not taken by the next shift.
 * @param window - the shift in whose own window the punch lies, if any
 * @param windowHasDeparture - whether a departure was keyed in that window
 */
function closesOpenPair(
  open: WorkedShift,
  punch: TimedPunch,
  window: WorkedShift | null,
  windowHasDeparture: boolean,
): boolean {
  const first = open.punches[0];
  if (!first || !open.isOpen || punch.at - first.at > open.policy.maxShift) return false;
  // Without a window of its own, unscheduled work is continued by its own rule.
  if (!open.instance && !window) return false;
  const { directionMode } = open.policy;
  if (directionMode === 'status') return punch.flow < 0;
  if (directionMode === 'auto') {
    if (punch.flow < 0) return true;
    // Where nobody keys departures, a keyed arrival says nothing.
    if (punch.flow > 0 && (open.hasDeparture || windowHasDeparture)) return false;
  }
  // A stray punch before the shift must not swallow its arrival.
  return open.instance !== null;
}

function joinsUnscheduled(touched: WorkedShift | null, punch: TimedPunch): boolean {
  if (!touched || touched.instance) return false;
  const last = touched.punches.at(-1);
  if (!last) return false;
  const { policy } = touched;
  const gap = punch.at - last.at;
  const keysTell =
    policy.directionMode === 'status' || (policy.directionMode === 'auto' && touched.hasDeparture);
  const arrives = keysTell && punch.flow !== 0 ? punch.flow > 0 : punch.flow < 0 ? false : !touched.isOpen;
  const isNextDay = Math.floor(punch.wall / daySeconds) !== Math.floor(last.wall / daySeconds);
  if (policy.dayRule === 'split' && arrives && isNextDay) return false;
  if (arrives && !touched.isOpen) return gap < policy.newShiftAfter;
  return gap <= policy.maxShift;
}
