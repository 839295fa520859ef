/** Says which rule and which punches made each figure of a day, as keys with values. @module */

import { type Phrase, phrase } from '#shared/reasons/index.ts';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import type { DayStatus, PunchRef, Reason, TimedPunch } from '../model/index.ts';
import { columns } from '../model/index.ts';
import type { GivenSeconds } from '../overtime/index.ts';
import { arrivalIn, type ColumnTime, type DayPiece, departureIn } from '../shift/index.ts';
import type { DayBasis } from './day-basis.ts';
import type { DayFigures } from './day-figures.ts';
import { columnsOn } from './day-slots.ts';

const roundingRules = columns.map((column) => `rounding.${column}`);

/** Section 8: for each figure the rule and the punches that made it, for HR. */
export function reasonsOf(basis: DayBasis, figures: DayFigures, status: DayStatus): Reason[] {
  const reasons: Reason[] = [];
  for (const piece of basis.pieces) {
    slotReasons(piece, reasons);
    if (!piece.isPart || piece.isFirst) breakReasons(piece, reasons);
  }
  if (figures.worked > 0) reasons.push(workedReason(basis, figures));
  latenessReasons(basis, reasons);
  forgivenReasons(figures, reasons);
  const { expected, worked, short, undertime } = figures;
  if (short > 0) {
    reasons.push(reason('short', 'thresholds.shortToleranceMinutes', phrase('short', { expected, worked })));
  }
  if (undertime < 0) {
    const missing = phrase('undertime', { missing: -undertime });
    reasons.push(reason('undertime', 'overtime.undertimeToleranceMinutes', missing));
  }
  for (const given of figures.shared.overtime) reasons.push(layerReason('overtime', given));
  for (const given of figures.shared.premiums) reasons.push(layerReason('premiums', given));
  planReasons(basis, figures, reasons);
  statusReason(basis, figures, status, reasons);
  return reasons;
}

function reason(figure: string, rule: string, { key, values }: Phrase, punches: PunchRef[] = []): Reason {
  return { figure, rule, key, values, punches };
}

function slotReasons(piece: DayPiece, reasons: Reason[]): void {
  for (const slot of columnsOn(piece)) {
    if (slot === null) continue;
    const figure = columns[slot.column] ?? 'in';
    if (slot.punch === null) {
      reasons.push(
        slot.correctionId === null
          ? reason(figure, 'columns.autoClose', phrase('column.derived', timeIn(slot)))
          : reason(figure, 'correction', phrase('column.set', timeIn(slot))),
      );
      continue;
    }
    if (slot.roundedBy !== null) {
      const moved = phrase(roundedBy[slot.roundedBy], { ...timeIn(slot), counts: wallOf(slot) });
      reasons.push(reason(figure, roundingRules[slot.column] ?? 'rounding', moved, refs(slot.punch)));
    }
    if (slot.punch.correctionId !== null) {
      reasons.push(reason(figure, 'correction', phrase('column.added', timeIn(slot))));
    }
  }
  for (const { punch, reason } of piece.outcome.aside) {
    if (reason === 'replaced') replacedReason(piece, punch, reasons);
  }
}

const roundedBy = { range: 'column.in-range', snap: 'column.snapped', grid: 'column.rounded' } as const;

/** A time as it was read, and its column. */
function timeIn({ column, wall }: ColumnTime) {
  return { column: columns[column] ?? 'in', time: wallTimeOf(wall) };
}

function replacedReason({ outcome }: DayPiece, replaced: TimedPunch, reasons: Reason[]): void {
  const by = outcome.slots.find((slot) => slot?.punch && slot.at >= replaced.at);
  if (!by) return;
  const replaces = phrase('column.replaces', { ...timeIn(by), earlier: wallTimeOf(replaced.wall) });
  const punches = [...refs(by.punch), ...refs(replaced)];
  reasons.push(reason(columns[by.column] ?? 'out', 'columns.keepLatest', replaces, punches));
}

function breakReasons({ outcome }: DayPiece, reasons: Reason[]): void {
  const { breakTaken: taken, breakDeducted: deducted } = outcome;
  if (taken === 0) return;
  const said = deducted > 0 ? phrase('break.by-rule', { taken, deducted }) : phrase('break.taken', { taken });
  reasons.push(reason('breakTaken', `breaks.mode: ${outcome.shift.policy.breaks.mode}`, said));
}

function workedReason({ pieces }: DayBasis, { worked, workedExact: exact }: DayFigures): Reason {
  const stretches = [];
  const punches: PunchRef[] = [];
  for (const { outcome } of pieces) {
    for (const { arrival, departure } of outcome.pairs) {
      if (arrival === null || departure === null) continue;
      stretches.push(phrase('worked.stretch', { from: wallOf(arrival), to: wallOf(departure) }));
      if (arrival.punch !== null) punches.push(arrival.punch.ref);
      if (departure.punch !== null) punches.push(departure.punch.ref);
    }
  }
  const said =
    worked === exact
      ? phrase('worked', { stretches, worked })
      : phrase('worked.rounded', { stretches, worked, exact });
  return reason('worked', 'direction.hours', said, punches);
}

/** The counted time as it stands on the wall; rounding does not cross a change of clocks for a reader. */
function wallOf(time: ColumnTime): string {
  return wallTimeOf(time.wall + time.rounded - time.at);
}

