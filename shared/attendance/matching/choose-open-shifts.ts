/** Chooses the shift that somebody works on an open day: the one that starts nearest to the first arrival. @module */

import type { TimedPunch } from '../model/index.ts';
import type { PlannedDay, ShiftInstance } from '../plan/index.ts';
import { followsLongRest } from './long-rest.ts';
import type { PlannedShift } from './windows.ts';

/**
 * Which shift of each open day is worked: the day's first arriving punch within `qualifyBefore` and `qualifyAfter` of
 * a start chooses the shift with the nearest start (the earlier of two equally near). A punch that leaves, because it
 * closes the shift chosen before it or work outside every shift, chooses nothing.
 * @param days - in order; days without candidates are passed over
 * @param punches - kept punches in time order
 */
export function chooseOpenShifts(
  days: readonly PlannedDay[],
  punches: readonly TimedPunch[],
): PlannedShift[] {
  const chosen: PlannedShift[] = [];
  let previous: { shift: ShiftInstance; firstPunch: number } | null = null;
  for (let index = 0; index < days.length; index += 1) {
    const planned = days[index];
    if (!planned?.employed || planned.template.candidates.length === 0) continue;
    for (let i = 0; i < punches.length; i += 1) {
      const punch = punches[i];
      if (punch === undefined || punch.flow < 0) continue;
      const shift = nearestCandidate(planned.template.candidates, punch.at);
      if (shift === null || leavesUnscheduled(punches, i, previous?.firstPunch ?? -1, shift)) continue;
      if (previous !== null && closesPrevious(previous, punches, i, shift)) continue;
      chosen.push({ planned, instance: shift, arrivedAt: punch.at });
      previous = { shift, firstPunch: i };
      break;
    }
  }
  return chosen;
}

function nearestCandidate(candidates: readonly ShiftInstance[], at: number): ShiftInstance | null {
  let nearest: ShiftInstance | null = null;
  for (const candidate of candidates) {
    const { qualifyBefore, qualifyAfter } = candidate.policy;
    if (at < candidate.start - qualifyBefore || at > candidate.start + qualifyAfter) continue;
    const isNearer = nearest === null || Math.abs(at - candidate.start) < Math.abs(at - nearest.start);
    if (isNearer) nearest = candidate;
  }
  return nearest;
}

/** Whether in and out take turns in such a way that a punch ends work that was begun before it outside every shift. */
function leavesUnscheduled(
  punches: readonly TimedPunch[],
  index: number,
  previousFirst: number,
  { policy }: ShiftInstance,
): boolean {
  if (punches[index]?.flow !== 0 || previousFirst >= 0) return false;
  let begun = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= index; i += 1) {
    const at = punches[i]?.at ?? 0;
    const isOpen = at - begun <= policy.maxShift;
    if (i === index) return isOpen;
    begun = isOpen ? Number.NEGATIVE_INFINITY : at;
  }
  return false;
}

function closesPrevious(
  previous: { shift: ShiftInstance; firstPunch: number },
  punches: readonly TimedPunch[],
  index: number,
  candidate: ShiftInstance,
): boolean {
  const first = punches[previous.firstPunch];
  const punch = punches[index];
  if (first === undefined || punch === undefined || index <= previous.firstPunch) return true;
  if (candidate.start < previous.shift.end) return true;
  // A keyed arrival is one wherever somebody has keyed a departure before it.
  const before = punches.slice(previous.firstPunch, index);
  if (punch.flow > 0 && before.some((earlier) => earlier.flow < 0)) return false;
  const last = punches[index - 1];
  if (last !== undefined && followsLongRest(punches, index, last, previous.shift.policy)) return false;
  return before.length % 2 === 1 && punch.at - first.at <= previous.shift.policy.maxShift;
}
