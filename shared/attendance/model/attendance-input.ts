/** Types what the engine computes from: a user with assignments, overrides, leaves, corrections and punches. @module */

import type { Instant, LocalDate, WallTime } from '#shared/time/wall-time.ts';
import type { Correction } from './correction.ts';
import type { DayOverride, Leave, RosterAssignment } from './user-plan.ts';

/** A punch as the engine reads it. */
export interface EnginePunch {
  readonly serial: string;
  /** The terminal's local time: part of the punch's identity, never used for counting. */
  readonly wallTime: WallTime;
  /** The moment that counts. The engine reads it on the wall of the user's zone. */
  readonly instant: Instant;
  /** Key pressed: 0 to 5, 255 or another number. */
  readonly status: number;
  /** Position in the terminal's log: decides between punches of the same second. */
  readonly order: number;
  /** The terminal's clock was known to be wrong. */
  readonly clockSuspect?: boolean | undefined;
}

/** Half-open range of dates; `to` null while it has no end. */
export interface DateRange {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** What the engine has to know about the user. */
export interface EngineUser {
  readonly id: string;
  /** IANA zone in which the user's schedule times are meant. */
  readonly zone: string;
  /** Later zones, each in force from its date on. */
  readonly zoneChanges?: readonly { readonly from: LocalDate; readonly zone: string }[] | undefined;
  /** First day that counts. */
  readonly issuedOn?: LocalDate | undefined;
  /** Last day that counts. */
  readonly expiresOn?: LocalDate | undefined;
  readonly suspended?: readonly DateRange[] | undefined;
  /** Holiday calendar; without it the organisation's. */
  readonly calendarId?: string | undefined;
}

/** A terminal at which the user can have punched, and how far its log has been read. */
export interface AwaitedTerminal {
  readonly serial: string;
  /** Up to when its log has been read and stored; `null` when it never was. */
  readonly completeThrough: Instant | null;
  /** Days that were over by then do not wait for it; without it, every day may. */
  readonly knownSince?: Instant | undefined;
  /** The dates that may wait for it, ranges in order; without it, all of them. */
  readonly days?: readonly DateRange[] | undefined;
}

/** Everything about one user that a range of days depends on. Lists may be in any order. */
export interface AttendanceInput {
  readonly user: EngineUser;
  /** First date to compute. */
  readonly from: LocalDate;
  /** The date after the last one to compute. */
  readonly to: LocalDate;
  /** Punches from two days before `from` to two days after `to`; others are not looked at. */
  readonly punches: readonly EnginePunch[];
  readonly corrections: readonly Correction[];
  readonly assignments: readonly RosterAssignment[];
  readonly overrides: readonly DayOverride[];
  readonly leaves: readonly Leave[];
  /** Up to when the logs of all terminals that {@link waitsFor} does not name have been read; `null` when one never was. */
  readonly completeThrough: Instant | null;
  /** The terminals whose logs a day without its punches waits for, each by its name. */
  readonly waitsFor?: readonly AwaitedTerminal[] | undefined;
  readonly now: Instant;
}
