/** Works out what a user is to do on each date: schedule, day type, leave and expected time. @module */

import { dateOfDay, dayNumber } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type { Zone } from '#shared/time/zone.ts';
import type {
  AttendanceInput,
  Correction,
  DateRange,
  DayOverride,
  DayType,
  Holiday,
  RosterAssignment,
} from '../model/index.ts';
import { type CompiledRoster, type CompiledSchedule, eraOn, type RuleEra } from '../rules/index.ts';
import { type Taken, withLeave } from './leave-of-day.ts';
import type { PlanBook } from './plan-book.ts';
import type { PlannedDay } from './planned-day.ts';
import type { UserZones } from './user-zones.ts';

/** The inputs that a user's plan is made of, beside corrections. */
export type PlanInput = Pick<AttendanceInput, 'user' | 'assignments' | 'overrides' | 'leaves'>;

/** What a plan expects of a stretch of days, in seconds. */
export interface PeriodExpectation {
  /** Before holidays and leave. */
  readonly planned: number;
  /** What holidays take of it. */
  readonly holiday: number;
  /** What leave takes of what is left. */
  readonly leave: number;
}

/** Says what a plan expects of periods, also beyond the days that are computed. */
export interface Periods {
  /** @param from - first day number @param to - the day number after the last one */
  expectedBetween(from: number, to: number): PeriodExpectation;
}

const noneTaken: readonly Taken[] = [];
const noLeave: PlannedDay['leave'] = [];
const noConflicts: PlannedDay['leaveConflicts'] = [];
const noFreeHalf = { first: false, second: false };

/** What a range of dates looks like for a user. Corrections beat overrides, overrides the roster and the calendar. */
export class UserPlan implements Periods {
  readonly firstDay: number;
  readonly days: readonly PlannedDay[];
  readonly #planner: Planner;
  readonly #zones: UserZones;
  /** Days of periods that lie outside the range. */
  #further: Map<number, PlannedDay> | null = null;

  /**
   * @param corrections - in order of entry
   * @param firstDay - first day number
   * @param endDay - the day number after the last one
   */
  constructor(
    input: PlanInput,
    corrections: readonly Correction[],
    zones: UserZones,
    book: PlanBook,
    firstDay: number,
    endDay: number,
  ) {
    const days: PlannedDay[] = [];
    const planner = new Planner(input, corrections, book);
    for (let day = firstDay; day < endDay; day += 1) days.push(planner.plan(day, zones.onDay(day)));
    this.firstDay = firstDay;
    this.days = days;
    this.#planner = planner;
    this.#zones = zones;
  }

  /** The plan of a day number; outside the range the nearest day of it. */
  on(day: number): PlannedDay {
    const index = day - this.firstDay;
    const planned = index < 0 ? this.days[0] : (this.days[index] ?? this.days.at(-1));
    if (planned === undefined) throw new RangeError('a plan holds at least one day');
    return planned;
  }

  expectedBetween(from: number, to: number): PeriodExpectation {
    let planned = 0;
    let holiday = 0;
    let leave = 0;
    for (let day = from; day < to; day += 1) {
      const on = this.#anyDay(day);
      if (!on.employed) continue;
      planned += on.planned;
      holiday += on.takenByHoliday;
      // Leave that counts where nothing is expected takes nothing from the work of the period.
      if (on.planned > on.takenByHoliday) for (const { seconds } of on.leave) leave += seconds;
    }
    return { planned, holiday, leave };
  }

  #anyDay(day: number): PlannedDay {
    const within = day < this.firstDay ? undefined : this.days[day - this.firstDay];
    if (within !== undefined) return within;
    const known = this.#further?.get(day);
    if (known !== undefined) return known;
    const planned = this.#planner.plan(day, this.#zones.onDay(day));
    this.#further ??= new Map();
    this.#further.set(day, planned);
    return planned;
  }
}

/** The schedules of a date: the first, and those that are worked beside it. */
interface Named {
  readonly schedule: CompiledSchedule;
  readonly further: readonly string[] | undefined;
}

/** What decides about a date. */
interface Decided {
  readonly employed: boolean;
  readonly schedule: CompiledSchedule;
  /** Beats the holiday. */
  readonly fixedType: DayType | undefined;
  readonly dayType: DayType | undefined;
  readonly holiday: Holiday | null;
  readonly taken: readonly Taken[];
}

