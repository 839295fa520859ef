/** Builds the row of the attendance sheet for one day of one user from the day's parts and figures. @module */

import type { DayResult } from '../model/index.ts';
import type { Answers } from '../overtime/index.ts';
import type { DayBasis } from './day-basis.ts';
import { ignoredPunch, remarkOf, rowOf } from './day-row.ts';
import { emptySlots } from './day-slots.ts';
import { inputHashOf } from './input-hash.ts';
import type { PaidDay } from './paid-day.ts';

/** Section 8: the row of the attendance sheet for one day of one user. */
export function buildDay(paid: PaidDay): DayResult {
  const { own, pieces } = paid.basis;
  return !own.employed && pieces.length === 0 ? notEmployed(paid.basis) : rowOf(paid);
}

const nothingAsked: Answers = { list: [], count: 0 };

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
    ignored: ignored.map(ignoredPunch),
    rulesVersion: own.schedule.version,
    inputHash: inputHashOf(basis, false, nothingAsked),
  };
}
