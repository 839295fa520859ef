/** Remembers what was worked out for a schedule on a date in a zone, for all users of a rule book. @module */

import type { Zone } from '#shared/time/zone.ts';
import type { CompiledSchedule } from '../rules/index.ts';

const daysKept = 4_000;

/** What is the same for everybody with a schedule, by schedule, zone and day. A memory only: it decides nothing. */
export class DayMemory<T> {
  readonly #known = new Map<CompiledSchedule, Map<Zone, Map<number, T>>>();
  // What the last question was about: neighbouring questions are mostly about one schedule in one zone.
  #lastSchedule: CompiledSchedule | null = null;
  #lastZone: Zone | null = null;
  #lastDays = new Map<number, T>();

  /** What was remembered of a date. @param day - day number */
  find(schedule: CompiledSchedule, zone: Zone, day: number): T | undefined {
    return this.#daysOf(schedule, zone).get(day);
  }

  /** Remembers what a date is. @returns the same */
  remember(schedule: CompiledSchedule, zone: Zone, day: number, value: T): T {
    const days = this.#daysOf(schedule, zone);
    if (days.size >= daysKept) days.clear();
    days.set(day, value);
    return value;
  }

  #daysOf(schedule: CompiledSchedule, zone: Zone): Map<number, T> {
    if (schedule === this.#lastSchedule && zone === this.#lastZone) return this.#lastDays;
    const zones = this.#known.get(schedule) ?? new Map<Zone, Map<number, T>>();
    const days = zones.get(zone) ?? new Map<number, T>();
    this.#known.set(schedule, zones);
    zones.set(zone, days);
    this.#lastSchedule = schedule;
    this.#lastZone = zone;
    this.#lastDays = days;
    return days;
  }
}
