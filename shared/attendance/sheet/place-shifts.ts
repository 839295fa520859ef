/** Works the shifts of a user out, in order, and puts each on the day or days of the sheet on which it stands. */
import { dayOfSeconds } from '#shared/time/clock-text.ts';
import { type MatchedShift, type MatchedShifts, shiftWithoutPunches } from '../matching/index.ts';
import { appended, type SetAside, type TimedPunch, totalOf } from '../model/index.ts';
import type { Closing, Closings, DayPiece, ShiftOutcome, SlotCorrection } from '../shift/index.ts';
import { piecesOf, workOut } from '../shift/index.ts';
import { isSettled, type Run } from './run.ts';

/** What stands on each day of a sheet. */
export class PlacedShifts {
  /** Only {@link placeShifts} makes one: days are paid from nothing else. */
  declare protected readonly step: 'placed';
  readonly run: Run;
  /** By day from the run's first one on. */
  readonly pieces: readonly (readonly DayPiece[])[];
  /** Punches that take no part, by the day on which they are listed, as the pieces; in no order. */
  readonly aside: readonly (readonly SetAside[])[];
  /** All pieces of shifts that the day rule splits, by the day number on which the shift is planned. */
  readonly split: ReadonlyMap<number, readonly DayPiece[]>;

  constructor(
    run: Run,
    pieces: readonly (readonly DayPiece[])[],
    aside: readonly (readonly SetAside[])[],
    split: ReadonlyMap<number, readonly DayPiece[]>,
  ) {
    this.run = run;
    this.pieces = pieces;
    this.aside = aside;
    this.split = split;
  }
}

/** Works all shifts out. */
export function placeShifts({ shifts, punches }: MatchedShifts, run: Run): PlacedShifts {
  const placer = new Placer(run);
  for (let i = 0; i < shifts.length; i += 1) {
    const shift = shifts[i];
    if (shift !== undefined) placer.place(shift);
  }
  placer.placeEdits();
  for (const aside of punches.aside) placer.list(wallDay(aside.punch), aside);
  return new PlacedShifts(run, placer.pieces, placer.aside, placer.split);
}

const noEdits: readonly SlotCorrection[] = [];

/** The days while shifts are put on them: what a day's earlier shifts have used up decides about the later ones. */
class Placer implements Closings {
  /** By day; days without any share an empty list. */
  readonly pieces: DayPiece[][] = [];
  readonly aside: SetAside[][] = [];
  readonly split = new Map<number, DayPiece[]>();
  readonly #run: Run;
  // Made when something is to be remembered: for most users nothing is.
  /** Worked by the shifts that a day plans, so far; only where it decides how an open arrival is closed. */
  #workedOn: Map<number, number> | null = null;
  /** Leave by the hour that a day's shifts have used so far. */
  #leaveUsedOn: Map<number, number> | null = null;
  /** Short breaks that are paid in a day's shifts so far. */
  #shortPaidOn: Map<number, number> | null = null;
  #editedDays: Set<number> | null = null;

  constructor(run: Run) {
    this.#run = run;
    const noPieces: DayPiece[] = [];
    const noneListed: SetAside[] = [];
    for (let day = run.from; day < run.to; day += 1) {
      this.pieces.push(noPieces);
      this.aside.push(noneListed);
    }
  }

