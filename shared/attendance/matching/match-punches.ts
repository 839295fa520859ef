/** Gives every punch to a shift or to unscheduled work, and lets a late leaver close the shift before. @module */

import { dayOfSeconds, daySeconds } from '#shared/time/clock-text.ts';
import type { TimedPunch } from '../model/index.ts';
import type { UserPlan } from '../plan/index.ts';
import { chooseOpenShifts } from './choose-open-shifts.ts';
import { followsLongRest } from './long-rest.ts';
import { FillingShift, type MatchedShift } from './matched-shift.ts';
import type { PreparedPunches } from './prepare-punches.ts';
import { ShiftsAhead } from './shifts-ahead.ts';
import { openWindows, type PlannedShift } from './windows.ts';
import { leavesFirst, type ReadSoFar, wasRest } from './work-or-rest.ts';

/** The shifts of a user with their punches. */
export class MatchedShifts {
  /** Only {@link matchPunches} makes one: working out takes nothing else. */
  declare protected readonly step: 'matched';
  /** Scheduled shifts in time order, then those of unscheduled work in time order. */
  readonly shifts: readonly MatchedShift[];
  /** The punches that were given to them, and those that take no part. */
  readonly punches: PreparedPunches;

  constructor(shifts: readonly MatchedShift[], punches: PreparedPunches) {
    this.shifts = shifts;
    this.punches = punches;
  }
}

/**
 * Gives every punch to a shift. A punch belongs to the first window that contains it, unless it closes a pair that the
 * shift before has left open; a punch in no window belongs to unscheduled work.
 */
export function matchPunches(punches: PreparedPunches, plan: UserPlan): MatchedShifts {
  const shifts = openWindows(plannedShifts(plan, punches.kept));
  const unscheduled = fill(shifts, punches, plan);
  return new MatchedShifts([...shifts, ...unscheduled], punches);
}

function plannedShifts(plan: UserPlan, kept: readonly TimedPunch[]): PlannedShift[] {
  const shifts: PlannedShift[] = [];
  const { days } = plan;
  for (let i = 0; i < days.length; i += 1) {
    const planned = days[i];
    if (!planned?.employed) continue;
    const { instances } = planned.template;
    for (let place = 0; place < instances.length; place += 1) {
      const instance = instances[place];
      if (instance !== undefined) shifts.push({ planned, instance });
    }
  }
  const chosen = chooseOpenShifts(plan.days, kept);
  return chosen.length === 0 ? shifts : [...shifts, ...chosen];
}

/**
 * Adds the punches to the shifts, and to each the double punches that repeat one of its own.
 * @param shifts - with their windows, in time order
 * @param prepared - kept punches in time order
 * @returns the shifts of unscheduled work, in time order
 */
function fill(
  shifts: readonly FillingShift[],
  { kept: punches, doubles }: PreparedPunches,
  plan: UserPlan,
): FillingShift[] {
  const unscheduled: FillingShift[] = [];
  const shiftOf: FillingShift[] | null = doubles.length === 0 ? null : [];
  const ahead = new ShiftsAhead(punches, shifts);
  let begins = firstArrival(punches, plan);
  const arrives: boolean[] = [];
  const afterRest: true[] = [];
  const read = { arrives, afterRest };
  let touched: FillingShift | null = null;
  let next = 0;
  for (let index = 0; index < punches.length; index += 1) {
    const punch = punches[index];
    if (punch === undefined) continue;
    if (index === begins && touched?.instance === null) touched = null;
    let own = shifts[next];
    while (own !== undefined && own.windowEnd < punch.at) {
      next += 1;
      own = shifts[next];
    }
    const window = own !== undefined && own.windowStart <= punch.at && !isFull(own, punch) ? own : null;
    const last = touched?.punches.at(-1);
    const hasRested =
      touched !== null && last !== undefined && restedBefore(touched, last, punches, index, read);
    if (hasRested) afterRest[index] = true;
    let target: FillingShift | null = window;
    if (window !== null && ahead.beginsNext(index, window, next + 1)) target = shifts[next + 1] ?? null;
    else if (
      touched !== null &&
      touched !== window &&
      closesOpenPair(touched, punch, window, ahead.hasDeparture(next), hasRested) &&
      !isNearerToNext(touched, punch, window, index, next, ahead)
    ) {
      target = touched;
    } else if (
      window === null &&
      ahead.isArrivalOf(index, next) &&
      !(touched !== null && leavesUnscheduled(touched, hasRested))
    ) {
      target = shifts[next] ?? null;
    } else if (window === null && touched !== null && joinsUnscheduled(touched, punch, hasRested))
      target = touched;
    if (target === null) {
      target = new FillingShift(plan.on(dayOfSeconds(punch.wall)), null, punch.at, punch.at);
      unscheduled.push(target);
      if (index === 0) begins = firstTurn(punches, plan, begins);
    }
    target.add(punch);
    if (shiftOf !== null) shiftOf[index] = target;
    if (target.instance === null && target.punches.length % 2 === 0) {
      arrives[index - 1] = true;
      arrives[index] = false;
    }
    // In mode `status` a key that says nothing neither ends a shift nor begins one.
    if (punch.flow === 0 && target.policy.directionMode === 'status' && touched?.isOpen) continue;
    if (touched !== null && touched !== target) touched.followedBy(punch.at);
    touched = target;
  }
  if (shiftOf !== null) for (const double of doubles) shiftOf[double.place]?.addDouble(double);
  return unscheduled;
}

/**
 * Where in and out begin to take turns. The punches may begin in the middle of a shift, so the first one may be a
 * departure: the longest stretch in the two days before the wanted ones counts as the rest after which somebody
 * arrives. No stretch does where the punches begin with one in which no shift could have been open.
 */
