/**
 * The plan of a user: which schedule holds on which date, in which zone, with which times; what inputs a range of days needs.
 * No punch is looked at here.
 * Imports rules/ and model/.
 * @module
 */
export { type AttendedTimes, attendedEnds, attendedHalf, attendedTimes } from './attended-times.ts';
export { DayMemory } from './day-memory.ts';
export { DayTemplates, type ShiftInstance } from './day-template.ts';
export {
  type Dates,
  daysTouchedBy,
  firstDecidingDay,
  inputsNeededFor,
  neighbourDays,
} from './inputs-needed.ts';
export { datesWithoutWork } from './leave-without-work.ts';
export { type PeriodExpectation, type Periods, UserPlan } from './plan.ts';
export type { PlanBook } from './plan-book.ts';
export { PlanFault } from './plan-fault.ts';
export { assertNoOverlap } from './plan-overlap.ts';
export type { PlannedDay } from './planned-day.ts';
export { type ResolvedDay, type ResolvedShift, resolvedPlan } from './resolved-plan.ts';
export { type UserZones, zonesOf } from './user-zones.ts';
