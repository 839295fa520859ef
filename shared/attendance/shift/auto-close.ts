/** Closes an arrival that has no departure, as the rule `autoClose` says. @module */

import type { MatchedShift } from '../matching/index.ts';
import { BREAK, DONE, OT, OUT, totalOf } from '../model/index.ts';
import { type ColumnTime, derivedTime } from './column-time.ts';
import type { ByColumn } from './fill-columns.ts';
import { isHalfBreak } from './missing-halves.ts';
import type { ShiftOutcome } from './outcome.ts';

/** What decides when an arrival without its departure is closed. Seconds and epoch seconds. */
export interface Closing {
  /** Worked on the day by its earlier shifts. */
  readonly workedBefore: number;
  /** No departure lies later than this: somebody has punched again, or the longest shift is over. */
  readonly latest: number;
}

/** Says when an arrival of a shift is closed. */
export interface Closings {
  /**
   * `null` while a punch can still close it, and where no rule closes anything.
   * @param begun - when the shift's first punch, or without any HR's first time, lies; epoch seconds
   */
  closingOf(shift: MatchedShift, begun: number): Closing | null;
}

/**
 * Section 3, `autoClose`: closes arrivals without a departure. A missing arrival is never made up.
 * @param rework - the outcome of the shift with other columns
 * @returns the outcome with the derived times, or `null` where no rule closes anything
 */
export function closeOpenPair(
  outcome: ShiftOutcome,
  closing: Closing,
  rework: (slots: ByColumn<ColumnTime>) => ShiftOutcome,
): ShiftOutcome | null {
  const { autoClose } = outcome.shift.policy;
  let closed: ShiftOutcome | null = null;
  for (const { arrival, departure } of outcome.pairs) {
    if (arrival === null || departure !== null) continue;
    const current: ShiftOutcome = closed ?? outcome;
    const column = departureColumn(arrival, current.slots);
    if (current.slots[column]) continue;
    const withTime = (at: number): ShiftOutcome => {
      const slots = [...current.slots];
      slots[column] = derivedTime(column, at, current.shift.planned.zone);
      return rework(slots);
    };
    // A break that was begun without a punch ends at its scheduled time or not at all.
    const isBreak = column === BREAK && current.shift.instance !== null;
    if (isBreak && autoClose.kind !== 'scheduled') continue;
    if (autoClose.kind === 'scheduled') {
      const at = current.shift.instance?.at[column] ?? Number.NaN;
      if (at > arrival.rounded && at <= closing.latest) closed = withTime(at);
    } else if (autoClose.kind === 'fixed') {
      closed = withTime(Math.min(arrival.rounded + autoClose.minutes * 60, closing.latest));
    } else if (autoClose.kind === 'remaining') {
      const { expected } = current.shift.planned;
      const target = expected + autoClose.toleranceMinutes * 60 - closing.workedBefore;
      if (expected > 0) closed = whenWorked(Math.max(0, target), arrival, closing.latest, withTime);
    }
  }
  return closed;
}

/** Breaks are taken off, so the departure is moved back by as much as they take, until the work is what is due. */
function whenWorked(
  target: number,
  arrival: ColumnTime,
  latest: number,
  withTime: (at: number) => ShiftOutcome,
): ShiftOutcome {
  const earliest = arrival.rounded;
  let at = earliest;
  let closed = withTime(at);
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const missing = target - totalOf(closed.worked);
    const next = Math.min(latest, Math.max(earliest, at + missing));
    if (next === at) break;
    at = next;
    closed = withTime(at);
  }
  return closed;
}

function departureColumn(arrival: ColumnTime, slots: ByColumn<ColumnTime>): number {
  if (arrival.column === OT) return DONE;
  return isHalfBreak({ arrival, departure: null }, slots) ? BREAK : OUT;
}
