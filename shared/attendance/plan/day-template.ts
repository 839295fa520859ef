/** Works out what a schedule says about a date in a zone, before holidays, leave and overrides. @module */

import { weekdayIndex } from '#shared/time/calendar.ts';
import { daySeconds } from '#shared/time/clock-text.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { DayType } from '../model/index.ts';
import { BREAK, IN, OUT, RESUME } from '../model/index.ts';
import type { CompiledDay, CompiledSchedule, CompiledShift, Policy } from '../rules/index.ts';
import { autoDeduction, uniteSchedules } from '../rules/index.ts';
import { DayMemory } from './day-memory.ts';

/** A shift on a certain date in a certain zone, in epoch seconds: independent of who works it. */
export interface ShiftInstance {
  readonly schedule: CompiledSchedule;
  readonly shift: CompiledShift;
  /** The rules that the shift follows. */
  readonly policy: Policy;
  /** Day number of the date for which the shift is planned. */
  readonly day: number;
  readonly zone: Zone;
  /** Scheduled times by column; `NaN` where not scheduled. */
  readonly at: readonly number[];
  /** By column: first second that no longer belongs to it; `NaN` where the midpoint decides. */
  readonly until: readonly number[];
  /** First and last scheduled time. */
  readonly start: number;
  readonly end: number;
  /** Scheduled break in seconds, paid or not; 0 without one. */
  readonly breakSeconds: number;
  /** Expected work in seconds: elapsed time from IN to OUT without the unpaid break. */
  readonly expected: number;
}

/** What a schedule says about a date in a zone, before holidays, leave and overrides. */
export interface DayTemplate {
  readonly dayType: DayType;
  /** Shifts to be worked; empty for schedules without fixed times and for open ones. */
  readonly instances: readonly ShiftInstance[];
  /** Shifts of an open schedule, one of which the punches choose. */
  readonly candidates: readonly ShiftInstance[];
  /** Expected work of a workday in seconds. */
  readonly expected: number;
  /** What the day adds to the expected work of its week or month in seconds, where the day itself expects nothing. */
  readonly shareOfWeek: number;
}

/**
 * What schedules say about dates, worked out once per schedule, zone and day and shared by all users of a rule book, which
 * owns it. A memory only: the same question always has the same answer.
 */
export class DayTemplates {
  readonly #known = new DayMemory<DayTemplate>();
  readonly #united = new Map<string, CompiledSchedule>();

  /** What a schedule says about a date. @param day - day number of the date */
  of(schedule: CompiledSchedule, zone: Zone, day: number): DayTemplate {
    const found = this.#known.find(schedule, zone, day);
    if (found !== undefined) return found;
    const { parts } = schedule;
    const template =
      parts !== undefined
        ? unitedTemplate(parts.map((part) => this.of(part, zone, day)))
        : makeTemplate(schedule, zone, day);
    return this.#known.remember(schedule, zone, day, template);
  }

  /** Several schedules of one date as one, the same each time. @param parts - at least one */
  united(parts: readonly CompiledSchedule[]): CompiledSchedule {
    const key = parts.map(({ version }) => version).join();
    const united = this.#united.get(key) ?? uniteSchedules(parts);
    this.#united.set(key, united);
    return united;
  }
}

/** What several schedules say together: a workday where one of them is. */
function unitedTemplate(templates: readonly DayTemplate[]): DayTemplate {
  const types = templates.map(({ dayType }) => dayType);
  return {
    dayType: types.includes('workday') ? 'workday' : (types[0] ?? 'offday'),
    instances: templates.flatMap(({ instances }) => instances).sort((a, b) => a.start - b.start),
    candidates: templates.flatMap(({ candidates }) => candidates),
    expected: templates.reduce((sum, { expected }) => sum + expected, 0),
    shareOfWeek: templates.reduce((sum, { shareOfWeek }) => sum + shareOfWeek, 0),
  };
}

function makeTemplate(schedule: CompiledSchedule, zone: Zone, day: number): DayTemplate {
  const definition = schedule.days[weekdayIndex(day)];
  if (definition === undefined)
    return { dayType: 'offday', instances: [], candidates: [], expected: 0, shareOfWeek: 0 };
  const shifts = definition.shifts.map((shift) => makeInstance(schedule, shift, zone, day));
  return {
    dayType: definition.dayType,
    instances: schedule.kind === 'open' ? [] : shifts,
    candidates: schedule.kind === 'open' ? shifts : [],
    expected: expectedOf(schedule, definition, shifts),
    shareOfWeek: definition.shareOfWeek,
  };
}

function expectedOf(
  schedule: CompiledSchedule,
  definition: CompiledDay,
  shifts: readonly ShiftInstance[],
): number {
  if (schedule.kind === 'flexi') return definition.expected;
  // Nobody knows yet which shift of an open schedule it will be: the first one listed stands for it.
  if (schedule.kind === 'open') return shifts[0]?.expected ?? 0;
  return shifts.reduce((sum, shift) => sum + shift.expected, 0);
}

function makeInstance(
  schedule: CompiledSchedule,
  shift: CompiledShift,
  zone: Zone,
  day: number,
): ShiftInstance {
  const midnight = day * daySeconds;
  const epochOf = (time: number | null | undefined): number =>
    time === null || time === undefined ? Number.NaN : zone.toEpoch(midnight + time);
  const at = wholeSeconds(shift.times, epochOf);
  const { breaks } = schedule.policy;
  const present = (at[OUT] ?? 0) - (at[IN] ?? 0);
  const breakSeconds = (at[RESUME] ?? Number.NaN) - (at[BREAK] ?? Number.NaN) || 0;
  const deducted = breaks.mode === 'auto-deduct' && breakSeconds === 0 ? autoDeduction(present, breaks) : 0;
  const unpaid = breaks.mode === 'none' || shift.paidBreak ? 0 : breakSeconds + deducted;
  return {
    schedule,
    shift,
    policy: shift.policy,
    day,
    zone,
    at,
    until: wholeSeconds(shift.until, epochOf),
    start: epochOf(shift.start),
    end: epochOf(shift.end),
    breakSeconds,
    expected: Math.max(0, present - unpaid),
  };
}

/**
 * Moments by column, `NaN` where there is none. A list that held nothing but numbers, and one of them `NaN`, would hold all
 * of them as fractions, and so would everything that is computed from them: slower, and twice the memory. One that is made
 * with `null` first keeps whole seconds whole.
 */
function wholeSeconds(
  times: readonly (number | null)[],
  epochOf: (time: number | null) => number,
): readonly number[] {
  const none: (number | null)[] = times.map(() => null);
  return Object.assign<(number | null)[], number[]>(none, times.map(epochOf));
}