function firstArrival(punches: readonly TimedPunch[], plan: UserPlan): number {
  const first = punches[0];
  const planned = plan.days[0];
  if (first === undefined || planned === undefined) return 0;
  const begin = planned.zone.startOfDay(planned.day);
  if (first.at - begin > planned.schedule.policy.maxShift) return 0;
  let longest = first.at - begin;
  let index = 0;
  for (let i = 1; i < punches.length; i += 1) {
    const punch = punches[i];
    if (punch === undefined || punch.wall >= (plan.firstDay + 2) * daySeconds) break;
    const stretch = punch.at - (punches[i - 1]?.at ?? 0);
    if (stretch <= longest) continue;
    longest = stretch;
    index = i;
  }
  return index;
}

/** The same for work outside every shift, where the days that follow say whether the first punch leaves. */
function firstTurn(punches: readonly TimedPunch[], plan: UserPlan, otherwise: number): number {
  const { policy } = plan.on(plan.firstDay).schedule;
  const leaves = leavesFirst(punches, plan.firstDay * daySeconds, policy);
  return leaves === null ? otherwise : leaves ? 1 : 0;
}

/** Whether a shift would last a day or longer with a punch, or longer than a duty around the clock may. */
function isFull({ punches, longest }: FillingShift, punch: TimedPunch): boolean {
  const first = punches[0];
  if (first === undefined) return false;
  const length = punch.at - first.at;
  return length >= daySeconds && length > longest;
}

/** Whether the stretch since the last punch was a rest, although in and out would otherwise take turns. */
function restedBefore(
  touched: FillingShift,
  last: TimedPunch,
  punches: readonly TimedPunch[],
  index: number,
  read: ReadSoFar,
): boolean {
  if (followsLongRest(punches, index, last, touched.policy)) return true;
  const isFree = touched.instance === null && touched.isOpen && !touched.hasDeparture;
  return isFree && wasRest(punches, index, touched.policy, read);
}

/**
 * Whether a punch that could close an open pair begins the next shift instead: without keys it closes the pair only
 * where it is nearer to that shift's end than to the next one's start.
 * @param window - the shift in whose own window the punch lies, if any
 * @param place - of the shift whose window holds the punch or opens next
 */
function isNearerToNext(
  open: FillingShift,
  punch: TimedPunch,
  window: FillingShift | null,
  index: number,
  place: number,
  ahead: ShiftsAhead,
): boolean {
  if (open.instance === null || open.policy.directionMode !== 'auto' || punch.flow < 0) return false;
  const next = window ?? (ahead.isArrivalOf(index, place) ? ahead.shift(place) : null);
  if (!next?.instance) return false;
  const toNext = Math.abs(next.instance.start - punch.at);
  const toEnd = Math.abs(punch.at - open.instance.end);
  // As near to both, where one shift touches the next: it closes the pair unless the next shift needs it.
  return toNext < toEnd || (toNext === toEnd && ahead.needs(place, index));
}

/**
 * Whether a punch closes what an earlier shift has left open, so that a late leaver is not taken by the next shift.
 * @param window - the shift in whose own window the punch lies, if any
 * @param windowHasDeparture - whether a departure was keyed in that window
 * @param hasRested - whether the time since the last punch was a rest
 */
function closesOpenPair(
  open: FillingShift,
  punch: TimedPunch,
  window: FillingShift | null,
  windowHasDeparture: boolean,
  hasRested: boolean,
): boolean {
  const first = open.punches[0];
  const { directionMode } = open.policy;
  const isOpen = open.isOpen || (directionMode === 'auto' && punch.flow < 0 && open.endsWithKeyedArrival);
  if (first === undefined || !isOpen || punch.at - first.at > open.longest) return false;
  // Without a window of its own, unscheduled work is continued by its own rule.
  if (open.instance === null && window === null) return false;
  if (directionMode === 'status') return punch.flow < 0;
  if (directionMode === 'auto') {
    if (punch.flow < 0) return true;
    // Where nobody keys departures, a keyed arrival says nothing.
    if (punch.flow > 0 && (open.hasDeparture || windowHasDeparture)) return false;
  }
  // A stray punch before the shift must not swallow its arrival.
  return open.instance !== null && !hasRested;
}

/** Whether the next punch is expected to end unscheduled work. */
function leavesUnscheduled(work: FillingShift, hasRested: boolean): boolean {
  return work.instance === null && work.isOpen && !hasRested;
}

/** Whether a punch in no window continues the unscheduled work before it. */
function joinsUnscheduled(work: FillingShift, punch: TimedPunch, hasRested: boolean): boolean {
  const first = work.punches[0];
  const last = work.punches.at(-1);
  if (work.instance !== null || first === undefined || last === undefined) return false;
  const { directionMode, dayRule, maxShift, newShiftAfter } = work.policy;
  // No shift is longer than the longest one, counted from its first punch.
  if (punch.at - first.at > maxShift) return false;
  const keysTell = directionMode === 'status' || (directionMode === 'auto' && work.hasDeparture);
  const byKey = (keysTell && punch.flow !== 0) || punch.flow < 0;
  const arrives = byKey ? punch.flow > 0 : !work.isOpen || hasRested;
  const isNextDay = dayOfSeconds(punch.wall) !== dayOfSeconds(last.wall);
  if (dayRule === 'split' && arrives && isNextDay) return false;
  if (!byKey && hasRested) return false;
  return !arrives || work.isOpen || punch.at - last.at < newShiftAfter;
}
