/** What a day's overtime is computed from. */
import type { Zone } from '#shared/time/zone.ts';
import type { DayType, Spans } from '../model/index.ts';
import type { ShiftInstance } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { Inquiry } from './inquiry.ts';

/** A date on which some of a day's work lies, because the day rule splits at midnight. Epoch seconds. */
export interface DateOfWork {
  readonly day: number;
  readonly dayType: DayType;
  readonly from: number;
  readonly to: number;
}

/** What a day's overtime is computed from. Seconds and epoch seconds. */
export interface WorkOfDay {
  readonly day: number;
  readonly zone: Zone;
  readonly dayType: DayType;
  readonly policy: Policy;
  /** Worked stretches, and their total after rounding. */
  readonly spans: Spans;
  readonly worked: number;
  readonly expected: number;
  /** The day's scheduled shifts in order. */
  readonly instances: readonly ShiftInstance[];
  /** The day's shifts, scheduled or not. */
  readonly pieces: readonly DayPiece[];
  readonly unusedBreak: number;
  /** Punched break that was given back and has a pay code of its own. */
  readonly givenBack: Spans;
  /** By how much the day's leave was reduced because somebody worked. */
  readonly leaveWorked: number;
  /** The dates on which the work lies, where it is shown on several; `null` where the day is all. */
  readonly dates: readonly DateOfWork[] | null;
  /** Where layers ask about the days before. */
  readonly inquiry: Inquiry;
}
