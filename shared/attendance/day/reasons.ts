/** Says in words for HR which rule and which punches made each figure of a day. @module */

import { clockText } from '#shared/time/clock-text.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import type { DayStatus, PunchRef, Reason, TimedPunch } from '../model/index.ts';
import { columns } from '../model/index.ts';
import type { GivenSeconds } from '../overtime/index.ts';
import type { ColumnTime, DayPiece } from '../shift/index.ts';
import type { DayBasis } from './day-basis.ts';
import type { DayFigures } from './day-figures.ts';
import { columnsOn } from './day-slots.ts';

const names = ['IN', 'BREAK', 'RESUME', 'OUT', 'OT', 'DONE'] as const;
const begins = names.map((name) => `${name} `);
const roundingRules = columns.map((column) => `rounding.${column}`);

/** Section 8: for each figure the rule and the punches that made it, in words for HR. */
export function reasonsOf(basis: DayBasis, figures: DayFigures, status: DayStatus): Reason[] {
  const reasons: Reason[] = [];
  for (const piece of basis.pieces) {
    slotReasons(piece, reasons);
    if (!piece.isPart || piece.isFirst) breakReasons(piece, reasons);
  }
  if (figures.worked > 0) reasons.push(workedReason(basis, figures));
  latenessReasons(basis, reasons);
  forgivenReason('late', figures.forgivenLate, figures.policy.forgiveLate, reasons);
  forgivenReason('early', figures.forgivenEarly, figures.policy.forgiveEarly, reasons);
  if (figures.short > 0) {
    const text = `${hoursAndMinutes(figures.expected)} expected, ${hoursAndMinutes(figures.worked)} worked`;
    reasons.push(reason('short', 'thresholds.shortToleranceMinutes', text));
  }
  if (figures.undertime < 0) {
    const text = `${hoursAndMinutes(-figures.undertime)} missing`;
    reasons.push(reason('undertime', 'overtime.undertimeToleranceMinutes', text));
  }
  for (const given of figures.shared.overtime) reasons.push(layerReason('overtime', given));
  for (const given of figures.shared.premiums) reasons.push(layerReason('premiums', given));
  planReasons(basis, figures, reasons);
  statusReason(basis, figures, status, reasons);
  return reasons;
}

function reason(figure: string, rule: string, text: string, punches: PunchRef[] = []): Reason {
  return { figure, rule, text, punches };
}

function slotReasons(piece: DayPiece, reasons: Reason[]): void {
  for (const slot of columnsOn(piece)) {
    if (!slot) continue;
    const figure = columns[slot.column] ?? 'in';
    const name = names[slot.column] ?? '';
    if (slot.punch === null) {
      const isDerived = slot.correctionId === null;
      const text = `${name} ${clockText(slot.wall)} ${isDerived ? 'was derived: nobody punched it' : 'was set by HR'}`;
      reasons.push(reason(figure, isDerived ? 'columns.autoClose' : 'correction', text));
      continue;
    }
    if (slot.roundedBy !== null) {
      const text = begins[slot.column] + clockText(slot.wall) + roundedBy[slot.roundedBy] + wallOf(slot);
      reasons.push(reason(figure, roundingRules[slot.column] ?? 'rounding', text, refs(slot.punch)));
    }
    if (slot.punch.correctionId !== null) {
      reasons.push(reason(figure, 'correction', `${name} ${clockText(slot.wall)} was added by HR`));
    }
  }
  for (const { punch, reason } of piece.outcome.aside) {
    if (reason === 'replaced') replacedReason(piece, punch, reasons);
  }
}

const roundedBy = {
  range: ' by a rounding range counts as ',
  snap: ' near its scheduled time counts as ',
  grid: ' is rounded to ',
} as const;

function replacedReason({ outcome }: DayPiece, replaced: TimedPunch, reasons: Reason[]): void {
  const by = outcome.slots.find((slot) => slot?.punch && slot.at >= replaced.at);
  if (!by) return;
  const text = `${names[by.column] ?? ''} ${clockText(by.wall)} replaces ${clockText(replaced.wall)}: latest kept`;
  reasons.push(
    reason(columns[by.column] ?? 'out', 'columns.keepLatest', text, [...refs(by.punch), ...refs(replaced)]),
  );
}

function breakReasons({ outcome }: DayPiece, reasons: Reason[]): void {
  if (outcome.breakTaken === 0) return;
  const { mode } = outcome.shift.policy.breaks;
  const byRule =
    outcome.breakDeducted > 0 ? `, of which ${hoursAndMinutes(outcome.breakDeducted)} by rule` : '';
  const text = `${hoursAndMinutes(outcome.breakTaken)} of break${byRule}`;
  reasons.push(reason('breakTaken', `breaks.mode: ${mode}`, text));
}

function workedReason({ pieces }: DayBasis, figures: DayFigures): Reason {
  let stretches = '';
  const punches: PunchRef[] = [];
  for (const { outcome } of pieces) {
    for (const { arrival, departure } of outcome.pairs) {
      if (!arrival || !departure) continue;
      if (stretches !== '') stretches += ', ';
      stretches += `${wallOf(arrival)}–${wallOf(departure)}`;
      if (arrival.punch) punches.push(arrival.punch.ref);
      if (departure.punch) punches.push(departure.punch.ref);
    }
  }
  const rounded =
    figures.worked === figures.workedExact ? '' : `, rounded from ${hoursAndMinutes(figures.workedExact)}`;
  const text = `${stretches} make ${hoursAndMinutes(figures.worked)}${rounded}`;
  return reason('worked', 'direction.hours', text, punches);
}

