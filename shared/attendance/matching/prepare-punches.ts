import { dayNumber } from '#shared/time/calendar.ts';
import { daySeconds, epochSeconds, instantOf, wallSeconds } from '#shared/time/clock-text.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { AttendanceInput, Correction, IgnoreReason } from '../model/index.ts';
import { compareInTime, isSamePunch, type TimedPunch } from '../model/index.ts';
import type { UserPlan, UserZones } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';

/** A double punch and the kept one that it repeats. */
export interface DoublePunch {
  readonly punch: TimedPunch;
  readonly of: TimedPunch;
}

/** Section 2, steps 1 and 2: the punches that take part in time order, and those that do not. */
export interface PreparedPunches {
  readonly kept: readonly TimedPunch[];
  readonly doubles: readonly DoublePunch[];
  /** Implausible or voided. */
  readonly aside: readonly TimedPunch[];
}

/**
 * Sorts the punches, drops exact repetitions, sets aside what is implausible or voided, and marks double punches.
 * Punches outside the plan's dates are not looked at, so that a day's result does not depend on how many days are
 * computed with it.
 */
export function preparePunches(
  input: AttendanceInput,
  corrections: readonly Correction[],
  plan: UserPlan,
  zones: UserZones,
): PreparedPunches {
  const timed = timedPunches(input, corrections, plan, zones);
  timed.sort(compareInTime);
  const kept: TimedPunch[] = [];
  const doubles: DoublePunch[] = [];
  const aside: TimedPunch[] = [];
  for (let index = 0; index < timed.length; index += 1) {
    const punch = timed[index];
    if (!punch || isRepetition(timed, index)) continue;
    if (punch.ignored !== null) {
      aside.push(punch);
      continue;
    }
    const first = punch.correctionId === null ? doubledPunch(kept, punch, policyAt(plan, punch.wall)) : null;
    if (first) {
      punch.ignored = 'double';
      doubles.push({ punch, of: first });
    } else kept.push(punch);
  }
  return { kept, doubles, aside };
}

/** The policy of the plan's day that holds a wall time. */
export function policyAt(plan: UserPlan, wall: number): Policy {
  return plan.on(Math.floor(wall / daySeconds)).schedule.policy;
}

function timedPunches(
  input: AttendanceInput,
  corrections: readonly Correction[],
  plan: UserPlan,
  zones: UserZones,
): TimedPunch[] {
  const from = plan.firstDay * daySeconds;
  const to = from + plan.days.length * daySeconds;
  const latest = epochSeconds(input.now) + daySeconds;
  const issued = input.user.issuedOn === undefined ? null : dayNumber(input.user.issuedOn) * daySeconds;
  const voided = corrections.filter((correction) => correction.kind === 'void-punch');
  const timed: TimedPunch[] = [];
  for (const punch of input.punches) {
    const at = epochSeconds(punch.instant);
    const wall = zones.at(at).toWall(at);
    if (wall < from || wall >= to) continue;
    const { policy } = plan.on(Math.floor(wall / daySeconds)).schedule;
    const ref = { serial: punch.serial, wallTime: punch.wallTime, status: punch.status };
    let ignored: IgnoreReason | null = null;
    if (punch.clockSuspect === true) ignored = 'clock-suspect';
    else if (issued !== null && wall < issued) ignored = 'before-first-day';
    else if (at > latest) ignored = 'in-future';
    else if (voided.length > 0 && voided.some((correction) => isSamePunch(correction, ref)))
      ignored = 'voided';
    const flow = policy.flowOfStatus[punch.status] ?? 0;
    const instant = toTheSecond(punch.instant, at);
    const recorded = wallSeconds(punch.wallTime);
    timed.push({ ref, at, instant, wall, recorded, flow, order: punch.order, correctionId: null, ignored });
  }
  for (const correction of corrections) {
    if (correction.kind !== 'add-time') continue;
    const wall = wallSeconds(correction.wallTime);
    if (wall < from || wall >= to) continue;
    const at = zones.onDay(Math.floor(wall / daySeconds)).toEpoch(wall);
    timed.push({
      ref: { serial: '', wallTime: correction.wallTime, status: 255 },
      at,
      instant: instantOf(at),
      wall,
      recorded: wall,
      flow: correction.direction === 'in' ? 1 : correction.direction === 'out' ? -1 : 0,
      order: 0,
      correctionId: correction.id,
      ignored: null,
    });
  }
  return timed;
}

/** `YYYY-MM-DDTHH:MM:SSZ`: most instants come in that form already. */
function toTheSecond(instant: Instant, at: number): Instant {
  return instant.length === 20 ? instant : instantOf(at);
}

/** Whether an equal punch comes earlier in the sorted list: punches of one identity have one instant, so they are near. */
function isRepetition(timed: readonly TimedPunch[], index: number): boolean {
  const punch = timed[index];
  if (!punch || punch.correctionId !== null) return false;
  for (let i = index - 1; i >= 0; i -= 1) {
    const earlier = timed[i];
    if (!earlier || earlier.at !== punch.at) return false;
    if (earlier.correctionId === null && isSamePunch(earlier.ref, punch.ref)) return true;
  }
  return false;
}

function doubledPunch(kept: readonly TimedPunch[], punch: TimedPunch, policy: Policy): TimedPunch | null {
  if (policy.doublePunch === 0) return null;
  for (let i = kept.length - 1; i >= 0; i -= 1) {
    const earlier = kept[i];
    if (!earlier || punch.at - earlier.at > policy.doublePunch) return null;
    if (punch.flow === 0 || earlier.flow === 0 || punch.flow === earlier.flow) return earlier;
  }
  return null;
}
