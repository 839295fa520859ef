/** Entry point of the engine: computes the rows of one user for a range of days, as a pure function. @module */

import { dayNumber } from '#shared/time/calendar.ts';
import { buildDay, type PaidDay } from '../day/index.ts';
import { matchPunches, preparePunches } from '../matching/index.ts';
import { type AttendanceInput, type DayResult, inOrderOfEntry } from '../model/index.ts';
import { firstDecidingDay, neighbourDays, UserPlan, zonesOf } from '../plan/index.ts';
import type { CompiledRuleBook } from './compiled-rule-book.ts';
import { payDays } from './pay-days.ts';
import { placeShifts } from './place-shifts.ts';
import { runOf } from './run.ts';

/**
 * The attendance engine: the days `from ≤ date < to` of one user, in order. A pure function of its arguments: no clock,
 * no I/O, and the same bytes for any order of the input's lists. A day's result does not depend on how many days are
 * computed with it.
 * @param input - the user, its plan and its punches of the dates that {@link inputsNeededFor} names
 * @param book - made once by `compileRules`, for any number of users
 * @throws PlanFault when the plan cannot be computed; anything else that is thrown is a defect
 */
export function computeDays(input: AttendanceInput, book: CompiledRuleBook): DayResult[] {
  const from = dayNumber(input.from);
  const to = dayNumber(input.to);
  if (from >= to) return [];
  const days: DayResult[] = [];
  payRange(input, book, from, to, (paid) => days.push(buildDay(paid)));
  return days;
}

/**
 * Sections 1 to 7 for a range of days and, ahead of them, for those that decide about it. Each step takes what the one
 * before it has made, and nothing else makes it.
 * @param from - first day number that is wanted
 * @param to - the day number after the last one
 * @param take - is given each wanted day in order
 */
export function payRange(
  input: AttendanceInput,
  book: CompiledRuleBook,
  from: number,
  to: number,
  take: (paid: PaidDay) => void,
): void {
  const first = firstDecidingDay(book, from);
  const corrections = inOrderOfEntry(input.corrections);
  const zones = zonesOf(input.user);
  const plan = new UserPlan(input, corrections, zones, book, first - neighbourDays, to + neighbourDays);
  const prepared = preparePunches(input, corrections, plan, zones);
  const matched = matchPunches(prepared, plan);
  const placed = placeShifts(matched, runOf(input, plan, book, first, from, to, corrections));
  payDays(placed, take);
}
