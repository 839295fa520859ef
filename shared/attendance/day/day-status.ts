/** Decides the status of a day (present, absent, pending …) and which exceptions it raises. @module */

import type { DayStatus, ExceptionCode, Severity } from '../model/index.ts';
import type { DayBasis } from './day-basis.ts';
import type { DayFigures } from './day-figures.ts';

/**
 * Section 8: what became of a day. A day that lacks a punch is `pending` until its window has ended and every terminal
 * has been read past it, so nobody is absent because a terminal was offline.
 */
export function statusOf(basis: DayBasis, figures: DayFigures): DayStatus {
  const { own, plan, pieces, isSettled } = basis;
  if (!own.employed && pieces.length === 0) return 'not-employed';
  const byHR = basis.corrections.findLast((correction) => correction.kind === 'set-status');
  if (byHR) return byHR.status;
  if (!figures.hasTimes) return statusWithoutTimes(plan, isSettled, figures.expected > 0);
  if (figures.lacksHalf) return isSettled ? 'incomplete' : 'pending';
  if (plan.dayType !== 'workday' || plan.isFullLeave) return 'present';
  const { absentBelow, absentBelowShare, halfDayBelow, halfDayBelowShare } = figures.policy;
  if (isBelow(figures, absentBelow, absentBelowShare)) return 'absent';
  if (isBelow(figures, halfDayBelow, halfDayBelowShare)) return 'half-day';
  return 'present';
}

/** @param limit - of a whole day, seconds @param share - of the expected time; where it is set, it holds instead */
function isBelow({ judged }: DayFigures, limit: number, share: number | null): boolean {
  if (share !== null) return judged.worked < judged.expected * share;
  return judged.worked < (judged.isHalfDay ? limit / 2 : limit);
}

function statusWithoutTimes(
  { dayType, isFullLeave, leave }: DayBasis['plan'],
  isSettled: boolean,
  expectsWork: boolean,
): DayStatus {
  // Leave of a type that counts on days off is leave there too.
  if (dayType !== 'workday' && leave.some(({ seconds }) => seconds > 0)) return 'leave';
  if (dayType === 'holiday') return 'holiday';
  if (dayType === 'restday') return 'rest-day';
  if (dayType === 'offday') return 'off-day';
  if (isFullLeave || (leave.length > 0 && !expectsWork)) return 'leave';
  if (!isSettled) return 'pending';
  // Somebody without a plan and without expected time cannot be absent.
  return expectsWork ? 'absent' : 'off-day';
}

/** An exception of the day with its severity. */
export interface DayException {
  readonly code: ExceptionCode;
  readonly severity: Severity;
}

/** Section 8: what is unusual about a day, each code once, in the order of the page. */
export function exceptionsOf(basis: DayBasis, figures: DayFigures, isAbsent: boolean): DayException[] {
  const { plan, pieces, ignored, isSettled } = basis;
  const { policy } = figures;
  const found: DayException[] = [];
  const raise = (code: ExceptionCode, applies: boolean): void => {
    if (applies) found.push({ code, severity: policy.severity[code] });
  };
  // Windows say what is scheduled: hours without fixed times have none, a day that the roster leaves free has none either.
  const hasWindows =
    plan.schedule.kind !== 'flexi' || (plan.schedule.id === null && plan.dayType !== 'workday');
  const isScheduled = pieces.every(
    ({ outcome: { shift } }) => shift.instance && shift.planned.dayType === 'workday',
  );
  let isUnscheduled = false;
  let cameBefore = 0;
  let leftAfter = 0;
  let missingIn = false;
  let missingOut = false;
  let missingBreak = false;
  let extendedBreak = false;
  let shortBreak = false;
  let autoClosed = false;
  for (const { outcome, isFirst, isLast } of pieces) {
    const { shift, lateness, missing } = outcome;
    if (!shift.instance && shift.punches.length > 0 && hasWindows) isUnscheduled = true;
    if (isFirst) cameBefore = Math.max(cameBefore, lateness.cameBefore);
    if (isLast) leftAfter = Math.max(leftAfter, lateness.leftAfter);
    if (isFirst && missing.arrival) missingIn = true;
    if (isLast && missing.departure) missingOut = true;
    if (isFirst && (missing.wholeBreak || missing.halfBreak)) missingBreak = true;
    if (isFirst && outcome.breakIsExtended) extendedBreak = true;
    if (isFirst && outcome.breakIsShort) shortBreak = true;
    if (isLast && outcome.autoClosed) autoClosed = true;
  }
  raise('unscheduled', isUnscheduled);
  raise('not-scheduled-day', plan.dayType !== 'workday' && figures.hasTimes && !isScheduled);
  raise('early-in', cameBefore > policy.earlyInAfter);
  raise('late-in', figures.late > 0);
  raise('early-out', figures.early > 0);
  raise('late-out', leftAfter > policy.lateOutAfter);
  raise('missing-in', missingIn && isSettled);
  raise('missing-out', missingOut && isSettled);
  raise('missing-break', missingBreak && isSettled);
  raise('extended-break', extendedBreak);
  raise('short-break', shortBreak);
  raise('over-daily', figures.worked > policy.overDailyAfter);
  raise('over-weekly', figures.worked > 0 && figures.workedInWeek > policy.overWeeklyAfter);
  raise('under-schedule', figures.short > 0 && figures.hasTimes);
  raise('no-punch', isAbsent && !figures.hasTimes);
  if (ignored.length > 0) {
    raise(
      'clock-suspect',
      ignored.some(({ reason }) => reason === 'clock-suspect'),
    );
    raise(
      'double-punch',
      ignored.some(({ reason }) => reason === 'double'),
    );
  }
  raise('unused-punch', basis.isInDoubt);
  raise('auto-closed', autoClosed);
  raise('worked-on-leave', figures.workedOnLeave > 0);
  raise('leave-conflict', plan.leaveConflicts.length > 0);
  return found;
}
