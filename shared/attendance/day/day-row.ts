/** The row of a day whose reasons are put into words when somebody reads them. @module */

import { instantOf } from '#shared/time/clock-text.ts';
import type { Correction, DayResult, ShiftSlots, WorkedInterval } from '../model/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { DayBasis } from './day-basis.ts';
import type { DayFigures } from './day-figures.ts';
import { emptySlots, slotsOf, withIntervalsOf } from './day-slots.ts';
import { exceptionsOf, statusOf } from './day-status.ts';
import { inputHashOf } from './input-hash.ts';
import type { PaidDay } from './paid-day.ts';
import { reasonsOf } from './reasons.ts';

const nobody: readonly string[] = [];

/**
 * The row of the attendance sheet for one day. Each field is a property of its own, in the order in which a row is
 * written. Only the reasons wait until somebody reads them, or writes the row: most rows are computed to find by their
 * hash that nothing has changed, and the sentences are a third of the work of making a row.
 */
export class DayRow implements DayResult {
  declare userId: DayResult['userId'];
  declare date: DayResult['date'];
  declare dayType: DayResult['dayType'];
  declare scheduleId: DayResult['scheduleId'];
  declare direction: DayResult['direction'];
  declare slots: DayResult['slots'];
  declare furtherShifts: DayResult['furtherShifts'];
  declare intervals: DayResult['intervals'];
  declare expected: DayResult['expected'];
  declare worked: DayResult['worked'];
  declare regular: DayResult['regular'];
  declare overtime: DayResult['overtime'];
  declare premiums: DayResult['premiums'];
  declare diffOt: DayResult['diffOt'];
  declare breakTaken: DayResult['breakTaken'];
  declare short: DayResult['short'];
  declare late: DayResult['late'];
  declare early: DayResult['early'];
  declare undertime: DayResult['undertime'];
  declare leave: DayResult['leave'];
  declare status: DayResult['status'];
  declare exceptions: DayResult['exceptions'];
  declare remark: DayResult['remark'];
  declare reasons: DayResult['reasons'];
  declare ignored: DayResult['ignored'];
  declare rulesVersion: DayResult['rulesVersion'];
  declare inputHash: DayResult['inputHash'];
  declare pendingUntil?: DayResult['pendingUntil'];
  declare pendingFor?: DayResult['pendingFor'];
  readonly #paid: PaidDay;

  constructor(paid: PaidDay) {
    const { basis, figures } = paid;
    const { plan, ignored } = basis;
    const status = statusOf(basis, figures);
    const pendingFor = status === 'pending' ? basis.waitsFor : nobody;
    const shifts = shiftsOf(basis.pieces);
    this.#paid = paid;
    this.userId = basis.userId;
    this.date = basis.own.date;
    this.dayType = plan.dayType;
    this.scheduleId = firstScheduleOf(basis);
    this.direction = shifts.direction;
    this.slots = shifts.slots;
    this.furtherShifts = shifts.furtherShifts;
    this.intervals = shifts.intervals;
    this.expected = figures.expected;
    this.worked = figures.worked;
    this.regular = figures.shared.regular;
    this.overtime = figures.overtime;
    this.premiums = figures.premiums;
    this.diffOt = diffOtOf(figures);
    this.breakTaken = figures.breakTaken;
    this.short = figures.short;
    this.late = figures.late;
    this.early = figures.early;
    this.undertime = figures.undertime;
    this.leave = leaveOf(figures);
    this.status = status;
    this.exceptions = exceptionsOf(basis, figures, status === 'absent');
    this.remark = remarkOf(basis.corrections);
    Object.defineProperty(this, 'reasons', reasonsWhenRead);
    this.ignored = ignored.length === 0 ? [] : [...ignored];
    this.rulesVersion = plan.schedule.version;
    this.inputHash = inputHashOf(basis, figures.waitsForPunches, figures.consulted, pendingFor);
    if (status === 'pending') this.pendingUntil = instantOf(basis.windowEnd);
    if (pendingFor.length > 0) this.pendingFor = [...pendingFor];
  }

  /** Puts the reasons of a row into words, and leaves them with it. */
  static reasonsOf(row: DayRow): DayResult['reasons'] {
    const { basis, figures } = row.#paid;
    const value = reasonsOf(basis, figures, row.status);
    setReasons(row, value);
    return value;
  }
}

/** The property of a row whose reasons nobody has read yet. It has no function of its own, so that all rows have one shape. */
const reasonsWhenRead: PropertyDescriptor & ThisType<DayRow> = {
  get() {
    return DayRow.reasonsOf(this);
  },
  set(value: DayResult['reasons']) {
    setReasons(this, value);
  },
  enumerable: true,
  configurable: true,
};

function setReasons(row: DayRow, value: DayResult['reasons']): void {
  Object.defineProperty(row, 'reasons', { value, writable: true, enumerable: true, configurable: true });
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
    if (!piece) continue;
    direction ??= piece.outcome.direction;
    intervals = withIntervalsOf(piece, intervals);
    if (piece === first) continue;
    const scheduleId = piece.outcome.shift.instance?.schedule.id ?? null;
    furtherShifts.push({ scheduleId, slots: slotsOf(piece) });
  }
  return { direction, slots: first ? slotsOf(first) : emptySlots(), furtherShifts, intervals };
}

/** The schedule of the day's first shift, where it has several schedules; otherwise the day's. */
function firstScheduleOf({ plan, pieces }: DayBasis): string | null {
  const first = plan.schedule.parts ? pieces[0]?.outcome.shift.instance : undefined;
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

/** The last remark that HR has entered. */
export function remarkOf(corrections: readonly Correction[]): string {
  if (corrections.length === 0) return '';
  let remark = '';
  for (const correction of corrections) if (correction.kind === 'set-remark') remark = correction.remark;
  return remark;
}
