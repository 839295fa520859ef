/** What a plan says about one date of a user. @module */

import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { DayType, Holiday } from '../model/index.ts';
import type { CompiledSchedule } from '../rules/index.ts';
import type { DayTemplate } from './day-template.ts';
import type { LeaveConflict } from './leave-of-day.ts';

/** What a user is to do on a date. */
export interface PlannedDay {
  /** Day number. */
  readonly day: number;
  readonly date: LocalDate;
  readonly zone: Zone;
  /** False outside issue … expiry and while suspended. */
  readonly employed: boolean;
  readonly dayType: DayType;
  readonly schedule: CompiledSchedule;
  readonly template: DayTemplate;
  /** Expected work in seconds before leave; 0 unless a workday. */
  readonly fullExpected: number;
  /** Expected work in seconds. */
  readonly expected: number;
  /** What the day adds to what its week or month expects, in seconds, before holidays and leave. */
  readonly planned: number;
  /** How much of that a holiday takes, in seconds. */
  readonly takenByHoliday: number;
  readonly leave: readonly { readonly type: string; readonly seconds: number }[];
  /** Leaves of which one takes what another has taken already. */
  readonly leaveConflicts: readonly LeaveConflict[];
  /** A leave takes the whole day, or leaves together take all that was to be worked. */
  readonly isFullLeave: boolean;
  readonly freeHalf: { readonly first: boolean; readonly second: boolean };
  /** Leave by the hour, in seconds: covers late first, then early. */
  readonly leaveByHour: number;
  /** Half-day leave or half holiday: halves the thresholds. */
  readonly isHalfDay: boolean;
  readonly holiday: Holiday | null;
}
