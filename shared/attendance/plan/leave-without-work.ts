/** Finds the dates on which a leave takes nothing, for whoever enters one. @module */

import { dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { type Correction, inOrderOfEntry, type Leave } from '../model/index.ts';
import { type PlanInput, UserPlan } from './plan.ts';
import type { PlanBook } from './plan-book.ts';
import { zonesOf } from './user-zones.ts';

/**
 * The dates of a leave on which it takes nothing: nothing is expected of the user, and its type counts nothing there. Days on
 * which the user is not employed are none of them.
 * @param input - without other leaves
 * @param corrections - of its dates, in any order
 * @param to - the date after its last one
 * @throws PlanFault when the plan cannot be computed
 */
export function datesWithoutWork(
  input: Omit<PlanInput, 'leaves'>,
  corrections: readonly Correction[],
  book: PlanBook,
  leave: Leave & { to: LocalDate },
): LocalDate[] {
  const others = inOrderOfEntry(corrections).filter(({ kind }) => kind !== 'set-leave');
  const plan = new UserPlan(
    { ...input, leaves: [leave] },
    others,
    zonesOf(input.user),
    book,
    dayNumber(leave.from),
    dayNumber(leave.to),
  );
  return plan.days
    .filter(({ employed, leave: taken }) => employed && taken.every(({ seconds }) => seconds === 0))
    .map(({ date }) => date);
}
