import { dayNumber } from '#shared/time/calendar.ts';
import { daySeconds, epochSeconds } from '#shared/time/clock-text.ts';
import { buildDay, type DayBasis, type DayFigures, figuresOf } from '../day/index.ts';
import type { PreparedPunches } from '../matching/index.ts';
import { WorkedShift } from '../matching/index.ts';
import type { AttendanceInput, Correction, DayResult } from '../model/index.ts';
import { compareInTime, type IgnoredPunch, type TimedPunch, totalOf } from '../model/index.ts';
import { DaysBefore } from '../overtime/index.ts';
import type { PlannedDay, UserPlan } from '../plan/index.ts';
import type { Closing, SlotCorrection } from '../shift/index.ts';
import { type DayPiece, piecesOf, workOut } from '../shift/index.ts';
import type { CompiledRuleBook } from './compiled-rule-book.ts';

const noneIgnored: readonly IgnoredPunch[] = [];
const noCorrections: readonly Correction[] = [];
const noneCorrected: ReadonlyMap<number, readonly Correction[]> = new Map();
const noEdits: readonly SlotCorrection[] = [];

/** The days of a range while their parts are gathered. */
export class Sheet {
  readonly #input: AttendanceInput;
  readonly #plan: UserPlan;
  readonly #from: number;
  readonly #to: number;
  readonly #book: CompiledRuleBook;
  /** The days before the next one to compute; `null` where no rule looks back. */
  #before: DaysBefore | null;
  readonly #corrections: ReadonlyMap<number, readonly Correction[]>;
  readonly #pieces: DayPiece[][];
  readonly #ignored = new Map<number, TimedPunch[]>();
  /** Worked by the shifts that a day plans, so far; only where it decides how an open arrival is closed. */
  readonly #workedOn = new Map<number, number>();
  /** Leave by the hour that a day's shifts have used so far. */
  readonly #leaveUsedOn = new Map<number, number>();
  readonly #editedDays = new Set<number>();
  readonly #complete: number;
  readonly #now: number;

  /**
   * Gathers the days `from ≤ day < to`.
   * @param corrections - in order of entry
   */
  constructor(
    input: AttendanceInput,
    plan: UserPlan,
    from: number,
    to: number,
    corrections: readonly Correction[],
    book: CompiledRuleBook,
  ) {
    this.#input = input;
    this.#plan = plan;
    this.#from = from;
    this.#to = to;
    this.#book = book;
    this.#before = book.looksBack ? DaysBefore.none(from, book.periods) : null;
    this.#corrections =
      corrections.length === 0
        ? noneCorrected
        : Map.groupBy(corrections, (correction) => dayNumber(correction.date));
    this.#pieces = [];
    for (let day = from; day < to; day += 1) this.#pieces.push([]);
    this.#complete =
      input.completeThrough === null ? Number.NEGATIVE_INFINITY : epochSeconds(input.completeThrough);
    this.#now = epochSeconds(input.now);
  }