  /** Works a shift out and puts it on its day or days. */
  place(shift: MatchedShift): void {
    const { planned, policy, punches } = shift;
    // Only the day rules that move a shift can bring one in from outside the range.
    const reach = policy.dayRule === 'start' ? 0 : 2;
    if (planned.day < this.#run.from - reach || planned.day >= this.#run.to + reach) return;
    if (shift.instance === null && !planned.employed) {
      for (const punch of punches) {
        this.list(listedOn(shift, punch, planned.day), { punch, reason: 'not-employed', inDoubt: true });
      }
      this.#listDoubles(shift, planned.day);
      return;
    }
    const leaveUsed = this.#leaveUsedOn?.get(planned.day) ?? 0;
    const leaveLeft = planned.leaveByHour - leaveUsed;
    const shortPaid = this.#shortPaidOn?.get(planned.day) ?? 0;
    const shortLeft = Math.max(0, policy.breaks.shortBreakTotal - shortPaid);
    let outcome = workOut(shift, { edits: noEdits, closings: this, leaveLeft, shortLeft });
    let pieces = piecesOf(outcome);
    const edits = this.#takeEdits(firstDayOf(pieces, shift));
    if (edits.length > 0) {
      outcome = workOut(shift, { edits, closings: this, leaveLeft, shortLeft });
      pieces = piecesOf(outcome);
    }
    const used = outcome.lateness.leaveUsed;
    if (used > 0) {
      this.#leaveUsedOn ??= new Map();
      this.#leaveUsedOn.set(planned.day, leaveUsed + used);
    }
    if (outcome.shortBreakPaid > 0) {
      this.#shortPaidOn ??= new Map();
      this.#shortPaidOn.set(planned.day, shortPaid + outcome.shortBreakPaid);
    }
    if (policy.autoClose.kind === 'remaining') this.#addWorked(planned.day, pieces);
    this.#putAll(pieces);
    if (policy.dayRule === 'split')
      this.split.set(planned.day, [...(this.split.get(planned.day) ?? []), ...pieces]);
    this.#listAside(outcome, firstDayOf(pieces, shift));
  }

  #putAll(pieces: DayPiece[]): void {
    for (let i = 0; i < pieces.length; i += 1) {
      const piece = pieces[i];
      if (piece === undefined) continue;
      const index = piece.day - this.#run.from;
      const ofDay = this.pieces[index];
      if (ofDay === undefined) continue;
      // The list of a shift on one day is the day's, until another shift comes to it.
      if (ofDay.length === 0 && pieces.length === 1) this.pieces[index] = pieces;
      else this.pieces[index] = appended(ofDay, piece);
    }
  }

  /** A day on which HR has set a column, without any shift or punch, gets one from HR's times alone. */
  placeEdits(): void {
    for (const [day, corrections] of this.#run.corrections) {
      const isEdited = corrections.some((correction) => correction.kind === 'set-slot');
      if (!isEdited || this.#editedDays?.has(day) || this.pieces[day - this.#run.from] === undefined)
        continue;
      this.place(shiftWithoutPunches(this.#run.plan.on(day)));
    }
  }

  /** Lists a punch that takes no part, on a day of the run; on others nobody reads it. */
  list(day: number, aside: SetAside): void {
    const index = day - this.#run.from;
    // No list has a place before its first: asking for it would be slow.
    const listed = index < 0 ? undefined : this.aside[index];
    if (listed !== undefined) this.aside[index] = appended(listed, aside);
  }

  #listAside({ shift, aside }: ShiftOutcome, day: number): void {
    if (aside.length > 0) for (const each of aside) this.list(listedOn(shift, each.punch, day), each);
    if (shift.doubles.length > 0) this.#listDoubles(shift, day);
  }

  /** Double punches are listed with the punch that they repeat. */
  #listDoubles(shift: MatchedShift, day: number): void {
    for (const double of shift.doubles) this.list(listedOn(shift, double.of, day), double);
  }

  #addWorked(day: number, pieces: readonly DayPiece[]): void {
    this.#workedOn ??= new Map();
    let worked = this.#workedOn.get(day) ?? 0;
    for (const piece of pieces) worked += totalOf(piece.worked);
    this.#workedOn.set(day, worked);
  }

  /** How an open arrival is closed, once no punch can close it any more. */
  closingOf(shift: MatchedShift, begun: number): Closing | null {
    const { policy, instance, planned } = shift;
    if (policy.autoClose.kind === 'none') return null;
    const longest = begun + shift.longest;
    if (!isSettled(this.#run, planned.day, instance !== null ? shift.windowEnd : longest)) return null;
    return {
      workedBefore: this.#workedOn?.get(planned.day) ?? 0,
      latest: shift.followedAt === null ? longest : Math.min(shift.followedAt, longest),
    };
  }

  /** HR's settings of a day's columns; they go to the first shift that asks, which is the day's first. */
  #takeEdits(day: number): readonly SlotCorrection[] {
    if (this.#run.corrections.size === 0) return noEdits;
    const corrections = this.#run.corrections.get(day);
    if (corrections === undefined || this.#editedDays?.has(day)) return noEdits;
    this.#editedDays ??= new Set();
    this.#editedDays.add(day);
    return corrections.filter((correction) => correction.kind === 'set-slot');
  }
}

function firstDayOf(pieces: readonly DayPiece[], { planned }: MatchedShift): number {
  return pieces[0]?.day ?? planned.day;
}

/** The day that lists a punch of a shift: the shift's, or, where the day rule splits, the punch's own date. */
function listedOn({ policy }: MatchedShift, punch: TimedPunch, day: number): number {
  return policy.dayRule === 'split' ? wallDay(punch) : day;
}

function wallDay(punch: TimedPunch): number {
  return dayOfSeconds(punch.wall);
}
