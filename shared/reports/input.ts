/** What reports are made of: a scope, and rows that somebody has read. @module */

import type { DayResult } from '#shared/attendance/index.ts';
import type { Correction } from '#shared/contract/corrections.ts';
import type { LockId } from '#shared/contract/ids.ts';
import type { Instant, LocalDate, WallTime } from '#shared/time/wall-time.ts';

/** What a summary of a day leaves out. */
type Telling = 'intervals' | 'reasons' | 'ignored';

/**
 * A day of a person, as the sheets have it, but with the department in which the person is now: that of a locked row is of the
 * past. Its reasons are not put into sentences, because reports need none.
 */
export interface ReportDay extends Omit<DayResult, Telling>, Partial<Pick<DayResult, Telling>> {
  name?: string | undefined;
  department?: string | undefined;
  lockId?: LockId | undefined;
}

/** Who a person is, with the department in which the person is now. */
export interface ReportPerson {
  name?: string | undefined;
  department?: string | undefined;
}

/** A correction, with who the person is. */
export type ReportCorrection = Correction & ReportPerson;

/** A punch, with who claims its PIN. */
export interface ReportPunch extends ReportPerson {
  pin: string;
  /** Absent where nobody claims it. */
  userId?: string | undefined;
  serial: string;
  /** As the terminal recorded it. */
  wallTime: WallTime;
  status: number;
  receivedAt: Instant;
}

/** A PIN that has punched and that nobody claims. */
export interface ReportUnknown {
  pin: string;
  terminal: string;
  firstPunch: string;
}

/** By what rows are put together. */
export type Grouping = 'none' | 'department' | 'user';

/** What a report was asked for: `from ≤ date < to`. */
export interface ReportScope {
  from: LocalDate;
  to: LocalDate;
  department?: string | undefined;
  site?: string | undefined;
  userId?: string | undefined;
  search?: string | undefined;
}

/** Everything that a report may be made of. What a report does not ask for is empty. */
export interface ReportInput {
  scope: ReportScope;
  /** Without it, as the report groups by itself. */
  groupBy?: Grouping | undefined;
  /** In order of date and user id, or of user id and date: groups and people keep the order of their first row. */
  days: readonly ReportDay[];
  /** Of the report on who is in: days before the first one that may not be over, because a shift goes over midnight. */
  open?: readonly ReportDay[] | undefined;
  corrections: readonly ReportCorrection[];
  punches: readonly ReportPunch[];
  unknown: readonly ReportUnknown[];
}

/** The six columns of a shift, in their order on the day. */
export const slotNames = [
  'in',
  'break',
  'resume',
  'out',
  'ot',
  'done',
] as const satisfies readonly (keyof ReportDay['slots'])[];