function latenessReasons({ pieces }: DayBasis, reasons: Reason[]): void {
  for (const { outcome, isFirst, isLast } of pieces) {
    const { late, early } = outcome.lateness;
    const first = outcome.pairs[0]?.arrival ?? arrivalIn(outcome.slots);
    const last = outcome.pairs.at(-1)?.departure ?? departureIn(outcome.slots);
    if (isFirst && late > 0 && first !== null) {
      const said = phrase('late', { late, ...timeIn(first) });
      reasons.push(reason('late', 'thresholds.lateGraceMinutes', said, refs(first.punch)));
    }
    if (isLast && early > 0 && last !== null) {
      const said = phrase('early', { early, ...timeIn(last) });
      reasons.push(reason('early', 'thresholds.earlyGraceMinutes', said, refs(last.punch)));
    }
  }
}

function forgivenReasons(
  { forgivenLate: late, forgivenEarly: early, policy }: DayFigures,
  reasons: Reason[],
) {
  if (late > 0) {
    const days = policy.forgiveLate;
    const said =
      days === 1 ? phrase('late.first-day-forgiven', { late }) : phrase('late.forgiven', { late, days });
    reasons.push(reason('late', 'thresholds.forgiveLatePerMonth', said));
  }
  if (early > 0) {
    const days = policy.forgiveEarly;
    const said =
      days === 1 ? phrase('early.first-day-forgiven', { early }) : phrase('early.forgiven', { early, days });
    reasons.push(reason('early', 'thresholds.forgiveEarlyPerMonth', said));
  }
}

function layerReason(
  figure: 'overtime' | 'premiums',
  { code, multiplier, told, seconds, claimed }: GivenSeconds,
): Reason {
  const of = [];
  if (told.shift !== null) of.push(phrase('of.shift', told.shift));
  if (claimed !== seconds) of.push(phrase('of.claimed', { seconds: claimed }));
  return reason(figure, told.rule, phrase(told.key, { code, multiplier, seconds, of }));
}

function planReasons({ plan, corrections }: DayBasis, figures: DayFigures, reasons: Reason[]): void {
  if (plan.holiday !== null) {
    reasons.push(reason('dayType', 'calendar', phrase('holiday', { name: plan.holiday.name })));
  }
  for (const [index, { type, seconds }] of plan.leave.entries()) {
    const left = figures.leave[index]?.seconds ?? seconds;
    const { worked } = figures.judged;
    reasons.push(
      left === seconds
        ? reason('leave', 'leave', phrase('leave', { type, seconds }))
        : reason('leave', 'leave.onWork', phrase('leave.reduced', { type, seconds, left, worked })),
    );
  }
  if (figures.workedOnLeave > 0 && plan.schedule.policy.leaveOnWork === 'keep') {
    reasons.push(reason('leave', 'leave.onWork', phrase('leave.stays', { worked: figures.workedOnLeave })));
  }
  for (const { first, second: type } of plan.leaveConflicts) {
    reasons.push(reason('leave', 'leave', phrase('leave.conflict', { type, first })));
  }
  for (const correction of corrections) {
    if (correction.kind === 'set-day-type') {
      const { dayType, reason: why } = correction;
      reasons.push(reason('dayType', 'correction', phrase('day-type.set', { dayType, why })));
    }
  }
}

/** The longest list of terminals in a sentence: `pendingFor` names them all. */
const mostNamed = 5;

function openUntilRead({ waitsFor }: DayBasis) {
  if (waitsFor.length === 0) return phrase('pending.window', {});
  const terminals = waitsFor.slice(0, mostNamed);
  const more = waitsFor.length - terminals.length;
  return more > 0 ? phrase('pending.more-logs', { terminals, more }) : phrase('pending.logs', { terminals });
}

function statusReason(basis: DayBasis, figures: DayFigures, status: DayStatus, reasons: Reason[]): void {
  const byHR = basis.corrections.findLast((correction) => correction.kind === 'set-status');
  if (byHR !== undefined) {
    const said = phrase('status.set', { status: byHR.status, why: byHR.reason });
    reasons.push(reason('status', 'correction', said));
    return;
  }
  if (status === 'pending') {
    const lacks = figures.hasTimes ? phrase('pending.half', {}) : phrase('pending.no-punch', {});
    const said = phrase('status.pending', { lacks, open: openUntilRead(basis) });
    reasons.push(reason('status', 'pending', said));
  }
  if (status === 'incomplete') {
    reasons.push(reason('status', 'incomplete', phrase('status.incomplete', {})));
  }
  if (status === 'absent' || status === 'half-day') {
    const { absentBelowShare, halfDayBelowShare } = figures.policy;
    const isShare = (status === 'absent' ? absentBelowShare : halfDayBelowShare) !== null;
    const rule = `thresholds.${status === 'absent' ? 'absent' : 'halfDay'}Below${isShare ? 'Percent' : 'Minutes'}`;
    const said = figures.hasTimes
      ? phrase('status.too-little', { worked: figures.judged.worked })
      : phrase('status.no-punch', {});
    reasons.push(reason('status', rule, said));
  }
}

function refs(punch: TimedPunch | null): PunchRef[] {
  return punch === null || punch.correctionId !== null ? [] : [punch.ref];
}
