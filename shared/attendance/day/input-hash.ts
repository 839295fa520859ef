/** Hashes everything that a day was computed from, so that an unchanged day is recognised and not written again. @module */

import type { DayType } from '../model/index.ts';
import { canonicalText, StableHash } from '../model/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { DayBasis } from './day-basis.ts';

const dayTypes = { workday: 0, restday: 1, offday: 2, holiday: 3 } as const satisfies Record<DayType, number>;

/**
 * Hash of everything that the day was computed from: the same hash means the same bytes of the result. Whether the day
 * is settled is part of it only where it decides something, so that time passing alone changes no finished day.
 * @param consulted - the figures of earlier days that a rule has asked for
 * @param pendingFor - the terminals that the result names because the day waits for them
 */
export function inputHashOf(
  basis: DayBasis,
  isSettledMatters: boolean,
  consulted: readonly number[],
  pendingFor: readonly string[] = [],
): string {
  const { userId, own, plan, pieces, ignored, corrections } = basis;
  const hash = new StableHash();
  hash.text(userId);
  hash.number(plan.schedule.versionNumber);
  hash.number(plan.zone.nameNumber);
  hash.number(own.day);
  hash.number(plan.day);
  hash.number(dayTypes[plan.dayType]);
  hash.number(own.employed ? 1 : 0);
  hash.number(plan.expected);
  hash.number(plan.isFullLeave ? 1 : 0);
  hash.number(plan.isHalfDay ? 1 : 0);
  hash.number(plan.fullExpected);
  hash.number((plan.freeHalf.first ? 1 : 0) + (plan.freeHalf.second ? 2 : 0));
  if (plan.holiday) hash.text(plan.holiday.name);
  for (const { first, second } of plan.leaveConflicts) {
    hash.text(first);
    hash.text(second);
  }
  for (const { type, seconds } of plan.leave) {
    hash.text(type);
    hash.number(seconds);
  }
  hash.number(isSettledMatters ? (basis.isSettled ? 1 : 2) : 0);
  for (const serial of pendingFor) hash.text(serial);
  hash.number(pieces.length);
  for (const piece of pieces) addPiece(hash, piece);
  hash.number(ignored.length);
  for (const { punch, instant, reason } of ignored) {
    hash.text(punch.serial);
    hash.text(punch.wallTime);
    hash.text(instant);
    hash.number(punch.status);
    hash.text(reason);
  }
  for (const value of consulted) hash.number(value);
  for (const correction of corrections) hash.text(canonicalText(correction));
  return hash.hex();
}

function addPiece(hash: StableHash, { day, outcome, isPart }: DayPiece): void {
  const { shift, slots } = outcome;
  hash.number(shift.planned.day);
  hash.number(isPart ? day : 0);
  if (shift.instance) {
    hash.number(shift.instance.start);
    hash.number(shift.instance.end);
    hash.number(shift.windowStart);
    hash.number(shift.windowEnd);
    // A part of a shift stands on a date with a plan of its own.
    if (isPart) {
      hash.number(shift.instance.schedule.versionNumber);
      hash.number(dayTypes[shift.planned.dayType]);
      hash.number(shift.planned.expected);
    }
  }
  hash.number(shift.punches.length);
  let serial: string | null = null;
  for (let i = 0; i < shift.punches.length; i += 1) {
    const punch = shift.punches[i];
    if (!punch) continue;
    if (punch.ref.serial === serial) hash.number(-1);
    else {
      serial = punch.ref.serial;
      hash.text(serial);
    }
    hash.number(punch.recorded);
    hash.number(punch.ref.status);
    hash.number(punch.at);
    if (punch.correctionId !== null) {
      hash.text(punch.correctionId);
      hash.number(punch.flow);
    }
  }
  for (const slot of slots) if (slot?.punch === null) hash.number(slot.wall);
}
