/**
 * The time axis of a day strip: where a moment lies between its ends, and which hours are written. Moments are minutes on the
 * axis, counted from local midnight of its day as they pass: on a day of 23 or 25 hours they are not those of the wall.
 * @module
 */

import { dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';

/** The part of time that a strip shows, in minutes on the axis. */
export interface StripWindow {
  readonly from: number;
  /** The first minute after it. */
  readonly to: number;
}

/** An hour that is written below a strip. */
export interface Tick {
  /** Minutes on the axis. */
  readonly at: number;
  /** Minutes of the wall at that moment, 0 to 1,439. */
  readonly wall: number;
  /** Days after that of the axis: 1 for the next day. */
  readonly day: number;
}

/** A day's clock: minutes on the axis to minutes of the wall. */
export interface DayClock {
  /** How long the day is, in minutes: 1,440, or an hour more or less where clocks change. */
  readonly length: number;
  /** Minutes of the wall since the midnight at which the axis begins. */
  wallAt(minute: number): number;
  /** Minutes on the axis of an instant. */
  minuteOf(instant: string): number;
}

/** The clock of a plain day, for plans that have no date. */
export const plainClock: DayClock = {
  length: 1_440,
  wallAt: (minute) => minute,
  minuteOf: () => Number.NaN,
};

/** The clock of a date in a zone. */
export function dayClock(date: LocalDate, zoneName: string): DayClock {
  const zone = zoneNamed(zoneName);
  const { from, to } = zone.dayBounds(dayNumber(date));
  const midnight = dayNumber(date) * 86_400;
  return {
    length: (to - from) / 60,
    wallAt: (minute) => (zone.toWall(from + minute * 60) - midnight) / 60,
    minuteOf: (instant) => (Date.parse(instant) / 1_000 - from) / 60,
  };
}

/** Where a minute lies, as a share of the strip from 0 to 1; outside of it at its end. */
export function shareOf(minute: number, { from, to }: StripWindow): number {
  if (to <= from) return 0;
  return Math.min(1, Math.max(0, (minute - from) / (to - from)));
}

/** The window around all that is to be seen, with some time before and after, in whole hours. */
export function windowAround(
  minutes: readonly number[],
  clock: DayClock = plainClock,
  margin = 120,
): StripWindow {
  const known = minutes.filter(Number.isFinite);
  if (known.length === 0) return { from: 0, to: clock.length };
  const from = Math.floor((Math.min(...known) - margin) / 60) * 60;
  const to = Math.ceil((Math.max(...known) + margin) / 60) * 60;
  return { from, to };
}

/** Minutes by which clocks go forward on a day or in the rest of its window, such as the night after it; less than 0: back. */
export function turnOfClocks(window: StripWindow, clock: DayClock): number {
  const from = Math.min(0, window.from);
  const to = Math.max(clock.length, window.to);
  return clock.wallAt(to) - clock.wallAt(from) - (to - from);
}

const stepsInHours = [1, 2, 3, 4, 6, 12] as const;

/** The hours that are written: every one, or every second, third … so that there are at most so many. */
export function ticksOf(window: StripWindow, clock: DayClock = plainClock, most = 10): Tick[] {
  const hours = (window.to - window.from) / 60;
  const step = stepsInHours.find((one) => hours / one <= most) ?? 24;
  const ticks: Tick[] = [];
  // Clocks change by whole or half hours, so that every full hour of the wall lies on a half hour of the axis.
  for (let at = Math.ceil(window.from / 30) * 30; at <= window.to; at += 30) {
    const wall = clock.wallAt(at);
    if (wall % (step * 60) !== 0) continue;
    const day = Math.floor(wall / 1_440);
    ticks.push({ at, wall: wall - day * 1_440, day });
  }
  return ticks;
}
