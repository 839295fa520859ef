/** Looks ahead to the shift that begins next, so that an arrival joins the shift that lacks one. @module */

import type { TimedPunch } from '../model/index.ts';
import type { FillingShift } from './matched-shift.ts';

/** Who presses again within this time after leaving has not come back. Seconds. */
const repeatedWithin = 1_800;

/** The punches that lie in the windows of shifts, for questions about shifts that are still to be filled. */
export class ShiftsAhead {
  readonly #punches: readonly TimedPunch[];
  readonly #shifts: readonly FillingShift[];
  /** By shift: places of the first punch in its window and of the first one after it. */
  readonly #first: number[] = [];
  readonly #end: number[] = [];

  /**
   * @param punches - kept punches in time order
   * @param shifts - with their windows, in time order
   */
  constructor(punches: readonly TimedPunch[], shifts: readonly FillingShift[]) {
    this.#punches = punches;
    this.#shifts = shifts;
    let next = 0;
    for (const { windowStart, windowEnd } of shifts) {
      while ((punches[next]?.at ?? Infinity) < windowStart) next += 1;
      this.#first.push(next);
      while ((punches[next]?.at ?? Infinity) <= windowEnd) next += 1;
      this.#end.push(next);
    }
  }

  /** A shift by its place. */
  shift(place: number): FillingShift | null {
    return this.#shifts[place] ?? null;
  }

  /** Whether a shift has an even number of punches only with this one. @param index - of a punch in its window */
  needs(place: number, index: number): boolean {
    return this.#isOdd(place, index);
  }

  /** Whether somebody has keyed a departure in the window of a shift. */
  hasDeparture(place: number): boolean {
    for (let i = this.#first[place] ?? 0; i < (this.#end[place] ?? 0); i += 1) {
      if ((this.#punches[i]?.flow ?? 0) < 0) return true;
    }
    return false;
  }

  /**
   * Whether a punch in the window of one shift begins the next one: windows do not overlap the shift before them, but
   * people arrive before their shift begins, also where another shift ends then.
   * @param index - of the punch
   * @param current - the shift in whose window it lies
   * @param place - of the shift after it
   */
  beginsNext(index: number, current: FillingShift, place: number): boolean {
    const next = this.#shifts[place];
    const punch = this.#punches[index];
    if (!next?.instance || !current.instance || !punch) return false;
    if (punch.at < next.instance.start - next.policy.windowBefore) return false;
    const toNext = Math.abs(next.instance.start - punch.at);
    const last = current.punches.at(-1);
    const toEnd = Math.abs(punch.at - current.instance.end);
    const isNearer = last ? toNext <= toEnd : toNext < Math.abs(punch.at - current.instance.start);
    const isKeyed = current.hasDeparture || this.hasDeparture(place - 1) || this.hasDeparture(place);
    if (current.policy.directionMode === 'status' || (isKeyed && punch.flow !== 0)) {
      return punch.flow > 0 && isNearer;
    }
    if (current.policy.directionMode === 'alternate') return false;
    if (current.isOpen) return toNext < toEnd;
    const left = (this.#end[place - 1] ?? 0) - index;
    if (left % 2 === 0) return false;
    if (this.#isOdd(place, index)) return last !== undefined || isNearer;
    // Nobody else says whose it is: people arrive before a shift begins, and leave after one has ended.
    return isNearer && punch.at < next.instance.start && (!last || punch.at - last.at > repeatedWithin);
  }

  /**
   * Whether a punch before every window is the arrival that a shift lacks.
   * @param index - of the punch
   * @param place - of the first shift whose window has not ended
   */
  isArrivalOf(index: number, place: number): boolean {
    const punch = this.#punches[index];
    const shift = this.#shifts[place];
    if (!punch || !shift?.instance || punch.at >= shift.windowStart) return false;
    // Of several punches before the window the last one arrives.
    if ((this.#first[place] ?? 0) !== index + 1) return false;
    const latest = this.#punches[(this.#end[place] ?? 0) - 1];
    if (!latest || latest.at - punch.at > shift.longest) return false;
    const first = this.#punches[this.#first[place] ?? 0];
    const isKeyed = shift.policy.directionMode === 'status' || this.hasDeparture(place);
    if (isKeyed && punch.flow !== 0) {
      return punch.flow > 0 && (first?.flow ?? 0) <= 0 && (first?.at ?? 0) > shift.instance.start;
    }
    return this.#isOdd(place, index);
  }

  /** Whether the punches in a window, as far as they lie after a punch, are one too few or one too many. */
  #isOdd(place: number, index: number): boolean {
    const from = Math.max(index + 1, this.#first[place] ?? 0);
    return ((this.#end[place] ?? 0) - from) % 2 !== 0;
  }
}
