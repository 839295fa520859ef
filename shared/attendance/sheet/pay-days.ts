/** Pays the days of a sheet, one after the other: what a day leaves is handed on to the next one. */
import { type DayBasis, nothingLogged, type PaidDay, payDay, SharesByDate } from '../day/index.ts';
import { windowEndOf } from '../matching/index.ts';
import { type Correction, inTimeOrder, noneAside } from '../model/index.ts';
import { DaysBefore, type PolicyLayers } from '../overtime/index.ts';
import type { PlannedDay } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import type { DayPiece, ShiftOutcome } from '../shift/index.ts';
import type { CompiledRuleBook } from './compiled-rule-book.ts';
import type { PlacedShifts } from './place-shifts.ts';
import { isSettled, type Run, waitsFor } from './run.ts';

const noCorrections: readonly Correction[] = [];
const noTerminals: readonly string[] = [];
const noPieces: readonly DayPiece[] = [];

/**
 * Pays the days of a run in order, from its first one: those ahead of the wanted ones for what they leave only.
 * @param take - is given each wanted day before the next one is paid, so that no more than one is held
 * @throws RangeError where a day follows a policy that is not of the run's rule book
 */
export function payDays(placed: PlacedShifts, take: (paid: PaidDay) => void): void {
  const { run } = placed;
  if (placed.split.size > 0) {
    paySplitDays(placed, take);
    return;
  }
  const layers = new LayersInTurn(run.book);
  let before = daysBefore(run);
  for (let day = run.from; day < run.to; day += 1) {
    // A day on which nobody came leaves nothing for the days after it, and here it needs no row.
    if (day < run.wanted && !hasTimes(piecesOn(placed, day))) {
      before = before?.and(nothingLogged) ?? null;
      continue;
    }
    const basis = basisOf(placed, run.plan.on(day));
    const paid = payDay(basis, layers.of(basis), before);
    before = paid.next;
    if (day >= run.wanted) take(paid);
  }
}

function hasTimes(pieces: readonly DayPiece[]): boolean {
  for (let i = 0; i < pieces.length; i += 1) if (pieces[i]?.outcome.pairs.length !== 0) return true;
  return false;
}

/** What stands on a day: scheduled shifts first, then unscheduled work, both in the order of time. */
function piecesOn({ run, pieces }: PlacedShifts, day: number): readonly DayPiece[] {
  return pieces[day - run.from] ?? noPieces;
}

function daysBefore({ book, from }: Run): DaysBefore | null {
  return book.looksBack ? DaysBefore.none(from, book.periods) : null;
}

/** The layers of one day after the other: a user's days mostly follow one policy. */
class LayersInTurn {
  readonly #layers: CompiledRuleBook['layers'];
  #policy: Policy | null = null;
  #ofPolicy: PolicyLayers | undefined;

  constructor({ layers }: CompiledRuleBook) {
    this.#layers = layers;
  }

