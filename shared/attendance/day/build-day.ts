/** Builds the row of the attendance sheet for one day of one user from the day's parts and figures. @module */

import { instantOf } from '#shared/time/clock-text.ts';
import type { Correction, DayResult, ShiftSlots, WorkedInterval } from '../model/index.ts';
import type { DayBasis } from './day-basis.ts';
import type { DayFigures } from './day-figures.ts';
import { emptySlots, intervalsOf, slotsOf } from './day-slots.ts';
import { exceptionsOf, statusOf } from './day-status.ts';
import { inputHashOf } from './input-hash.ts';
import type { PaidDay } from './paid-day.ts';
import { reasonsOf } from './reasons.ts';

/** Section 8: the row of the attendance sheet for one day of one user. */
export function buildDay({ basis, figures }: PaidDay): DayResult {
  const { userId, own, plan, pieces, ignored, corrections } = basis;
  if (!own.employed && pieces.length === 0) return notEmployed(basis);
  const status = statusOf(basis, figures);
  const pendingFor = status === 'pending' ? basis.waitsFor : [];
  const first = pieces[0];
  const furtherShifts: ShiftSlots[] = [];
  const intervals: WorkedInterval[] = [];
  let direction: DayResult['direction'] = null;
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i];
    if (!piece) continue;
    direction ??= piece.outcome.direction;
    if (i > 0)
      furtherShifts.push({
        scheduleId: piece.outcome.shift.instance?.schedule.id ?? null,
        slots: slotsOf(piece),
      });
    intervalsOf(piece, intervals);
  }
  const day: DayResult = {
    userId,
    date: own.date,
    dayType: plan.dayType,
    scheduleId: firstScheduleOf(basis),
    direction,
    slots: first ? slotsOf(first) : emptySlots(),
    furtherShifts,
    intervals,
    expected: figures.expected,
    worked: figures.worked,
    regular: figures.shared.regular,
    overtime: figures.overtime,
    premiums: figures.premiums,
    diffOt: diffOtOf(figures),
    breakTaken: figures.breakTaken,
    short: figures.short,
    late: figures.late,
    early: figures.early,
    undertime: figures.undertime,
    leave: figures.leave.length === 0 ? [] : figures.leave.map(({ type, seconds }) => ({ type, seconds })),
    status,
    exceptions: exceptionsOf(basis, figures, status === 'absent'),
    remark: remarkOf(corrections),
    reasons: reasonsOf(basis, figures, status),
    ignored: ignored.length === 0 ? [] : [...ignored],
    rulesVersion: plan.schedule.version,
    inputHash: inputHashOf(basis, figures.waitsForPunches, figures.consulted, pendingFor),
  };
  if (status === 'pending') day.pendingUntil = instantOf(basis.windowEnd);
  if (pendingFor.length > 0) day.pendingFor = [...pendingFor];
  return day;
}

/** The schedule of the day's first shift, where it has several schedules; otherwise the day's. */
function firstScheduleOf({ plan, pieces }: DayBasis): string | null {
  const first = plan.schedule.parts ? pieces[0]?.outcome.shift.instance : undefined;
  return first ? first.schedule.id : plan.schedule.id;
}

function diffOtOf({ premiums }: DayFigures): number {
  let seconds = 0;
  for (const premium of premiums) seconds += premium.seconds;
  return seconds;
}

function remarkOf(corrections: readonly Correction[]): string {
  let remark = '';
  for (const correction of corrections) if (correction.kind === 'set-remark') remark = correction.remark;
  return remark;
}

function notEmployed(basis: DayBasis): DayResult {
  const { userId, own, ignored, corrections } = basis;
  return {
    userId,
    date: own.date,
    dayType: own.dayType,
    scheduleId: own.schedule.id,
    direction: null,
    slots: emptySlots(),
    furtherShifts: [],
    intervals: [],
    expected: 0,
    worked: 0,
    regular: 0,
    overtime: [],
    premiums: [],
    diffOt: 0,
    breakTaken: 0,
    short: 0,
    late: 0,
    early: 0,
    undertime: 0,
    leave: [],
    status: 'not-employed',
    exceptions: basis.isInDoubt
      ? [{ code: 'unused-punch', severity: own.schedule.policy.severity['unused-punch'] }]
      : [],
    remark: remarkOf(corrections),
    reasons: [],
    ignored: [...ignored],
    rulesVersion: own.schedule.version,
    inputHash: inputHashOf(basis, false, []),
  };
}
