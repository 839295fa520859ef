/** Says what is planned for a user on each date, for whoever looks at a plan without computing any attendance. @module */

import { dayNumber } from '#shared/time/calendar.ts';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import type { LocalDate, WallTime } from '#shared/time/wall-time.ts';
import { type Correction, type DayType, inOrderOfEntry } from '../model/index.ts';
import type { ShiftInstance } from './day-template.ts';
import { type PlanInput, UserPlan } from './plan.ts';
import type { PlanBook } from './plan-book.ts';
import { zonesOf } from './user-zones.ts';

/** A shift as it is planned. */
export interface ResolvedShift {
  scheduleId: string | null;
  /** First and last scheduled time on the wall of the user's zone. */
  start: WallTime;
  end: WallTime;
  /** Expected work in seconds. */
  expected: number;
  /** One of the shifts of an open schedule: the punches choose. */
  isChoice: boolean;
}

/** What a user is to do on a date: the roster, the calendar, overrides, leaves and corrections taken together. */
export interface ResolvedDay {
  date: LocalDate;
  dayType: DayType;
  /** The schedules of the date; empty for none. */
  scheduleIds: string[];
  shifts: ResolvedShift[];
  /** Expected work in seconds, after holidays and leave. */
  expected: number;
  holiday: { name: string; half: boolean } | null;
  leave: { type: string; seconds: number }[];
}

/**
 * What is planned for a user, for the dates on which the user is employed.
 * @param corrections - of these dates, in any order
 * @throws PlanFault when the plan cannot be computed
 */
export function resolvedPlan(
  input: PlanInput,
  corrections: readonly Correction[],
  book: PlanBook,
  range: { from: LocalDate; to: LocalDate },
): ResolvedDay[] {
  const plan = new UserPlan(
    input,
    inOrderOfEntry(corrections),
    zonesOf(input.user),
    book,
    dayNumber(range.from),
    dayNumber(range.to),
  );
  return plan.days
    .filter(({ employed }) => employed)
    .map(({ date, dayType, schedule, template, expected, holiday, leave }) => ({
      date,
      dayType,
      scheduleIds: (schedule.parts ?? [schedule]).flatMap(({ id }) => (id === null ? [] : [id])),
      shifts: [
        ...template.instances.map((shift) => resolvedShift(shift, false)),
        ...template.candidates.map((shift) => resolvedShift(shift, true)),
      ],
      expected,
      holiday: holiday && { name: holiday.name, half: holiday.half === true },
      leave: leave.map(({ type, seconds }) => ({ type, seconds })),
    }));
}

function resolvedShift(
  { schedule, zone, start, end, expected }: ShiftInstance,
  isChoice: boolean,
): ResolvedShift {
  return {
    scheduleId: schedule.id,
    start: wallTimeOf(zone.toWall(start)),
    end: wallTimeOf(zone.toWall(end)),
    expected,
    isChoice,
  };
}
