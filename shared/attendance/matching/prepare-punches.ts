/** Sorts a user's punches, drops repetitions, and sets aside implausible, voided and double ones. @module */

import { dayNumber } from '#shared/time/calendar.ts';
import { dayOfSeconds, daySeconds, epochSeconds, instantOf, wallSeconds } from '#shared/time/clock-text.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { AttendanceInput, Correction, IgnoreReason } from '../model/index.ts';
import {
  compareInTime,
  isInOrder,
  isSamePunch,
  type PunchRef,
  type SetAside,
  type TimedPunch,
} from '../model/index.ts';
import type { UserPlan, UserZones } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';

/** A double punch and the kept one that it repeats, with its place among those that are kept. */
export interface DoublePunch extends SetAside {
  readonly of: TimedPunch;
  readonly place: number;
}

/** Section 2, steps 1 and 2: the punches that take part in time order, and those that do not. */
export class PreparedPunches {
  /** Only {@link preparePunches} makes one: matching takes nothing else. */
  declare protected readonly step: 'prepared';
  readonly kept: readonly TimedPunch[];
  readonly doubles: readonly DoublePunch[];
  /** Implausible or voided. */
  readonly aside: readonly SetAside[];

  constructor(kept: readonly TimedPunch[], doubles: readonly DoublePunch[], aside: readonly SetAside[]) {
    this.kept = kept;
    this.doubles = doubles;
    this.aside = aside;
  }
}

/**
 * Sorts the punches, drops exact repetitions, and sets aside double punches and what is implausible or voided.
 * Punches outside the plan's dates are not looked at, so that a day's result does not depend on how many days are
 * computed with it.
 */
export function preparePunches(
  input: AttendanceInput,
  corrections: readonly Correction[],
  plan: UserPlan,
  zones: UserZones,
): PreparedPunches {
  const { timed, out } = timedPunches(input, corrections, plan, zones);
  if (!isInOrder(timed, compareInTime)) timed.sort(compareInTime);
  const kept: TimedPunch[] = [];
  const doubles: DoublePunch[] = [];
  const aside: SetAside[] = [];
  for (let index = 0; index < timed.length; index += 1) {
    const punch = timed[index];
    if (punch === undefined || isRepetition(timed, index)) continue;
    const reason = out?.get(punch);
    if (reason !== undefined) {
      aside.push({ punch, reason });
      continue;
    }
    const place = punch.correctionId === null ? placeOfDoubled(kept, punch, policyAt(plan, punch.wall)) : -1;
    // No list has a place before its first: asking for it would be slow.
    const of = place < 0 ? undefined : kept[place];
    if (of !== undefined) doubles.push({ punch, reason: 'double', of, place });
    else kept.push(punch);
  }
  return new PreparedPunches(kept, doubles, aside);
}

/** The policy of the plan's day that holds a wall time. */
export function policyAt(plan: UserPlan, wall: number): Policy {
  return plan.on(dayOfSeconds(wall)).schedule.policy;
}

/** The punches and added times of the plan's dates, and why some of them are out at once. */
function timedPunches(
  input: AttendanceInput,
  corrections: readonly Correction[],
  plan: UserPlan,
  zones: UserZones,
): { timed: TimedPunch[]; out: ReadonlyMap<TimedPunch, IgnoreReason> | null } {
  const from = plan.firstDay * daySeconds;
  const to = from + plan.days.length * daySeconds;
  const latest = epochSeconds(input.now) + daySeconds;
  const issued = input.user.issuedOn === undefined ? null : dayNumber(input.user.issuedOn) * daySeconds;
  const voided = corrections.filter((correction) => correction.kind === 'void-punch');
  const timed: TimedPunch[] = [];
  let out: Map<TimedPunch, IgnoreReason> | null = null;
  const { punches } = input;
  for (let i = 0; i < punches.length; i += 1) {
    const punch = punches[i];
    if (punch === undefined) continue;
    const at = epochSeconds(punch.instant);
    const wall = zones.at(at).toWall(at);
    if (wall < from || wall >= to) continue;
    const policy = policyAt(plan, wall);
    const ref = { serial: punch.serial, wallTime: punch.wallTime, status: punch.status };
    let ignored: IgnoreReason | null = null;
    if (punch.clockSuspect) ignored = 'clock-suspect';
    else if (issued !== null && wall < issued) ignored = 'before-first-day';
    else if (at > latest) ignored = 'in-future';
    else if (voided.length > 0 && isVoided(ref, voided)) ignored = 'voided';
    const flow = policy.flowOfStatus[punch.status] ?? 0;
    const instant = toTheSecond(punch.instant, at);
    const recorded = wallSeconds(punch.wallTime);
    const read = { ref, at, instant, wall, recorded, flow, order: punch.order, correctionId: null };
    if (ignored !== null) {
      out ??= new Map();
      out.set(read, ignored);
    }
    timed.push(read);
  }
  for (const correction of corrections) {
    if (correction.kind !== 'add-time') continue;
    const wall = wallSeconds(correction.wallTime);
    if (wall < from || wall >= to) continue;
    const at = zones.onDay(dayOfSeconds(wall)).toEpoch(wall);
    timed.push({
      ref: { serial: '', wallTime: correction.wallTime, status: 255 },
      at,
      instant: instantOf(at),
      wall,
      recorded: wall,
      flow: correction.direction === 'in' ? 1 : correction.direction === 'out' ? -1 : 0,
      order: 0,
      correctionId: correction.id,
    });
  }
  return { timed, out };
}

type VoidedPunch = Extract<Correction, { kind: 'void-punch' }>;

function isVoided(ref: PunchRef, voided: readonly VoidedPunch[]): boolean {
  return voided.some((correction) => isSamePunch(correction, ref));
}

/** `YYYY-MM-DDTHH:MM:SSZ`: most instants come in that form already. */
function toTheSecond(instant: Instant, at: number): Instant {
  return instant.length === 20 ? instant : instantOf(at);
}

/** Whether an equal punch comes earlier in the sorted list: punches of one identity have one instant, so they are near. */
function isRepetition(timed: readonly TimedPunch[], index: number): boolean {
  const punch = timed[index];
  if (punch === undefined || punch.correctionId !== null) return false;
  for (let i = index - 1; i >= 0; i -= 1) {
    const earlier = timed[i];
    if (earlier === undefined || earlier.at !== punch.at) return false;
    if (earlier.correctionId === null && isSamePunch(earlier.ref, punch.ref)) return true;
  }
  return false;
}

/** The place of the kept punch that a punch repeats; −1 where it repeats none. */
function placeOfDoubled(kept: readonly TimedPunch[], punch: TimedPunch, policy: Policy): number {
  if (policy.doublePunch === 0) return -1;
  for (let i = kept.length - 1; i >= 0; i -= 1) {
    const earlier = kept[i];
    if (earlier === undefined || punch.at - earlier.at > policy.doublePunch) return -1;
    if (punch.flow === 0 || earlier.flow === 0 || punch.flow === earlier.flow) return i;
  }
  return -1;
}
