import type { TimedPunch } from '../model/index.ts';
import { IN, OUT } from '../model/index.ts';
import type { PlannedDay, ShiftInstance } from '../plan/index.ts';
import { attendedTimes } from '../plan/index.ts';
import type { Policy } from '../rules/index.ts';

/** A shift of one user with the punches that belong to it. */
export class WorkedShift {
  /** The scheduled shift; `null` for work outside every shift. */
  readonly instance: ShiftInstance | null;
  /** The day that planned it, or on which unscheduled work began. */
  readonly planned: PlannedDay;
  readonly policy: Policy;
  /** Both ends inside; epoch seconds. Without meaning for unscheduled work. */
  readonly windowStart: number;
  readonly windowEnd: number;
  readonly punches: TimedPunch[] = [];
  /** Day of the sheet on which it stands, once it has been worked out; the first of them when it is split. */
  sheetDay: number | null = null;
  /** When the user punched next, in another shift; Infinity while that is not known. */
  followedAt = Infinity;
  /** Of the day's leave by the hour: what the day's earlier shifts have not used, in seconds. */
  leaveLeft: number;
  #hasDeparture = false;
  #isOpenByKey = false;

  constructor(planned: PlannedDay, instance: ShiftInstance | null, windowStart: number, windowEnd: number) {
    this.planned = planned;
    this.instance = instance;
    this.policy = instance?.schedule.policy ?? planned.schedule.policy;
    this.leaveLeft = planned.leaveByHour;
    this.windowStart = windowStart;
    this.windowEnd = windowEnd;
  }

  /** Adds the next punch in time. */
  add(punch: TimedPunch): void {
    this.punches.push(punch);
    if (punch.flow < 0) this.#hasDeparture = true;
    if (punch.flow !== 0) this.#isOpenByKey = punch.flow > 0;
    else if (this.policy.directionMode !== 'status') this.#isOpenByKey = !this.#isOpenByKey;
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
    return byKey ? this.#isOpenByKey : this.punches.length % 2 === 1 && !this.#beganWithDeparture();
  }

  /** Whether the first punch lies nearest to the last scheduled departure: then the arrival is missing, and nothing is open. */
  #beganWithDeparture(): boolean {
    const first = this.punches[0];
    if (!this.instance || !first) return false;
    const { at, shift } = attendedTimes(this.instance, this.planned);
    const before = at[shift.scheduled.at(-2) ?? IN] ?? Number.NaN;
    const end = at[shift.scheduled.at(-1) ?? OUT] ?? Number.NaN;
    return first.at >= (before + end) / 2;
  }
}
