import { dayNumber } from '#shared/time/calendar.ts';
import {
  chooseOpenShifts,
  matchPunches,
  openWindows,
  type PlannedShift,
  preparePunches,
} from '../matching/index.ts';
import type { AttendanceInput, Correction, DayResult, TimedPunch } from '../model/index.ts';
import { firstDecidingDay, neighbourDays, UserPlan, zonesOf } from '../plan/index.ts';
import type { CompiledRuleBook } from './compiled-rule-book.ts';
import { Sheet } from './sheet.ts';

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
  return gather(input, book, from, to).daysFrom(from);
}

/**
 * Sections 1 to 6 for a range of days and those before it that decide about it.
 * @param from - first day number that is wanted
 * @param to - the day number after the last one
 */
export function gather(input: AttendanceInput, book: CompiledRuleBook, from: number, to: number): Sheet {
  const first = firstDecidingDay(book, from);
  const corrections = inOrderOfEntry(input.corrections);
  const zones = zonesOf(input.user);
  const plan = new UserPlan(input, corrections, zones, book, first - neighbourDays, to + neighbourDays);
  const punches = preparePunches(input, corrections, plan, zones);
  const shifts = openWindows(plannedShifts(plan, punches.kept));
  const unscheduled = matchPunches(punches.kept, shifts, plan);
  const all = [...shifts, ...unscheduled];
  const sheet = new Sheet(input, plan, first, to, corrections, book);
  for (const shift of all) sheet.addShift(shift);
  sheet.addShiftsForEdits();
  sheet.addIgnored(punches, all);
  return sheet;
}

/** Corrections in order of entry, then by id. */
function inOrderOfEntry(corrections: readonly Correction[]): readonly Correction[] {
  if (corrections.length < 2) return corrections;
  const unique = new Map(corrections.map((correction) => [correction.id, correction]));
  return [...unique.values()].sort((a, b) => {
    const order = Date.parse(a.enteredAt) - Date.parse(b.enteredAt);
    return order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  });
}

function plannedShifts(plan: UserPlan, kept: readonly TimedPunch[]): PlannedShift[] {
  const shifts: PlannedShift[] = [];
  let hasOpenDays = false;
  for (const planned of plan.days) {
    if (!planned.employed) continue;
    for (const instance of planned.template.instances) shifts.push({ planned, instance });
    if (planned.template.candidates.length > 0) hasOpenDays = true;
  }
  if (hasOpenDays) shifts.push(...chooseOpenShifts(plan.days, kept));
  return shifts;
}
