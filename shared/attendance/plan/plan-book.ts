/** The rule book as planning reads it: schedules, rosters, calendars, and the memory of what schedules say about dates. */
import type { ScheduleBook } from '../rules/index.ts';
import type { DayTemplates } from './day-template.ts';

/** A rule book prepared for planning. */
export interface PlanBook extends ScheduleBook {
  readonly templates: DayTemplates;
}
