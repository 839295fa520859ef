/** Makes the row of the attendance sheet for a day on which somebody is employed. @module */

import { instantOf } from '#shared/time/clock-text.ts';
import type { Correction, DayResult, SetAside, ShiftSlots, WorkedInterval } from '../model/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { DayBasis } from './day-basis.ts';
import type { DayFigures } from './day-figures.ts';
import { emptySlots, slotsOf, withIntervalsOf } from './day-slots.ts';
import { exceptionsOf, statusOf } from './day-status.ts';
import { inputHashOf } from './input-hash.ts';
import type { PaidDay } from './paid-day.ts';
import { reasonsWhenRead } from './reasons-when-read.ts';

const nobody: readonly string[] = [];

/** The row of the attendance sheet for one day, its fields in the order in which a row is written. */
export function rowOf(paid: PaidDay): DayResult {
  const { basis, figures } = paid;
  const { plan, ignored } = basis;
  const status = statusOf(basis, figures);
  const pendingFor = status === 'pending' ? basis.waitsFor : nobody;
  const shifts = shiftsOf(basis.pieces);
  const row: DayResult = {
    userId: basis.userId,
    date: basis.own.date,
    dayType: plan.dayType,
    scheduleId: firstScheduleOf(basis),
    direction: shifts.direction,
    slots: shifts.slots,
    furtherShifts: shifts.furtherShifts,
    intervals: shifts.intervals,
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
    leave: leaveOf(figures),
    status,
    exceptions: exceptionsOf(basis, figures, status === 'absent'),
    remark: remarkOf(basis.corrections),
    reasons: reasonsWhenRead(paid, status),
    ignored: ignored.map(ignoredPunch),
    rulesVersion: plan.schedule.version,
    inputHash: inputHashOf(basis, figures.waitsForPunches, figures.consulted, pendingFor),
  };
  if (status === 'pending') row.pendingUntil = instantOf(basis.windowEnd);
  if (pendingFor.length > 0) row.pendingFor = [...pendingFor];
  return row;
}

/** What a day's shifts show: the columns of the first, those of the others, and when somebody was there. */
interface ShownShifts extends Pick<DayResult, 'direction' | 'slots' | 'furtherShifts' | 'intervals'> {}

function shiftsOf(pieces: readonly DayPiece[]): ShownShifts {
  const first = pieces[0];
  const furtherShifts: ShiftSlots[] = [];
  let intervals: WorkedInterval[] = [];
  let direction: DayResult['direction'] = null;
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) continue;
    direction ??= piece.outcome.direction;
    intervals = withIntervalsOf(piece, intervals);
    if (piece === first) continue;
    const scheduleId = piece.outcome.shift.instance?.schedule.id ?? null;
    furtherShifts.push({ scheduleId, slots: slotsOf(piece) });
  }
  return { direction, slots: first !== undefined ? slotsOf(first) : emptySlots(), furtherShifts, intervals };
}

/** The schedule of the day's first shift, where it has several schedules; otherwise the day's. */
function firstScheduleOf({ plan, pieces }: DayBasis): string | null {
  const first = plan.schedule.parts !== undefined ? pieces[0]?.outcome.shift.instance : undefined;
  return first ? first.schedule.id : plan.schedule.id;
}

function diffOtOf({ premiums }: DayFigures): number {
  let seconds = 0;
  for (let i = 0; i < premiums.length; i += 1) seconds += premiums[i]?.seconds ?? 0;
  return seconds;
}

function leaveOf({ leave }: DayFigures): DayResult['leave'] {
  return leave.length === 0 ? [] : leave.map(({ type, seconds }) => ({ type, seconds }));
}

/** A punch that takes no part, as the row lists it. */
export function ignoredPunch({ punch, reason }: SetAside): DayResult['ignored'][number] {
  return { punch: punch.ref, instant: punch.instant, reason };
}

/** The last remark that HR has entered. */
export function remarkOf(corrections: readonly Correction[]): string {
  if (corrections.length === 0) return '';
  let remark = '';
  for (const correction of corrections) if (correction.kind === 'set-remark') remark = correction.remark;
  return remark;
}