/** The counted time as it stands on the wall; rounding does not cross a change of clocks for a reader. */
function wallOf(time: ColumnTime): string {
  return clockText(time.wall + time.rounded - time.at);
}

function latenessReasons({ pieces }: DayBasis, reasons: Reason[]): void {
  for (const { outcome, isFirst, isLast } of pieces) {
    const { late, early } = outcome.lateness;
    const first = outcome.pairs[0]?.arrival ?? null;
    const last = outcome.pairs.at(-1)?.departure ?? null;
    if (isFirst && late > 0) {
      const text = `${hoursAndMinutes(late)} late${at(first)}`;
      reasons.push(reason('late', 'thresholds.lateGraceMinutes', text, refs(first?.punch ?? null)));
    }
    if (isLast && early > 0) {
      const text = `left ${hoursAndMinutes(early)} early${at(last)}`;
      reasons.push(reason('early', 'thresholds.earlyGraceMinutes', text, refs(last?.punch ?? null)));
    }
  }
}

function at(time: ColumnTime | null): string {
  return time === null ? '' : `: ${names[time.column] ?? ''} ${clockText(time.wall)}`;
}

function forgivenReason(figure: 'late' | 'early', seconds: number, days: number, reasons: Reason[]): void {
  if (seconds === 0) return;
  const rule = figure === 'late' ? 'thresholds.forgiveLatePerMonth' : 'thresholds.forgiveEarlyPerMonth';
  const text = `${hoursAndMinutes(seconds)} ${figure} is forgiven: ${days === 1 ? 'the first day' : `the first ${days} days`} of the month`;
  reasons.push(reason(figure, rule, text));
}

function layerReason(figure: 'overtime' | 'premiums', { told, seconds, claimed }: GivenSeconds): Reason {
  const of = claimed === seconds ? '' : `, of ${hoursAndMinutes(claimed)}`;
  return reason(figure, told.rule, told.name + hoursAndMinutes(seconds) + told.words + of);
}

function planReasons({ plan, corrections }: DayBasis, figures: DayFigures, reasons: Reason[]): void {
  if (plan.holiday) reasons.push(reason('dayType', 'calendar', plan.holiday.name));
  for (const [index, { type, seconds }] of plan.leave.entries()) {
    const left = figures.leave[index]?.seconds ?? seconds;
    const text = `${type} ${hoursAndMinutes(seconds)}`;
    if (left === seconds) reasons.push(reason('leave', 'leave', text));
    else {
      const worked = `${hoursAndMinutes(figures.judged.worked)} were worked`;
      reasons.push(reason('leave', 'leave.onWork', `${text} becomes ${hoursAndMinutes(left)}: ${worked}`));
    }
  }
  if (figures.workedOnLeave > 0 && plan.schedule.policy.leaveOnWork === 'keep') {
    const text = `${hoursAndMinutes(figures.workedOnLeave)} were worked beside the leave, which stays`;
    reasons.push(reason('leave', 'leave.onWork', text));
  }
  for (const { first, second } of plan.leaveConflicts) {
    reasons.push(reason('leave', 'leave', `${second} wants time that ${first} has taken already`));
  }
  for (const correction of corrections) {
    if (correction.kind === 'set-day-type') {
      reasons.push(reason('dayType', 'correction', `${correction.dayType}: ${correction.reason}`));
    }
  }
}

/** The longest list of terminals in a sentence: `pendingFor` names them all. */
const mostNamed = 5;

function openUntilRead({ waitsFor }: DayBasis): string {
  if (waitsFor.length === 0) return 'the window is still open or a terminal has not been read past it';
  const named = waitsFor.slice(0, mostNamed).join(', ');
  const more = waitsFor.length > mostNamed ? ` and ${waitsFor.length - mostNamed} more` : '';
  return `the window is over, but not every log has been read past it: ${named}${more}`;
}

function statusReason(basis: DayBasis, figures: DayFigures, status: DayStatus, reasons: Reason[]): void {
  const byHR = basis.corrections.findLast((correction) => correction.kind === 'set-status');
  if (byHR) {
    reasons.push(reason('status', 'correction', `${byHR.status} was set by HR: ${byHR.reason}`));
    return;
  }
  if (status === 'pending') {
    const lacks = figures.hasTimes ? 'a punch is missing' : 'no punch yet';
    reasons.push(reason('status', 'pending', `${lacks}, and ${openUntilRead(basis)}`));
  }
  if (status === 'incomplete') {
    reasons.push(
      reason('status', 'incomplete', 'an arrival or a departure is missing: its time is not counted'),
    );
  }
  if (status === 'absent' || status === 'half-day') {
    const { absentBelowShare, halfDayBelowShare } = figures.policy;
    const isShare = (status === 'absent' ? absentBelowShare : halfDayBelowShare) !== null;
    const rule = `thresholds.${status === 'absent' ? 'absent' : 'halfDay'}Below${isShare ? 'Percent' : 'Minutes'}`;
    const text = figures.hasTimes ? `only ${hoursAndMinutes(figures.judged.worked)} worked` : 'no punch';
    reasons.push(reason('status', rule, text));
  }
}

function refs(punch: TimedPunch | null): PunchRef[] {
  return punch === null || punch.correctionId !== null ? [] : [punch.ref];
}
