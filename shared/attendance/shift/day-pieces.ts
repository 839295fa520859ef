/** Puts a shift on its day, or splits it at midnight, as the day rule says. @module */

import { dayOfSeconds, daySeconds } from '#shared/time/clock-text.ts';
import { IN, intersect, OUT, type Spans, totalOf } from '../model/index.ts';
import type { ShiftOutcome } from './outcome.ts';

/** What a shift contributes to one day: all of it, or, where the day rule splits, the part on that date. */
export interface DayPiece {
  readonly day: number;
  readonly outcome: ShiftOutcome;
  readonly worked: Spans;
  /** Expected work of the shift on that date, before leave, in seconds. */
  readonly expected: number;
  /** Late belongs to the date of arrival, early to the date of departure. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Only the part of the shift on this date counts. */
  readonly isPart: boolean;
}

/** Section 2, step 5: the day or the days of a shift. */
export function piecesOf(outcome: ShiftOutcome): DayPiece[] {
  const { dayRule } = outcome.shift.policy;
  if (dayRule === 'split') return splitAtMidnight(outcome);
  const day =
    dayRule === 'end' ? endDay(outcome) : dayRule === 'most' ? mostWorkedDay(outcome) : startDay(outcome);
  const expected = outcome.shift.instance?.expected ?? 0;
  return [{ day, outcome, worked: outcome.worked, expected, isFirst: true, isLast: true, isPart: false }];
}

function startDay({ shift }: ShiftOutcome): number {
  return shift.planned.day;
}

function endDay({ shift, pairs }: ShiftOutcome): number {
  const { zone } = shift.planned;
  const last = pairs.at(-1);
  const left = last?.departure?.at ?? last?.arrival?.at ?? shift.punches.at(-1)?.at ?? Number.NaN;
  const end = shift.instance !== null ? (shift.instance.at[OUT] ?? 0) : left;
  // A shift that ends at midnight ends the day that is over.
  return Number.isNaN(end) ? shift.planned.day : Math.floor((zone.toWall(end) - 1) / daySeconds);
}

function mostWorkedDay(outcome: ShiftOutcome): number {
  const { shift, worked } = outcome;
  const spans = worked.length > 0 ? worked : scheduledSpans(outcome);
  let best = shift.planned.day;
  let bestSeconds = secondsOn(outcome, spans, best);
  for (const day of daysOf(outcome, spans)) {
    const seconds = secondsOn(outcome, spans, day);
    if (seconds > bestSeconds) {
      best = day;
      bestSeconds = seconds;
    }
  }
  return best;
}

function splitAtMidnight(outcome: ShiftOutcome): DayPiece[] {
  const scheduled = scheduledSpans(outcome);
  const length = totalOf(scheduled);
  const expected = outcome.shift.instance?.expected ?? 0;
  const days = new Set([
    startDay(outcome),
    ...daysOf(outcome, scheduled),
    ...daysOf(outcome, outcome.worked),
  ]);
  for (const slot of outcome.slots) if (slot !== null) days.add(dayOfSeconds(slot.wall));
  const sorted = [...days].sort((a, b) => a - b);
  let expectedLeft = expected;
  return sorted.map((day, index) => {
    const share = length === 0 ? 0 : Math.round((expected * secondsOn(outcome, scheduled, day)) / length);
    const isLast = index === sorted.length - 1;
    const ofDay = isLast ? expectedLeft : Math.min(expectedLeft, share);
    expectedLeft -= ofDay;
    return {
      day,
      outcome,
      worked: intersect(outcome.worked, boundsOf(outcome, day)),
      expected: ofDay,
      isFirst: index === 0,
      isLast,
      isPart: true,
    };
  });
}

/** Scheduled presence; the break is shared out with the work around it. */
function scheduledSpans({ shift }: ShiftOutcome): Spans {
  const { instance } = shift;
  return instance !== null ? [instance.at[IN] ?? 0, instance.at[OUT] ?? 0] : [];
}

function boundsOf({ shift }: ShiftOutcome, day: number): Spans {
  const { from, to } = shift.planned.zone.dayBounds(day);
  return [from, to];
}

function secondsOn(outcome: ShiftOutcome, spans: Spans, day: number): number {
  return totalOf(intersect(spans, boundsOf(outcome, day)));
}

function daysOf({ shift }: ShiftOutcome, spans: Spans): number[] {
  if (spans.length === 0) return [];
  const first = Math.floor(shift.planned.zone.toWall(spans[0] ?? 0) / daySeconds);
  const last = Math.floor((shift.planned.zone.toWall(spans.at(-1) ?? 0) - 1) / daySeconds);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
