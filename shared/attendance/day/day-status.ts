/** Decides the status of a day (present, absent, pending …) and which exceptions it raises. @module */

import {
  appended,
  type Correction,
  type DayStatus,
  type ExceptionCode,
  type Severity,
} from '../model/index.ts';
import type { DayBasis } from './day-basis.ts';
import type { DayFigures } from './day-figures.ts';

type StatusByHR = Extract<Correction, { kind: 'set-status' }>;

/**
 * Section 8: what became of a day. A day that lacks a punch is `pending` until its window has ended and every terminal
 * has been read past it, so nobody is absent because a terminal was offline.
 */
export function statusOf(basis: DayBasis, figures: DayFigures): DayStatus {
  const { own, plan, pieces, isSettled } = basis;
  if (!own.employed && pieces.length === 0) return 'not-employed';
  const byHR = statusByHR(basis.corrections);
  if (byHR !== undefined) return byHR.status;
  if (!figures.hasTimes) return statusWithoutTimes(plan, isSettled, figures.expected > 0);
  if (figures.lacksHalf) return isSettled ? 'incomplete' : 'pending';
  if (plan.dayType !== 'workday' || plan.isFullLeave) return 'present';
  const { absentBelow, absentBelowShare, halfDayBelow, halfDayBelowShare } = figures.policy;
  if (isBelow(figures, absentBelow, absentBelowShare)) return 'absent';
  if (isBelow(figures, halfDayBelow, halfDayBelowShare)) return 'half-day';
  return 'present';
}

/** The last status that HR has set. */
function statusByHR(corrections: readonly Correction[]): StatusByHR | undefined {
  if (corrections.length === 0) return undefined;
  return corrections.findLast((correction) => correction.kind === 'set-status');
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
  // Windows say what is scheduled: hours without fixed times have none, a day that the roster leaves free has none either.
  const hasWindows =
    plan.schedule.kind !== 'flexi' || (plan.schedule.id === null && plan.dayType !== 'workday');
  let isScheduled = true;
  let isUnscheduled = false;
  let cameBefore = 0;
  let leftAfter = 0;
  let missingIn = false;
  let missingOut = false;
  let missingBreak = false;
  let extendedBreak = false;
  let shortBreak = false;
  let autoClosed = false;
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) continue;
    const { outcome, isFirst, isLast } = piece;
    const { shift, lateness, missing } = outcome;
    if (shift.instance === null || shift.planned.dayType !== 'workday') isScheduled = false;
    if (shift.instance === null && shift.punches.length > 0 && hasWindows) isUnscheduled = true;
    if (isFirst) cameBefore = Math.max(cameBefore, lateness.cameBefore);
    if (isLast) leftAfter = Math.max(leftAfter, lateness.leftAfter);
    if (isFirst && missing.arrival) missingIn = true;
    if (isLast && missing.departure) missingOut = true;
    if (isFirst && (missing.wholeBreak || missing.halfBreak)) missingBreak = true;
    if (isFirst && outcome.breakIsExtended) extendedBreak = true;
    if (isFirst && outcome.breakIsShort) shortBreak = true;
    if (isLast && outcome.autoClosed) autoClosed = true;
  }
  let found: DayException[] = [];
  const { severity } = policy;
  if (isUnscheduled) found = appended(found, { code: 'unscheduled', severity: severity.unscheduled });
  if (plan.dayType !== 'workday' && figures.hasTimes && !isScheduled)
    found = appended(found, { code: 'not-scheduled-day', severity: severity['not-scheduled-day'] });
  if (cameBefore > policy.earlyInAfter)
    found = appended(found, { code: 'early-in', severity: severity['early-in'] });
  if (figures.late > 0) found = appended(found, { code: 'late-in', severity: severity['late-in'] });
  if (figures.early > 0) found = appended(found, { code: 'early-out', severity: severity['early-out'] });
  if (leftAfter > policy.lateOutAfter)
    found = appended(found, { code: 'late-out', severity: severity['late-out'] });
  if (missingIn && isSettled)
    found = appended(found, { code: 'missing-in', severity: severity['missing-in'] });
  if (missingOut && isSettled)
    found = appended(found, { code: 'missing-out', severity: severity['missing-out'] });
  if (missingBreak && isSettled)
    found = appended(found, { code: 'missing-break', severity: severity['missing-break'] });
  if (extendedBreak)
    found = appended(found, { code: 'extended-break', severity: severity['extended-break'] });
  if (shortBreak) found = appended(found, { code: 'short-break', severity: severity['short-break'] });
  if (figures.worked > policy.overDailyAfter)
    found = appended(found, { code: 'over-daily', severity: severity['over-daily'] });
  if (figures.worked > 0 && figures.workedInWeek > policy.overWeeklyAfter)
    found = appended(found, { code: 'over-weekly', severity: severity['over-weekly'] });
  if (figures.short > 0 && figures.hasTimes)
    found = appended(found, { code: 'under-schedule', severity: severity['under-schedule'] });
  if (isAbsent && !figures.hasTimes)
    found = appended(found, { code: 'no-punch', severity: severity['no-punch'] });
  let isSuspect = false;
  let isDouble = false;
  for (let i = 0; i < ignored.length; i += 1) {
    const reason = ignored[i]?.reason;
    if (reason === 'clock-suspect') isSuspect = true;
    if (reason === 'double') isDouble = true;
  }
  if (isSuspect) found = appended(found, { code: 'clock-suspect', severity: severity['clock-suspect'] });
  if (isDouble) found = appended(found, { code: 'double-punch', severity: severity['double-punch'] });
  if (basis.isInDoubt) found = appended(found, { code: 'unused-punch', severity: severity['unused-punch'] });
  if (autoClosed) found = appended(found, { code: 'auto-closed', severity: severity['auto-closed'] });
  if (figures.workedOnLeave > 0)
    found = appended(found, { code: 'worked-on-leave', severity: severity['worked-on-leave'] });
  if (plan.leaveConflicts.length > 0)
    found = appended(found, { code: 'leave-conflict', severity: severity['leave-conflict'] });
  return found;
}
