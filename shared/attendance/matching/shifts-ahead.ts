/** Looks ahead to the shift that begins next, so that an arrival joins the shift that lacks one. @module */

import type { TimedPunch } from '../model/index.ts';
import type { FillingShift } from './matched-shift.ts';

/** Who presses again within this time after leaving has not come back. Seconds. */
const repeatedWithin = 1_800;

/** The punches in the window of a shift. */
interface InWindow {
  /** Places of the first of them and of the first one after them. */
  readonly first: number;
  readonly end: number;
  /** When the last of them was, epoch seconds; 0 where there is none. */
  readonly lastAt: number;
  /** Whether somebody has keyed a departure. */
  readonly hasDeparture: boolean;
}

const noPunches: InWindow = { first: 0, end: 0, lastAt: 0, hasDeparture: false };

/** The punches that lie in the windows of shifts, for questions about shifts that are still to be filled. */
export class ShiftsAhead {
  readonly #punches: readonly TimedPunch[];
  readonly #shifts: readonly FillingShift[];
  /** By shift. */
  readonly #inWindow: readonly InWindow[];

  /**
   * @param punches - kept punches in time order
   * @param shifts - with their windows, in time order
   */
  constructor(punches: readonly TimedPunch[], shifts: readonly FillingShift[]) {
    this.#punches = punches;
    this.#shifts = shifts;
    this.#inWindow = inWindows(punches, shifts);
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
    return this.#of(place).hasDeparture;
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
    if (next === undefined || next.instance === null || current.instance === null || punch === undefined)
      return false;
    if (punch.at < next.instance.start - next.policy.windowBefore) return false;
    const toNext = Math.abs(next.instance.start - punch.at);
    const last = current.punches.at(-1);
    const toEnd = Math.abs(punch.at - current.instance.end);
    const isNearer =
      last !== undefined ? toNext <= toEnd : toNext < Math.abs(punch.at - current.instance.start);
    const isKeyed = this.hasDeparture(place - 1) || this.hasDeparture(place);
    if (current.policy.directionMode === 'status' || (isKeyed && punch.flow !== 0)) {
      return punch.flow > 0 && isNearer;
    }
    if (current.policy.directionMode === 'alternate') return false;
    if (current.isOpen) return toNext < toEnd;
    // Those that come after it in its own window pair up with it.
    if (this.#isOdd(place - 1, index)) return false;
    if (this.#isOdd(place, index)) return last !== undefined || isNearer;
    // Nobody else says whose it is: people arrive before a shift begins, and leave after one has ended.
    return (
      isNearer &&
      punch.at < next.instance.start &&
      (last === undefined || punch.at - last.at > repeatedWithin)
    );
  }

  /**
   * Whether a punch outside its window is the arrival that a shift lacks.
   * @param index - of the punch
   * @param place - of the first shift whose window has not ended
   */
  isArrivalOf(index: number, place: number): boolean {
    const punch = this.#punches[index];
    const shift = this.#shifts[place];
    const { first, lastAt, hasDeparture } = this.#of(place);
    // Of several punches before the window the last one arrives.
    if (punch === undefined || shift === undefined || shift.instance === null || first !== index + 1)
      return false;
    if (lastAt - punch.at > shift.longest) return false;
    if (punch.flow === 0 || (shift.policy.directionMode !== 'status' && !hasDeparture)) {
      return this.#isOdd(place, index);
    }
    const following = this.#punches[first];
    if (following === undefined || punch.flow < 0) return false;
    return following.flow <= 0 && following.at > shift.instance.start;
  }

  /** Whether the punches in a window, as far as they lie after a punch, are one too few or one too many. */
  #isOdd(place: number, index: number): boolean {
    const { first, end } = this.#of(place);
    return (end - Math.max(index + 1, first)) % 2 !== 0;
  }

  #of(place: number): InWindow {
    return this.#inWindow[place] ?? noPunches;
  }
}

function inWindows(punches: readonly TimedPunch[], shifts: readonly FillingShift[]): InWindow[] {
  const found: InWindow[] = [];
  let end = 0;
  for (let place = 0; place < shifts.length; place += 1) {
    const shift = shifts[place];
    if (shift === undefined) continue;
    const { windowStart, windowEnd } = shift;
    let first = end;
    for (let punch = punches[first]; punch !== undefined && punch.at < windowStart; punch = punches[first])
      first += 1;
    end = first;
    let { lastAt, hasDeparture } = noPunches;
    for (let punch = punches[end]; punch !== undefined && punch.at <= windowEnd; punch = punches[end]) {
      lastAt = punch.at;
      if (punch.flow < 0) hasDeparture = true;
      end += 1;
    }
    found.push({ first, end, lastAt, hasDeparture });
  }
  return found;
}
