/**
 * Hashes everything that a day was computed from, so that an unchanged day is recognised and not written again.
 * Lists are walked by their places, and empty ones not at all: this runs for every day.
 * @module
 */

import type { DayType, IgnoreReason, SetAside } from '../model/index.ts';
import { canonicalText, StableHash } from '../model/index.ts';
import type { Answers } from '../overtime/index.ts';
import type { PlannedDay } from '../plan/index.ts';
import type { DayPiece } from '../shift/index.ts';
import type { DayBasis } from './day-basis.ts';

/** A number for each type of day; asked for each day, so that each name stands here. */
function numberOf(dayType: DayType): number {
  switch (dayType) {
    case 'workday':
      return 0;
    case 'restday':
      return 1;
    case 'offday':
      return 2;
    case 'holiday':
      return 3;
  }
}

/**
 * Hash of everything that the day was computed from: the same hash means the same bytes of the result. Whether the day
 * is settled is part of it only where it decides something, so that time passing alone changes no finished day.
 * @param consulted - the figures of earlier days that a rule has asked for
 * @param pendingFor - the terminals that the result names because the day waits for them
 */
export function inputHashOf(
  basis: DayBasis,
  isSettledMatters: boolean,
  consulted: Answers,
  pendingFor: readonly string[] = [],
): string {
  const { userId, own, plan, pieces, ignored, corrections } = basis;
  const hash = new StableHash();
  hash.text(userId);
  hash.largeNumber(plan.schedule.versionNumber);
  hash.largeNumber(plan.zone.nameNumber);
  hash.fourNumbers(own.day, plan.day, numberOf(plan.dayType), own.employed ? 1 : 0);
  hash.fourNumbers(plan.expected, plan.isFullLeave ? 1 : 0, plan.isHalfDay ? 1 : 0, plan.fullExpected);
  hash.number((plan.freeHalf.first ? 1 : 0) + (plan.freeHalf.second ? 2 : 0));
  if (plan.holiday !== null) hash.text(plan.holiday.name);
  if (plan.leave.length > 0 || plan.leaveConflicts.length > 0) addLeave(hash, plan);
  hash.number(isSettledMatters ? (basis.isSettled ? 1 : 2) : 0);
  if (pendingFor.length > 0) for (const serial of pendingFor) hash.text(serial);
  hash.number(pieces.length);
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i];
    if (piece !== undefined) addPiece(hash, piece);
  }
  hash.number(ignored.length);
  if (ignored.length > 0) addIgnored(hash, ignored);
  const { list, count } = consulted;
  for (let i = 0; i < count; i += 1) hash.number(list[i] ?? 0);
  if (corrections.length > 0) for (const correction of corrections) hash.text(canonicalText(correction));
  return hash.hex();
}

function addLeave(hash: StableHash, { leaveConflicts, leave }: PlannedDay): void {
  for (const { first, second } of leaveConflicts) {
    hash.text(first);
    hash.text(second);
  }
  for (const { type, seconds } of leave) {
    hash.text(type);
    hash.number(seconds);
  }
}

/** A number for each reason; rows that are stored know them, so that none may change. */
const numberOfReason: Readonly<Record<IgnoreReason, number>> = {
  double: 1,
  'before-first-day': 2,
  'in-future': 3,
  'clock-suspect': 4,
  voided: 5,
  'not-employed': 6,
  'leading-out': 7,
  'second-in': 8,
  replaced: 9,
  'not-first': 10,
  'no-direction': 11,
  informative: 12,
  'column-terminal': 13,
  corrected: 14,
  unpaired: 15,
};

/** As numbers, not as the texts of the row: most of them are double punches, of which nights have two a day. */
function addIgnored(hash: StableHash, ignored: readonly SetAside[]): void {
  let serial: string | null = null;
  for (let i = 0; i < ignored.length; i += 1) {
    const aside = ignored[i];
    if (aside === undefined) continue;
    const { ref, recorded, at } = aside.punch;
    if (ref.serial !== serial) {
      serial = ref.serial;
      hash.text(serial);
    }
    // No text has a length below 0: what follows is no serial number.
    hash.fourNumbers(-numberOfReason[aside.reason], recorded, ref.status, at);
  }
}

function addPiece(hash: StableHash, { day, outcome, isPart }: DayPiece): void {
  const { shift, slots } = outcome;
  hash.number(shift.planned.day);
  hash.number(isPart ? day : 0);
  if (shift.instance !== null) {
    const { start, end } = shift.instance;
    hash.fourNumbers(start, end, shift.windowStart, shift.windowEnd);
    // A part of a shift stands on a date with a plan of its own.
    if (isPart) {
      hash.number(shift.instance.schedule.versionNumber);
      hash.number(numberOf(shift.planned.dayType));
      hash.number(shift.planned.expected);
    }
  }
  hash.number(shift.punches.length);
  let serial: string | null = null;
  for (let i = 0; i < shift.punches.length; i += 1) {
    const punch = shift.punches[i];
    if (punch === undefined) continue;
    const { status } = punch.ref;
    if (punch.ref.serial === serial) hash.fourNumbers(-1, punch.recorded, status, punch.at);
    else {
      serial = punch.ref.serial;
      hash.text(serial);
      hash.number(punch.recorded);
      hash.number(status);
      hash.number(punch.at);
    }
    if (punch.correctionId !== null) {
      hash.text(punch.correctionId);
      hash.number(punch.flow);
    }
  }
  for (let column = 0; column < slots.length; column += 1) {
    const slot = slots[column];
    if (slot?.punch === null) hash.number(slot.wall);
  }
}