  /** @throws RangeError where a day follows a policy that is not of the rule book */
  of({ plan }: DayBasis): PolicyLayers {
    const { policy } = plan.schedule;
    if (policy !== this.#policy) {
      this.#ofPolicy = this.#layers.get(policy);
      this.#policy = policy;
    }
    if (this.#ofPolicy === undefined) throw new RangeError('a policy of another rule book');
    return this.#ofPolicy;
  }
}

/**
 * Pays days whose shifts are split at midnight: each day's shifts first as if nothing were split, so that a split day pays
 * what the unsplit one pays, then shown on the dates on which they were worked. A shift may have begun on the evening
 * before its day, so a date is made when the day after it is paid.
 */
function paySplitDays(placed: PlacedShifts, take: (paid: PaidDay) => void): void {
  const { run } = placed;
  const shown = new SharesByDate();
  const layers = new LayersInTurn(run.book);
  let before = daysBefore(run);
  let last: PaidDay | null = null;
  for (let day = run.from; day <= run.to; day += 1) {
    const whole = wholeDay(placed, day);
    const paid = payDay(whole, layers.of(whole), before);
    shown.add(paid, placed.split.get(day) ?? noPieces);
    if (last !== null && last.basis.own.day >= run.wanted)
      take(shown.on(basisOf(placed, last.basis.own), last));
    before = paid.next;
    last = paid;
  }
}

/** A day with its shifts as if none were split. */
function wholeDay(placed: PlacedShifts, day: number): DayBasis {
  const { run, split } = placed;
  const own = run.plan.on(day);
  const ofDay = split.get(day) ?? noPieces;
  const others = piecesOn(placed, day).filter(({ isPart }) => !isPart);
  const wholes = new Map<ShiftOutcome, DayPiece>();
  for (const { outcome } of ofDay) {
    const expected = outcome.shift.instance?.expected ?? 0;
    const { worked } = outcome;
    wholes.set(outcome, { day, outcome, worked, expected, isFirst: true, isLast: true, isPart: false });
  }
  return {
    ...basisFrom(
      placed,
      own,
      [...others, ...wholes.values()].sort((a, b) => startOf(a) - startOf(b)),
    ),
    dates: datesOf(run, own, ofDay),
  };
}

/** The dates on which a day's shifts lie, each with the type that its work is paid by; `null` where that is one date. */
function datesOf({ plan }: Run, own: PlannedDay, pieces: readonly DayPiece[]): DayBasis['dates'] {
  const days = new Set([own.day, ...pieces.map((piece) => piece.day)]);
  if (days.size === 1) return null;
  return [...days]
    .sort((a, b) => a - b)
    .map((day) => {
      const { dayType } = planOf(
        plan.on(day),
        pieces.find((piece) => piece.day === day),
      );
      return { day, dayType, ...own.zone.dayBounds(day) };
    });
}

function basisOf(placed: PlacedShifts, own: PlannedDay): DayBasis {
  return basisFrom(placed, own, piecesOn(placed, own.day));
}

/** @param ofDay - its pieces in order */
function basisFrom({ run, aside }: PlacedShifts, own: PlannedDay, ofDay: readonly DayPiece[]): DayBasis {
  const windowEnd = dayWindowEnd(own, ofDay);
  const settled = isSettled(run, own.day, windowEnd);
  const listed = aside[own.day - run.from] ?? noneAside;
  return {
    userId: run.userId,
    own,
    periods: run.plan,
    dates: null,
    plan: planOf(own, ofDay[0]),
    pieces: ofDay,
    ignored: inTimeOrder(listed),
    isInDoubt: listed.length > 0 && listed.some(({ inDoubt }) => inDoubt),
    corrections: run.corrections.get(own.day) ?? noCorrections,
    windowEnd,
    isSettled: settled,
    waitsFor: settled ? noTerminals : waitsFor(run, own.day, windowEnd),
  };
}

/** Unscheduled work stands behind all shifts. */
function startOf({ outcome }: DayPiece): number {
  return outcome.shift.instance?.start ?? Number.MAX_SAFE_INTEGER;
}

/**
 * The plan that a day's figures follow. What the day rule splits follows each date's own plan, so that a holiday begins at
 * midnight; on a date on which nobody is to work, the shift goes on as what it was.
 */
function planOf(own: PlannedDay, first: DayPiece | undefined): PlannedDay {
  if (first === undefined || first.outcome.shift.instance === null) return own;
  const { planned } = first.outcome.shift;
  if (!first.isPart) return planned;
  return {
    ...own,
    dayType: own.dayType === 'offday' ? planned.dayType : own.dayType,
    schedule: own.schedule.id === null ? planned.schedule : own.schedule,
  };
}

/** Up to when a punch can still belong to the day. */
function dayWindowEnd(own: PlannedDay, pieces: readonly DayPiece[]): number {
  let end = 0;
  let hasShift = false;
  for (let i = 0; i < pieces.length; i += 1) {
    const outcome = pieces[i]?.outcome;
    if (outcome === undefined) continue;
    const { instance, windowEnd, punches, policy } = outcome.shift;
    const first = punches[0];
    if (instance !== null) {
      hasShift = true;
      end = Math.max(end, windowEnd);
    } else if (first !== undefined && outcome.missing.departure)
      end = Math.max(end, first.at + policy.maxShift);
  }
  if (hasShift) return end;
  for (const candidate of own.template.candidates) end = Math.max(end, windowEndOf(candidate));
  return Math.max(end, own.zone.startOfDay(own.day + 1));
}
