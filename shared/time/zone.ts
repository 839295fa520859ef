/** Converts between wall time and instant in an IANA zone, fast enough for a sheet. @module */

import { dayNumberOf } from './calendar.ts';
import { dayOfSeconds, daySeconds } from './clock-text.ts';
import { OffsetStretches } from './offset-stretches.ts';

/**
 * Wall time ↔ instant in an IANA zone. `Intl` is asked once per zone and day; everything after that is integer
 * arithmetic, so that a sheet of a month costs no more than one of a day.
 */

/** Which of the two moments an ambiguous wall time (the hour that comes twice in autumn) stands for. */
export type AmbiguousHour = 'earlier' | 'later';

/** Offsets of one UTC day: `before` until the second `changesAt` (its end on an ordinary day), `after` from it on. */
interface DayOffsets {
  readonly before: number;
  readonly after: number;
  readonly changesAt: number;
}

const dayOffsetsLimit = 40_000;

/** An IANA zone. Times are whole seconds: epoch seconds (UTC) and wall seconds (as if the wall were UTC). */
export class Zone {
  readonly name: string;
  /** The name as a number, for hashes: different names differ. */
  readonly nameNumber: number;
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, DayOffsets>();
  readonly #stretches = new OffsetStretches();

  /** @throws RangeError when the runtime knows no zone of that name */
  constructor(name: string) {
    this.name = name;
    this.nameNumber = numberOf(name);
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      calendar: 'gregory',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Seconds that the wall is ahead of UTC at an instant. */
  offsetAt(epoch: number): number {
    return this.#stretches.at(epoch) ?? this.#learnt(epoch);
  }

  /** Wall seconds at an instant. */
  toWall(epoch: number): number {
    return epoch + this.offsetAt(epoch);
  }

  /**
   * Epoch seconds of a wall time. A wall time in the gap of spring is moved forward by the gap (02:30 counts as 03:30).
   * @param wall - wall seconds
   * @param ambiguous - which moment a wall time that comes twice stands for
   */
  toEpoch(wall: number, ambiguous: AmbiguousHour = 'earlier'): number {
    const before = this.offsetAt(wall - daySeconds);
    const after = this.offsetAt(wall + daySeconds);
    if (before === after) return wall - before;
    const first = wall - before;
    const second = wall - after;
    const firstIsReal = this.offsetAt(first) === before;
    const secondIsReal = this.offsetAt(second) === after;
    if (firstIsReal && secondIsReal) return ambiguous === 'earlier' ? first : second;
    // Neither is real in the gap: the offset before it puts the time as far behind the gap as it lay inside.
    return secondIsReal ? second : first;
  }

  /** First epoch second of a local day; the day after it starts where this one ends (23, 24 or 25 hours later). */
  startOfDay(day: number): number {
    return this.toEpoch(day * daySeconds);
  }

  /** Half-open bounds of a local day in epoch seconds. */
  dayBounds(day: number): { from: number; to: number } {
    return { from: this.startOfDay(day), to: this.startOfDay(day + 1) };
  }

  /** The offset at a moment of which nothing is known: of its day, up to a change of clocks or from it on. */
  #learnt(epoch: number): number {
    const day = dayOfSeconds(epoch);
    const { before, after, changesAt } = this.#days.get(day) ?? this.#remember(day);
    const midnight = day * daySeconds;
    const stretch =
      epoch < changesAt
        ? { from: midnight, to: changesAt, offset: before }
        : { from: changesAt, to: midnight + daySeconds, offset: after };
    this.#stretches.add(stretch);
    return stretch.offset;
  }

  #remember(day: number): DayOffsets {
    const from = day * daySeconds;
    const to = from + daySeconds;
    const before = this.#ask(from);
    const after = this.#ask(to);
    const offsets = { before, after, changesAt: before === after ? to : this.#changeIn(from, before) };
    if (this.#days.size >= dayOffsetsLimit) this.#days.clear();
    this.#days.set(day, offsets);
    return offsets;
  }

  #changeIn(from: number, before: number): number {
    let low = from;
    let high = from + daySeconds;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#ask(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  #ask(epoch: number): number {
    const field: Record<string, string> = {};
    for (const part of this.#format.formatToParts(epoch * 1_000)) field[part.type] = part.value;
    const day = dayNumberOf(Number(field.year), Number(field.month), Number(field.day));
    const ofDay = Number(field.hour) * 3_600 + Number(field.minute) * 60 + Number(field.second);
    return day * daySeconds + ofDay - epoch;
  }
}

// 48 bits of the name; all of the few hundred zones differ, which a test checks.
function numberOf(name: string): number {
  let high = 0;
  let low = 0;
  for (let i = 0; i < name.length; i += 1) {
    high = (Math.imul(high, 31) + name.charCodeAt(i)) & 0xffffff;
    low = (Math.imul(low, 131) + name.charCodeAt(i)) & 0xffffff;
  }
  return high * 0x1000000 + low;
}

const zones = new Map<string, Zone>();

/**
 * The zone of a name; the same object for the same name.
 * @param name - IANA name, such as `Asia/Kathmandu`
 * @throws RangeError when the runtime knows no zone of that name
 */
export function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = new Zone(name);
  zones.set(name, zone);
  return zone;
}

/** The zone of a name as {@link zoneNamed} gives it; `undefined` when the runtime knows none of that name. */
export function findZone(name: string): Zone | undefined {
  try {
    return zoneNamed(name);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a text is an IANA zone name that the runtime knows. Bare offsets such as `+05:30` are not zones. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && findZone(name) !== undefined;
}