interface Assigned {
  readonly from: number;
  readonly to: number;
  readonly roster: CompiledRoster | undefined;
}

class Planner {
  readonly #book: PlanBook;
  readonly #firstEra: RuleEra;
  readonly #input: PlanInput;
  readonly #assigned: Assigned[];
  readonly #overrides: Map<number, DayOverride> | null;
  readonly #corrections: Map<number, Correction[]> | null;
  readonly #holidays: ReadonlyMap<number, Holiday> | undefined;
  readonly #issued: number;
  readonly #expires: number;

  constructor(input: PlanInput, corrections: readonly Correction[], book: PlanBook) {
    const { user } = input;
    this.#book = book;
    this.#firstEra = eraOn(book, Number.NEGATIVE_INFINITY);
    this.#input = input;
    this.#assigned = assignedRosters(input.assignments, book);
    this.#overrides = input.overrides.length === 0 ? null : byDay(input.overrides);
    this.#corrections = corrections.length === 0 ? null : listsByDay(corrections);
    this.#holidays = book.calendars.get(user.calendarId ?? book.defaultCalendarId ?? '');
    this.#issued = user.issuedOn === undefined ? Number.NEGATIVE_INFINITY : dayNumber(user.issuedOn);
    this.#expires = user.expiresOn === undefined ? Infinity : dayNumber(user.expiresOn);
  }

  plan(day: number, zone: Zone): PlannedDay {
    const holiday = this.#holidays?.get(day) ?? null;
    const era = this.#book.eras.length === 1 ? this.#firstEra : eraOn(this.#book, day);
    const rostered = this.#rostered(day, era);
    let { dayType } = rostered;
    let named: Named = rostered;
    let fixedType: DayType | undefined;
    const override = this.#overrides?.get(day);
    if (override !== undefined) {
      const { scheduleId, furtherScheduleIds } = override;
      if (scheduleId !== undefined) {
        named = { schedule: scheduleOf(era, scheduleId), further: furtherScheduleIds };
        dayType = scheduleId === null ? 'offday' : undefined;
      } else if (furtherScheduleIds !== undefined) {
        if (named.schedule.id === null) dayType = undefined;
        named = { schedule: named.schedule, further: [...(named.further ?? []), ...furtherScheduleIds] };
      }
      fixedType = override.dayType;
    }
    const corrections = this.#corrections?.get(day);
    if (corrections !== undefined) {
      for (const correction of corrections) {
        if (correction.kind === 'set-day-type') fixedType = correction.dayType;
        if (correction.kind === 'set-schedule') {
          const { scheduleId, furtherScheduleIds } = correction;
          named = { schedule: scheduleOf(era, scheduleId), further: furtherScheduleIds };
          dayType = correction.scheduleId === null ? 'offday' : undefined;
        }
      }
    }
    const schedule =
      named.further !== undefined ? this.#united(era, named.schedule, named.further) : named.schedule;
    const date = dateOfDay(day);
    const taken = this.#leaveOn(date, corrections);
    const employed = this.#isEmployed(day, date);
    const isOrdinary =
      employed && taken.length === 0 && holiday === null && fixedType === undefined && dayType === undefined;
    const { ordinaryDays } = this.#book;
    const known = isOrdinary ? ordinaryDays.find(schedule, zone, day) : undefined;
    if (known !== undefined) return known;
    const decided = { employed, schedule, fixedType, dayType, holiday, taken };
    const planned = this.#planned(day, date, zone, decided);
    return isOrdinary ? ordinaryDays.remember(schedule, zone, day, planned) : planned;
  }

