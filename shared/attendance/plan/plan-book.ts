/** The rule book as planning reads it: schedules, rosters, calendars, and the memory of what schedules say about dates. */
import type { ScheduleBook } from '../rules/index.ts';
import type { DayMemory } from './day-memory.ts';
import type { DayTemplates } from './day-template.ts';
import type { PlannedDay } from './planned-day.ts';

/** A rule book prepared for planning. */
export interface PlanBook extends ScheduleBook {
  readonly templates: DayTemplates;
  /** Dates of employed users on which nothing but the schedule decides: the same for all of them. */
  readonly ordinaryDays: DayMemory<PlannedDay>;
}
