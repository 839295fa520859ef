/** What one day of one user is made of. */
import type { Correction, SetAside } from '../model/index.ts';
import type { DateOfWork } from '../overtime/index.ts';
import type { Periods, PlannedDay } from '../plan/index.ts';
import type { DayPiece } from '../shift/index.ts';

/** Everything that one day of one user is made of. */
export interface DayBasis {
  readonly userId: string;
  /** The plan of the date itself. */
  readonly own: PlannedDay;
  /** The plan that the day's figures follow: the date's own, or that of the shift which the day rule put on it. */
  readonly plan: PlannedDay;
  /** What the user's plan expects of longer periods. */
  readonly periods: Periods;
  readonly pieces: readonly DayPiece[];
  /** The dates on which the work lies, where the day's work is shown on several; `null` where the day is all. */
  readonly dates: readonly DateOfWork[] | null;
  /** Punches that take no part, in time order. */
  readonly ignored: readonly SetAside[];
  /** A punch takes no part although somebody may have worked for it. */
  readonly isInDoubt: boolean;
  /** HR's corrections of the date in order of entry. */
  readonly corrections: readonly Correction[];
  /** Up to when a punch can still belong to the day; epoch seconds. */
  readonly windowEnd: number;
  /** The day's windows have ended and all terminals have been read past them. */
  readonly isSettled: boolean;
  /** Serial numbers of the terminals that have not been read past the end of the window, once it is over. */
  readonly waitsFor: readonly string[];
}