  #planned(
    day: number,
    date: LocalDate,
    zone: Zone,
    { employed, schedule, fixedType, dayType, holiday, taken }: Decided,
  ): PlannedDay {
    const template = this.#book.templates.of(schedule, zone, day);
    const isHoliday = holiday !== null && !holiday.half;
    const type = fixedType ?? (isHoliday ? 'holiday' : (dayType ?? template.dayType));
    const isHalfHoliday = holiday?.half === true && type === 'workday';
    const full = type === 'workday' ? template.expected : 0;
    const fullExpected = isHalfHoliday ? full / 2 : full;
    // As if the date were no holiday.
    const plannedType = fixedType ?? dayType ?? template.dayType;
    const planned = plannedType === 'workday' ? template.expected || template.shareOfWeek : 0;
    const leave =
      taken.length === 0 && !isHalfHoliday
        ? null
        : withLeave(taken, {
            dayType: type,
            full,
            share: type === 'workday' ? template.shareOfWeek : 0,
            isHalfHoliday,
            hasSeveralShifts: template.instances.length > 1,
            types: schedule.policy.leaveTypes,
          });
    return {
      day,
      date,
      zone,
      employed,
      dayType: type,
      schedule,
      template,
      fullExpected,
      expected: leave?.expected ?? fullExpected,
      planned,
      takenByHoliday: type === 'holiday' ? planned : isHalfHoliday ? planned / 2 : 0,
      leave: leave?.leave ?? noLeave,
      leaveConflicts: leave?.conflicts ?? noConflicts,
      isFullLeave: leave?.isFullLeave ?? false,
      freeHalf: leave?.freeHalf ?? noFreeHalf,
      leaveByHour: leave?.leaveByHour ?? 0,
      isHalfDay: leave?.isHalfDay ?? false,
      holiday,
    };
  }

  /** A date's schedules as one. A schedule that does not exist, or is named again, adds nothing. */
  #united(era: RuleEra, schedule: CompiledSchedule, further: readonly string[]): CompiledSchedule {
    const parts = new Set([schedule, ...further.map((id) => scheduleOf(era, id))]);
    const real = [...parts].filter(({ id }) => id !== null);
    return real.length === 0 ? schedule : this.#book.templates.united(real);
  }

  #rostered(day: number, era: RuleEra): Named & { readonly dayType: DayType | undefined } {
    for (let i = this.#assigned.length - 1; i >= 0; i -= 1) {
      const assigned = this.#assigned[i];
      if (assigned?.roster === undefined || day < assigned.from || day >= assigned.to) continue;
      const { entries, anchor } = assigned.roster;
      const entry = entries[(((day - anchor) % entries.length) + entries.length) % entries.length];
      if (entry === undefined) break;
      const dayType = entry.dayType ?? (entry.scheduleId === null ? 'offday' : undefined);
      return {
        schedule: scheduleOf(era, entry.scheduleId),
        further: entry.furtherScheduleIds,
        dayType,
      };
    }
    return { schedule: era.defaultSchedule ?? era.withoutSchedule, further: undefined, dayType: undefined };
  }

  #isEmployed(day: number, date: LocalDate): boolean {
    if (day < this.#issued || day > this.#expires) return false;
    return !this.#input.user.suspended?.some((range) => holdsDate(range, date));
  }

  #leaveOn(date: LocalDate, corrections: readonly Correction[] | undefined): readonly Taken[] {
    if (this.#input.leaves.length === 0 && corrections === undefined) return noneTaken;
    const taken: Taken[] = this.#input.leaves.filter((leave) => holdsDate(leave, date));
    for (const correction of corrections ?? []) {
      if (correction.kind !== 'set-leave') continue;
      const same = taken.findIndex((leave) => leave.type === correction.type);
      if (same >= 0) taken.splice(same, 1);
      taken.push(correction);
    }
    return taken;
  }
}

function scheduleOf(era: RuleEra, id: string | null): CompiledSchedule {
  return (id === null ? undefined : era.schedules.get(id)) ?? era.withoutSchedule;
}

function holdsDate(range: DateRange, date: LocalDate): boolean {
  return range.from <= date && (range.to === null || date < range.to);
}

function assignedRosters(assignments: readonly RosterAssignment[], book: PlanBook): Assigned[] {
  return assignments
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1))
    .map((assignment) => ({
      from: dayNumber(assignment.from),
      to: assignment.to === null ? Infinity : dayNumber(assignment.to),
      roster: book.rosters.get(assignment.rosterId),
    }));
}

function byDay(overrides: readonly DayOverride[]): Map<number, DayOverride> {
  const sorted = overrides.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return new Map(sorted.map((override) => [dayNumber(override.date), override]));
}

function listsByDay(corrections: readonly Correction[]): Map<number, Correction[]> {
  return Map.groupBy(corrections, (correction) => dayNumber(correction.date));
}
