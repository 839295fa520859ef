/** Finds the dates on which a leave takes nothing, for whoever enters one. @module */

import { dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { AttendanceInput, Correction, Leave } from '../model/index.ts';
import { UserPlan } from './plan.ts';
import type { PlanBook } from './plan-book.ts';
import { zonesOf } from './user-zones.ts';

/**
 * The dates of a leave on which it takes nothing: nothing is expected of the user, and its type counts nothing there. Days on
 * which the user is not employed are none of them.
 * @param input - without other leaves
 * @param corrections - of its dates, in order of entry
 * @param to - the date after its last one
 * @throws PlanFault when the plan cannot be computed
 */
export function datesWithoutWork(
  input: Pick<AttendanceInput, 'user' | 'assignments' | 'overrides'>,
  corrections: readonly Correction[],
  book: PlanBook,
  leave: Leave & { to: LocalDate },
): LocalDate[] {
  const { from, to } = leave;
  const whole: AttendanceInput = {
    ...input,
    from,
    to,
    leaves: [leave],
    punches: [],
    corrections: [],
    completeThrough: null,
    now: '1970-01-01T00:00:00Z' as AttendanceInput['now'],
  };
  const others = corrections.filter(({ kind }) => kind !== 'set-leave');
  const plan = new UserPlan(whole, others, zonesOf(input.user), book, dayNumber(from), dayNumber(to));
  return plan.days
    .filter(({ employed, leave: taken }) => employed && taken.every(({ seconds }) => seconds === 0))
    .map(({ date }) => date);
}
