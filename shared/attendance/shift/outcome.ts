/** Types what a shift comes to, for the rooms that read it. @module */

import type { MatchedShift } from '../matching/index.ts';
import type { Correction, SetAside, Spans } from '../model/index.ts';
import type { ColumnTime } from './column-time.ts';
import type { Direction } from './direction.ts';
import type { ByColumn } from './fill-columns.ts';
import type { Lateness } from './lateness.ts';
import type { Pair } from './pair.ts';

/** HR's setting of a column. */
export type SlotCorrection = Extract<Correction, { kind: 'set-slot' }>;

/** What a shift comes to: sections 3 to 6. Times are epoch seconds, durations seconds. */
export interface ShiftOutcome {
  readonly shift: MatchedShift;
  readonly direction: Direction | null;
  readonly slots: ByColumn<ColumnTime>;
  /** Every pair, also those with a missing half. */
  readonly pairs: readonly Pair<ColumnTime>[];
  /** Worked time after breaks. */
  readonly worked: Spans;
  readonly breakTaken: number;
  readonly breakDeducted: number;
  readonly unusedBreakAsOvertime: number;
  /** Of the work: punched break that was given back and has a pay code of its own. */
  readonly givenBack: Spans;
  /** Seconds of short breaks that are paid. */
  readonly shortBreakPaid: number;
  readonly missing: Missing;
  readonly breakIsExtended: boolean;
  readonly breakIsShort: boolean;
  readonly lateness: Lateness;
  /** An arrival without its departure was closed by rule. */
  readonly autoClosed: boolean;
  /** Punches of the shift that take no part in it, in time order. */
  readonly aside: readonly SetAside[];
}

/** Punches that are missing. */
export interface Missing {
  readonly arrival: boolean;
  readonly departure: boolean;
  /** One of BREAK and RESUME, where the other is there. */
  readonly halfBreak: boolean;
  /** Both BREAK and RESUME of a scheduled break that is to be punched. */
  readonly wholeBreak: boolean;
}
