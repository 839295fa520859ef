/** Remembers what was worked out for a schedule on a date in a zone, for all users of a rule book. @module */

import { RecentDays } from '#shared/time/recent-days.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { CompiledSchedule } from '../rules/index.ts';

/** What is the same for everybody with a schedule, by schedule, zone and day. A memory only: it decides nothing. */
export class DayMemory<T> {
  readonly #known = new Map<CompiledSchedule, Map<Zone, RecentDays<T>>>();
  // What the last question was about: neighbouring questions are mostly about one schedule in one zone.
  #lastSchedule: CompiledSchedule | null = null;
  #lastZone: Zone | null = null;
  #lastDays: RecentDays<T> | null = null;

  /** What was remembered of a date. @param day - day number */
  find(schedule: CompiledSchedule, zone: Zone, day: number): T | undefined {
    return this.#daysOf(schedule, zone).get(day);
  }

  /** Remembers what a date is. @returns the same */
  remember(schedule: CompiledSchedule, zone: Zone, day: number, value: T): T {
    this.#daysOf(schedule, zone).set(day, value);
    return value;
  }

  #daysOf(schedule: CompiledSchedule, zone: Zone): RecentDays<T> {
    const last = this.#lastDays;
    if (last !== null && schedule === this.#lastSchedule && zone === this.#lastZone) return last;
    const zones = this.#known.get(schedule) ?? new Map<Zone, RecentDays<T>>();
    const days = zones.get(zone) ?? new RecentDays<T>();
    this.#known.set(schedule, zones);
    zones.set(zone, days);
    this.#lastSchedule = schedule;
    this.#lastZone = zone;
    this.#lastDays = days;
    return days;
  }
}
