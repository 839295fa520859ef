/** Refuses a plan in which two shifts of a user overlap. @module */

import { RollcallError } from '#shared/errors.ts';
import { dateOfDay, dayNumber } from '#shared/time/calendar.ts';
import { clockText } from '#shared/time/clock-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { ShiftInstance } from './day-template.ts';
import { type PlanInput, UserPlan } from './plan.ts';
import type { PlanBook } from './plan-book.ts';
import { zonesOf } from './user-zones.ts';

/**
 * Refuses a plan in which two shifts of a user overlap. Callers run it when somebody enters a roster, an assignment, an
 * override or a schedule. Shifts that touch do not overlap; the shifts of an open schedule exclude each other anyway.
 * @param range - dates to check, half open; the days before and after it are looked at as well
 * @throws RollcallError `plan.overlap`, naming both shifts
 */
export function assertNoOverlap(
  input: PlanInput,
  book: PlanBook,
  range: { from: LocalDate; to: LocalDate },
): void {
  const { user } = input;
  const plan = new UserPlan(
    input,
    [],
    zonesOf(user),
    book,
    dayNumber(range.from) - 1,
    dayNumber(range.to) + 1,
  );
  const shifts = plan.days.flatMap((planned) => (planned.employed ? planned.template.instances : []));
  const inOrder = shifts.toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, shift] of inOrder.entries()) {
    const previous = inOrder[index - 1];
    if (previous === undefined || shift.start >= previous.end) continue;
    throw new RollcallError('plan.overlap', {
      userId: user.id,
      first: nameOf(previous),
      second: nameOf(shift),
    });
  }
}

function nameOf({ schedule, day, zone, start, end }: ShiftInstance): string {
  return `${schedule.name} on ${dateOfDay(day)}, ${clockText(zone.toWall(start))}–${clockText(zone.toWall(end))}`;
}
