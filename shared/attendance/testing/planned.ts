/** Plans the dates of a scenario without computing any attendance, for tests of planning. @module */

import { dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { ClockingSchedule } from '../model/index.ts';
import type { PlanBook, PlannedDay } from '../plan/index.ts';
import { UserPlan, zonesOf } from '../plan/index.ts';
import type { CompiledSchedule } from '../rules/index.ts';
import { prepare, type Scenario } from './scenario.ts';

/** The day number of a date. */
export function dayOn(date: string): number {
  return dayNumber(date as LocalDate);
}

/** A schedule prepared for the engine. */
export function compiled(schedule: ClockingSchedule): CompiledSchedule {
  const { book } = prepare({ schedules: [schedule] }, '2026-03-02', '2026-03-03');
  const found = book.eras[0]?.schedules.get(schedule.id);
  if (found === undefined) throw new RangeError(`no schedule ${schedule.id}`);
  return found;
}

/**
 * The plan of a scenario for `[from, to)`.
 * @param shared - the rule book of somebody else's plan, whose memory is used; the scenario's own without it
 */
export function planOf(scenario: Scenario, from: string, to: string, shared?: PlanBook): UserPlan {
  const { input, book } = prepare(scenario, from, to);
  return new UserPlan(input, input.corrections, zonesOf(input.user), shared ?? book, dayOn(from), dayOn(to));
}

/** What is planned on one date of a scenario. */
export function plannedOn(scenario: Scenario, date: string, shared?: PlanBook): PlannedDay {
  const { input, book } = prepare(scenario, date, date);
  const day = dayOn(date);
  const zones = zonesOf(input.user);
  return new UserPlan(input, input.corrections, zones, shared ?? book, day, day + 1).on(day);
}
