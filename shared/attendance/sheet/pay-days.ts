/** Pays the days of a sheet, one after the other: what a day leaves is handed on to the next one. */
import type { DayBasis } from '../day/index.ts';
import { type PaidDay, payDay } from '../day/index.ts';
import { windowEndOf } from '../matching/index.ts';
import { type Correction, type IgnoredPunch, inTimeOrder, type SetAside } from '../model/index.ts';
import { DaysBefore } from '../overtime/index.ts';
import type { PlannedDay } from '../plan/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { PlacedShifts } from './place-shifts.ts';
import { isSettled, waitsFor } from './run.ts';

const noneIgnored: readonly IgnoredPunch[] = [];
const noCorrections: readonly Correction[] = [];
const noTerminals: readonly string[] = [];
const noPieces: readonly DayPiece[] = [];

/**
 * Pays the days of a run in order, from its first one.
 * @param take - is given each day before the next one is paid, so that no more than one is held
 * @throws RangeError where a day follows a policy that is not of the run's rule book
 */
export function payDays(placed: PlacedShifts, take: (paid: PaidDay) => void): void {
  const { run } = placed;
  const { looksBack, periods, layers } = run.book;
  let before = looksBack ? DaysBefore.none(run.from, periods) : null;
  for (let day = run.from; day < run.to; day += 1) {
    const basis = basisOf(placed, run.plan.on(day));
    const ofPolicy = layers.get(basis.plan.schedule.policy);
    if (!ofPolicy) throw new RangeError('a policy of another rule book');
    const paid = payDay(basis, ofPolicy, before);
    before = paid.next;
    take(paid);
  }
}

function basisOf({ run, pieces, aside }: PlacedShifts, own: PlannedDay): DayBasis {
  const ofDay = inOrder(pieces[own.day - run.from] ?? noPieces);
  const windowEnd = dayWindowEnd(own, ofDay);
  const settled = isSettled(run, own.day, windowEnd);
  return {
    userId: run.userId,
    own,
    plan: planOf(own, ofDay[0]),
    pieces: ofDay,
    ignored: listed(aside.get(own.day)),
    isInDoubt: aside.get(own.day)?.some(({ inDoubt }) => inDoubt) === true,
    corrections: run.corrections.get(own.day) ?? noCorrections,
    windowEnd,
    isSettled: settled,
    waitsFor: settled ? noTerminals : waitsFor(run, own.day, windowEnd),
  };
}

/** Scheduled shifts are a day's first rows, unscheduled work follows; both in the order of time. */
function inOrder(pieces: readonly DayPiece[]): readonly DayPiece[] {
  if (pieces.length < 2) return pieces;
  return pieces.toSorted((a, b) => rankOf(a) - rankOf(b) || startOf(a) - startOf(b));
}

function rankOf(piece: DayPiece): number {
  return piece.outcome.shift.instance ? 0 : 1;
}

function startOf(piece: DayPiece): number {
  const { instance, punches } = piece.outcome.shift;
  return instance ? instance.start : (punches[0]?.at ?? 0);
}

function listed(aside: readonly SetAside[] | undefined): readonly IgnoredPunch[] {
  if (!aside) return noneIgnored;
  return inTimeOrder(aside).map(({ punch, reason }) => ({
    punch: punch.ref,
    instant: punch.instant,
    reason,
  }));
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
function dayWindowEnd(own: PlannedDay, pieces: readonly DayPiece[]): number {
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
    end = Math.max(end, windowEndOf(candidate));
  }
  return hasShift ? end : Math.max(end, own.zone.startOfDay(own.day + 1));
}
