/** Applies HR's approvals to the overtime of a day. @module */

import type { Correction, PaidSeconds } from '../model/index.ts';
import type { GivenSeconds } from './overtime.ts';

/**
 * Overtime as payroll reads it: what needs approval stays unapproved until HR approves it, up to the minutes that were
 * approved. Of several approvals of a code the last one entered counts.
 */
export function approve(given: readonly GivenSeconds[], corrections: readonly Correction[]): PaidSeconds[] {
  const paid: PaidSeconds[] = [];
  for (const { code, multiplier, needsApproval, seconds } of given) {
    const approvedSeconds = needsApproval ? Math.min(seconds, approvalOf(code, corrections)) : seconds;
    add(paid, code, multiplier, true, approvedSeconds);
    add(paid, code, multiplier, false, seconds - approvedSeconds);
  }
  return paid;
}

function approvalOf(code: string, corrections: readonly Correction[]): number {
  let seconds = 0;
  for (const correction of corrections) {
    if (correction.kind !== 'approve-overtime') continue;
    if (correction.code !== null && correction.code !== code) continue;
    seconds = correction.minutes === null ? Infinity : correction.minutes * 60;
  }
  return seconds;
}

function add(
  paid: PaidSeconds[],
  code: string,
  multiplier: number,
  approved: boolean,
  seconds: number,
): void {
  if (seconds === 0) return;
  const same = paid.find((p) => p.code === code && p.multiplier === multiplier && p.approved === approved);
  if (same) same.seconds += seconds;
  else paid.push({ code, seconds, multiplier, approved });
}
