/** A shift of one user with the punches that belong to it. */
import { daySeconds } from '#shared/time/clock-text.ts';
import type { TimedPunch } from '../model/index.ts';
import { appended, IN, OUT } from '../model/index.ts';
import type { PlannedDay, ShiftInstance } from '../plan/index.ts';
import { attendedTimes } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';
import type { DoublePunch } from './prepare-punches.ts';

/** A shift and its punches: nothing is added to it any more. */
export abstract class MatchedShift {
  /** Only matching makes one: working out takes nothing else. */
  declare protected readonly step: 'matched';
  // Declared only: the constructor makes them, and a class whose parent makes fields of its own is slow to make.
  /** The scheduled shift; `null` for work outside every shift. */
  declare readonly instance: ShiftInstance | null;
  /** The day that planned it, or on which unscheduled work began. */
  declare readonly planned: PlannedDay;
  declare readonly policy: Policy;
  /** Both ends inside; epoch seconds. Without meaning for unscheduled work. */
  declare readonly windowStart: number;
  declare readonly windowEnd: number;
  /** No longer than this lies between its first punch and its last. Seconds. */
  declare readonly longest: number;
  abstract readonly punches: readonly TimedPunch[];
  /** Double punches that repeat one of them. */
  abstract readonly doubles: readonly DoublePunch[];
  /** When the user punched next, in another shift; `null` while that is not known. */
  abstract readonly followedAt: number | null;

  constructor(planned: PlannedDay, instance: ShiftInstance | null, windowStart: number, windowEnd: number) {
    this.planned = planned;
    this.instance = instance;
    this.policy = instance?.policy ?? planned.schedule.policy;
    this.windowStart = windowStart;
    this.windowEnd = windowEnd;
    this.longest = longestOf(instance, this.policy);
  }
}

/** A duty of a day or more lasts as long as it is scheduled, and as people may stay on. */
function longestOf(instance: ShiftInstance | null, { maxShift, windowAfter }: Policy): number {
  const length = instance !== null ? instance.end - instance.start : 0;
  return length >= daySeconds ? Math.max(maxShift, length + Math.min(windowAfter, maxShift)) : maxShift;
}

/** A day on which HR's times stand without any shift or punch gets a shift for them. */
export function shiftWithoutPunches(planned: PlannedDay): MatchedShift {
  return new FillingShift(planned, null, 0, 0);
}

/** A shift while punches are added to it, one after the other in time. As such it does not leave matching. */
export class FillingShift extends MatchedShift {
  override punches: TimedPunch[] = [];
  override doubles: DoublePunch[] = [];
  override followedAt: number | null = null;
  #hasDeparture = false;
  #isOpenByKey = false;
  #isOpenInTurn = false;

  /** Adds the next punch in time. */
  add(punch: TimedPunch): void {
    this.punches = appended(this.punches, punch);
    if (punch.flow < 0) this.#hasDeparture = true;
    if (punch.flow !== 0) this.#isOpenByKey = punch.flow > 0;
    else if (this.policy.directionMode !== 'status') this.#isOpenByKey = !this.#isOpenByKey;
    // What HR has said about a time is obeyed; the other punches take turns around it.
    this.#isOpenInTurn = isGiven(punch) ? punch.flow > 0 : !this.#isOpenInTurn;
  }

  /** Adds a punch that repeats one of the shift's. */
  addDouble(double: DoublePunch): void {
    this.doubles = appended(this.doubles, double);
  }

  /** Notes that the user punched in another shift. @param at - epoch seconds */
  followedBy(at: number): void {
    this.followedAt = this.followedAt === null ? at : Math.min(this.followedAt, at);
  }

  /** Whether a departure was keyed: without any, the keys of this shift say nothing. */
  get hasDeparture(): boolean {
    return this.#hasDeparture;
  }

  /** Whether the last punch is a keyed arrival: a keyed departure after it belongs to it, whatever the times say. */
  get endsWithKeyedArrival(): boolean {
    return (this.punches.at(-1)?.flow ?? 0) > 0;
  }

  /** Whether an arrival waits for its departure. */
  get isOpen(): boolean {
    const { directionMode } = this.policy;
    const byKey = directionMode === 'status' || (directionMode === 'auto' && this.#hasDeparture);
    return byKey ? this.#isOpenByKey : this.#isOpenInTurn && !beganWithDeparture(this);
  }
}

/** Whether the first punch lies nearest to the last scheduled departure: then the arrival is missing, and nothing is open. */
function beganWithDeparture({ instance, planned, punches }: FillingShift): boolean {
  const first = punches[0];
  if (instance === null || first === undefined || isGiven(first)) return false;
  const { at, shift } = attendedTimes(instance, planned);
  const before = at[shift.scheduled.at(-2) ?? IN] ?? Number.NaN;
  const end = at[shift.scheduled.at(-1) ?? OUT] ?? Number.NaN;
  return first.at >= (before + end) / 2;
}

/** Whether HR has said that a time arrives or leaves. */
function isGiven({ correctionId, flow }: TimedPunch): boolean {
  return correctionId !== null && flow !== 0;
}