  /** Works a shift out and puts it on its day or days. */
  addShift(shift: WorkedShift): void {
    const { planned, policy, punches } = shift;
    // Only the day rules that move a shift can bring one in from outside the range.
    const reach = policy.dayRule === 'start' ? 0 : 2;
    if (planned.day < this.#from - reach || planned.day >= this.#to + reach) return;
    shift.sheetDay = planned.day;
    if (!shift.instance && !planned.employed) {
      for (const punch of punches) punch.ignored = 'not-employed';
      return;
    }
    const leaveUsed = this.#leaveUsedOn.get(planned.day) ?? 0;
    shift.leaveLeft = planned.leaveByHour - leaveUsed;
    const closing = this.#closingOf(shift);
    let pieces = piecesOf(workOut(shift, noEdits, closing));
    const edits = this.#takeEdits(pieces[0]?.day ?? planned.day);
    if (edits.length > 0) pieces = piecesOf(workOut(shift, edits, closing));
    shift.sheetDay = pieces[0]?.day ?? planned.day;
    const used = pieces[0]?.outcome.lateness.leaveUsed ?? 0;
    if (used > 0) this.#leaveUsedOn.set(planned.day, leaveUsed + used);
    if (policy.autoClose.kind === 'remaining') this.#addWorked(planned.day, pieces);
    for (const piece of pieces) this.#pieces[piece.day - this.#from]?.push(piece);
  }

  /** A day on which HR has set a column, without any shift or punch, gets one from HR's times alone. */
  addShiftsForEdits(): void {
    for (const [day, corrections] of this.#corrections) {
      const isEdited = corrections.some((correction) => correction.kind === 'set-slot');
      if (!isEdited || this.#editedDays.has(day) || !this.#pieces[day - this.#from]) continue;
      const planned = this.#plan.on(day);
      if (planned.employed) this.addShift(new WorkedShift(planned, null, 0, 0));
    }
  }

  /** Lists the punches that took no part on the days of their shifts, or, without a shift, on their own dates. */
  addIgnored(punches: PreparedPunches, shifts: readonly WorkedShift[]): void {
    const dayOfKept = new Map<TimedPunch, number>();
    const hasDoubles = punches.doubles.length > 0;
    for (const shift of shifts) {
      const day = shift.sheetDay;
      if (day === null) continue;
      for (const punch of shift.punches) {
        const listedOn = shift.policy.dayRule === 'split' ? wallDay(punch) : day;
        if (hasDoubles) dayOfKept.set(punch, listedOn);
        if (punch.ignored !== null) this.#list(listedOn, punch);
      }
    }
    for (const { punch, of } of punches.doubles) {
      const day = dayOfKept.get(of);
      if (day !== undefined) this.#list(day, punch);
    }
    for (const punch of punches.aside) this.#list(wallDay(punch), punch);
  }

  /** The rows of the sheet from a day number on, one a day. */
  daysFrom(first: number): DayResult[] {
    const days: DayResult[] = [];
    for (let day = this.#from; day < this.#to; day += 1) {
      const { basis, figures } = this.#compute(day);
      this.#before = this.#before?.and(figures.log) ?? null;
      if (day >= first) days.push(buildDay(basis, figures));
    }
    return days;
  }

  /** What a day's row is made of, and its figures; for one day of the range. */
  explained(wanted: number): { basis: DayBasis; figures: DayFigures } {
    for (let day = this.#from; day < wanted; day += 1) {
      this.#before = this.#before?.and(this.#compute(day).figures.log) ?? null;
    }
    return this.#compute(wanted);
  }

  #compute(day: number): { basis: DayBasis; figures: DayFigures } {
    const basis = this.#basisOf(this.#plan.on(day), this.#pieces[day - this.#from] ?? []);
    const layers = this.#book.layers.get(basis.plan.schedule.policy);
    if (!layers) throw new RangeError('a policy of another rule book');
    return { basis, figures: figuresOf(basis, layers, this.#before) };
  }

  #basisOf(own: PlannedDay, pieces: DayPiece[]): DayBasis {
    if (pieces.length > 1) pieces.sort((a, b) => order(a) - order(b) || startOf(a) - startOf(b));
    const ignored = this.#ignored.get(own.day);
    const windowEnd = windowEndOf(own, pieces);
    return {
      userId: this.#input.user.id,
      own,
      plan: planOf(own, pieces[0]),
      pieces,
      ignored: ignored ? ignored.sort(compareInTime).map(listed) : noneIgnored,
      corrections: this.#corrections.get(own.day) ?? noCorrections,
      windowEnd,
      isSettled: this.#isPast(windowEnd),
    };
  }

  #addWorked(day: number, pieces: readonly DayPiece[]): void {
    let worked = this.#workedOn.get(day) ?? 0;
    for (const piece of pieces) worked += totalOf(piece.worked);
    this.#workedOn.set(day, worked);
  }

  /** How an open arrival is closed, once no punch can close it any more. */
  #closingOf(shift: WorkedShift): Closing | null {
    const { policy, punches, instance, planned } = shift;
    const first = punches[0];
    if (policy.autoClose.kind === 'none' || !first) return null;
    const longest = first.at + policy.maxShift;
    if (!this.#isPast(instance ? shift.windowEnd : longest)) return null;
    return {
      workedBefore: this.#workedOn.get(planned.day) ?? 0,
      latest: Math.min(shift.followedAt, longest),
    };
  }

  /** HR's settings of a day's columns; they go to the first shift that asks, which is the day's first. */
  #takeEdits(day: number): readonly SlotCorrection[] {
    const corrections = this.#corrections.get(day);
    if (!corrections || this.#editedDays.has(day)) return noEdits;
    this.#editedDays.add(day);
    return corrections.filter((correction) => correction.kind === 'set-slot');
  }

  #list(day: number, punch: TimedPunch): void {
    const punches = this.#ignored.get(day);
    if (punches) punches.push(punch);
    else this.#ignored.set(day, [punch]);
  }

  #isPast(moment: number): boolean {
    return this.#complete > moment && this.#now > moment;
  }
}

/**
 * The plan that a day's figures follow. What the day rule splits follows each date's own plan, so that a holiday begins at
 * midnight; on a date on which nobody is to work, the shift goes on as what it was.
 */
function planOf(own: PlannedDay, first: DayPiece | undefined): PlannedDay {
  const { instance, planned } = first?.outcome.shift ?? {};
  if (!first || !instance || !planned) return own;
  if (!first.isPart || planned.day === own.day) return planned;
  return {
    ...own,
    dayType: own.dayType === 'offday' ? planned.dayType : own.dayType,
    schedule: own.schedule.id === null ? planned.schedule : own.schedule,
  };
}

/** Up to when a punch can still belong to the day. */
function windowEndOf(own: PlannedDay, pieces: readonly DayPiece[]): number {
  let end = Number.NEGATIVE_INFINITY;
  let hasShift = false;
  for (const { outcome } of pieces) {
    const { instance, windowEnd, punches, policy } = outcome.shift;
    if (instance) {
      hasShift = true;
      end = Math.max(end, windowEnd);
    } else if (outcome.missing.departure && punches[0]) end = Math.max(end, punches[0].at + policy.maxShift);
  }
  for (const candidate of hasShift ? [] : own.template.candidates) {
    end = Math.max(end, candidate.end + candidate.schedule.policy.windowAfter);
  }
  return hasShift ? end : Math.max(end, own.zone.startOfDay(own.day + 1));
}

/** Scheduled shifts are a day's first rows, unscheduled work follows. */
function order(piece: DayPiece): number {
  return piece.outcome.shift.instance ? 0 : 1;
}

function startOf(piece: DayPiece): number {
  const { instance, punches } = piece.outcome.shift;
  return instance ? instance.start : (punches[0]?.at ?? 0);
}

function wallDay(punch: TimedPunch): number {
  return Math.floor(punch.wall / daySeconds);
}

function listed(punch: TimedPunch): IgnoredPunch {
  return { punch: punch.ref, instant: punch.instant, reason: punch.ignored ?? 'unpaired' };
}
