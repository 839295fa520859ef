/** Compiles an organisation's schedules, rosters, calendars and rules for the engine, with dated changes. @module */

import { dayNumber, type Weekday, weekdays } from '#shared/time/calendar.ts';
import { daySeconds, localTimeSeconds } from '#shared/time/clock-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import type {
  AttendanceRules,
  ClockingSchedule,
  DayType,
  DutyRoster,
  Holiday,
  HolidayCalendar,
  RosterEntry,
  Shift,
} from '../model/index.ts';
import { arrivesIn, columns, hashOfData, IN, OUT, slotSeconds } from '../model/index.ts';
import { completeRules } from './default-rules.ts';
import { hashedDays, hashedValues } from './hashed-values.ts';
import { type LookBackOf, type PeriodKind, periodKinds } from './look-back.ts';
import { compilePolicy, type Policy } from './policy.ts';

/** What an organisation has set: the same for all its users. */
export interface RuleBook {
  readonly schedules: readonly ClockingSchedule[];
  readonly rosters: readonly DutyRoster[];
  readonly calendars: readonly HolidayCalendar[];
  /** The organisation's rules; see `completeRules`. */
  readonly rules: AttendanceRules;
  /** The schedule of users without any roster. */
  readonly defaultScheduleId?: string | undefined;
  /** The calendar of users that name none. */
  readonly defaultCalendarId?: string | undefined;
  /** What changes from a date on; earlier days keep what applied to them. */
  readonly changes?: readonly RuleBookChange[] | undefined;
}

/** What an organisation has changed from a date on. What a change leaves out stays. */
export interface RuleBookChange {
  readonly from: LocalDate;
  readonly rules?: AttendanceRules | undefined;
  /** Schedules that are new, or that say something else from then on. */
  readonly schedules?: readonly ClockingSchedule[] | undefined;
  readonly defaultScheduleId?: string | undefined;
}

/** A rule book's schedules with their policies, rosters and calendars, prepared for the engine by {@link compileSchedules}. */
export interface ScheduleBook {
  /** In order; the first holds from the beginning of time. */
  readonly eras: readonly RuleEra[];
  readonly rosters: ReadonlyMap<string, CompiledRoster>;
  readonly calendars: ReadonlyMap<string, ReadonlyMap<number, Holiday>>;
  readonly defaultCalendarId: string | undefined;
  /** Of the schedules of all eras whose rules look back. */
  readonly policies: readonly Policy[];
  /** Whether any of them lets earlier days of a period affect a day. */
  readonly looksBack: boolean;
  /** Whether the plan of later days of a period lets them affect a day. */
  readonly looksAhead: boolean;
  /** Whether some schedule splits shifts at midnight. */
  readonly splits: boolean;
  /** Periods whose overtime some schedule pays. */
  readonly periods: readonly PeriodKind[];
}

/** Schedules as they hold from a day on until the next era begins. */
export interface RuleEra {
  /** Day number of its first day; −Infinity for the first era. */
  readonly from: number;
  readonly schedules: ReadonlyMap<string, CompiledSchedule>;
  readonly defaultSchedule: CompiledSchedule | null;
  /** The rule of days without any schedule: no fixed times, nothing expected. */
  readonly withoutSchedule: CompiledSchedule;
}

/** A schedule prepared for the engine. */
export interface CompiledSchedule {
  readonly id: string | null;
  readonly name: string;
  readonly kind: ClockingSchedule['kind'];
  readonly policy: Policy;
  /** Hash of everything the schedule and its rules say. */
  readonly version: string;
  /** The version as a number, for hashes. */
  readonly versionNumber: number;
  /** By weekday, Monday first. */
  readonly days: readonly CompiledDay[];
  /** The schedules that a date has together, where it has several; their days are not repeated in `days`. */
  readonly parts?: readonly CompiledSchedule[];
}

/** A day of a schedule. */
export interface CompiledDay<S = CompiledShift> {
  readonly dayType: DayType;
  /** All are worked, or, in an open schedule, one of them. */
  readonly shifts: readonly S[];
  /** Expected time where there are no fixed times, in seconds. */
  readonly expected: number;
  /** Its share of what is expected of the week, where that is not said by the day; in seconds. */
  readonly shareOfWeek: number;
}

/** A shift's times, and the policy that it follows: its schedule's, unless it has rules of its own. */
export interface CompiledShift extends ShiftTimes {
  readonly policy: Policy;
}

/** A shift's times in seconds since midnight of its date. */
interface ShiftTimes {
  /** By column; `null` where not scheduled. */
  readonly times: readonly (number | null)[];
  /** Scheduled columns in order; those of arrival and those of departure. */
  readonly scheduled: readonly number[];
  readonly arrivals: readonly number[];
  readonly departures: readonly number[];
  /** Those of departure after the break: OUT and DONE. */
  readonly lastDepartures: readonly number[];
  /** By column: first second that no longer belongs to it; `null` where the midpoint decides. */
  readonly until: readonly (number | null)[];
  readonly start: number;
  readonly end: number;
  readonly paidBreak: boolean;
}

/** A shift before its policy is made; what is here is part of the schedule's version. */
interface TimedShift extends ShiftTimes {
  readonly rules: Shift['rules'];
}

/** A duty roster by position in its cycle. */
export interface CompiledRoster {
  readonly entries: readonly RosterEntry[];
  /** Day number on which the first entry falls. */
  readonly anchor: number;
}

function timedShift(shift: Shift): TimedShift {
  const times = slotSeconds(shift.slots, shift.outOnNextDay);
  const known = times.filter((time) => time !== null);
  const until = columns.map((column, index) => {
    const text = shift.rangeUntil[column];
    const time = times[index];
    if (text === undefined || time === null || time === undefined) return null;
    const lastMinute = localTimeSeconds(text);
    const days = Math.ceil(Math.max(0, time - lastMinute) / daySeconds);
    return lastMinute + days * daySeconds + 60;
  });
  const scheduled = times.flatMap((time, column) => (time === null ? [] : [column]));
  const departures = scheduled.filter((column) => !arrivesIn(column));
  return {
    times,
    scheduled,
    arrivals: scheduled.filter(arrivesIn),
    departures,
    lastDepartures: departures.filter((column) => column >= OUT),
    until,
    start: times[IN] ?? known[0] ?? 0,
    end: known.at(-1) ?? 0,
    paidBreak: shift.paidBreak,
    rules: shift.rules,
  };
}

function timedDay(schedule: ClockingSchedule, weekday: Weekday): CompiledDay<TimedShift> {
  switch (schedule.kind) {
    case 'weekly': {
      const { dayType, shifts } = schedule.days[weekday];
      return { dayType, shifts: shifts.map(timedShift), expected: 0, shareOfWeek: 0 };
    }
    case 'daily':
      return {
        dayType: schedule.day.dayType,
        shifts: schedule.day.shifts.map(timedShift),
        expected: 0,
        shareOfWeek: 0,
      };
    case 'flexi':
      return {
        dayType: schedule.dayTypes[weekday],
        shifts: [],
        expected: schedule.expectedMinutes * 60,
        shareOfWeek: shareOfWeek(schedule, weekday),
      };
    case 'open':
      return {
        dayType: schedule.dayTypes[weekday],
        shifts: schedule.shifts.map(timedShift),
        expected: 0,
        shareOfWeek: 0,
      };
  }
}

/** The share of a weekday in the hours of the week, shared out to the workdays so that no second is lost. */
function shareOfWeek(
  { weeklyExpectedMinutes = 0, dayTypes }: Extract<ClockingSchedule, { kind: 'flexi' }>,
  weekday: Weekday,
): number {
  const workdays = weekdays.filter((day) => dayTypes[day] === 'workday');
  const index = workdays.indexOf(weekday);
  if (index < 0) return 0;
  const upTo = (days: number): number => Math.round((weeklyExpectedMinutes * 60 * days) / workdays.length);
  return upTo(index + 1) - upTo(index);
}

function compileSchedule(
  schedule: ClockingSchedule,
  organisation: AttendanceRules,
  lookBackOf: LookBackOf,
): CompiledSchedule {
  const rules = completeRules(schedule.rules, organisation);
  const { id, name, kind } = schedule;
  const days = weekdays.map((weekday) => timedDay(schedule, weekday));
  const policy = compilePolicy(rules, lookBackOf);
  const withPolicy = ({ rules: own, ...times }: TimedShift): CompiledShift => ({
    ...times,
    policy: own !== undefined ? compilePolicy(completeRules(own, rules), lookBackOf) : policy,
  });
  const version = hashOfData({ id, kind, rules: hashedValues(rules), days: hashedDays(days) });
  return {
    id,
    name,
    kind,
    policy,
    version,
    versionNumber: numberOf(version),
    days: days.map((day) => ({ ...day, shifts: day.shifts.map(withPolicy) })),
  };
}

/**
 * Several schedules of one date as one: the shifts of all, each by its own schedule's rules, and the day by those of the
 * first.
 * @param parts - at least one
 */
export function uniteSchedules(parts: readonly CompiledSchedule[]): CompiledSchedule {
  const [first] = parts;
  if (first === undefined) throw new RangeError('a date has at least one schedule');
  if (parts.length === 1) return first;
  const version = hashOfData(parts.map((part) => part.version));
  const name = parts.map((part) => part.name).join(' and ');
  return { ...first, name, kind: 'daily', version, versionNumber: numberOf(version), days: [], parts };
}

/** The first 52 bits of a version: as many as a number holds. */
function numberOf(version: string): number {
  return Number.parseInt(version.slice(0, 13), 16);
}

function compileRoster(roster: DutyRoster): CompiledRoster {
  if (roster.kind === 'cycle') return { entries: roster.entries, anchor: dayNumber(roster.anchor) };
  const monday = 4; // 1970-01-05
  return { entries: weekdays.map((weekday) => roster.days[weekday]), anchor: monday };
}

/**
 * Prepares a rule book's schedules, rosters and calendars for the engine.
 * @param book - parsed by the schemas of `model/`
 * @param lookBackOf - how far back each layer of overtime looks
 */
export function compileSchedules(book: RuleBook, lookBackOf: LookBackOf): ScheduleBook {
  const eras = erasOf(book, lookBackOf);
  const policies = policiesOf(eras);
  return {
    eras,
    rosters: new Map(book.rosters.map((roster) => [roster.id, compileRoster(roster)])),
    calendars: new Map(
      book.calendars.map(({ id, holidays }) => [
        id,
        new Map(holidays.map((holiday) => [dayNumber(holiday.date), holiday])),
      ]),
    ),
    defaultCalendarId: book.defaultCalendarId,
    policies: policies.filter((policy) => policy.looksBack),
    looksBack: policies.some((policy) => policy.looksBack),
    looksAhead: policies.some((policy) => policy.looksAhead),
    splits: policies.some((policy) => policy.dayRule === 'split'),
    periods: periodKinds.filter((kind) =>
      policies.some((policy) => policy.lookBack.some(({ period }) => period === kind)),
    ),
  };
}

/** The policies of all schedules, and of days without one. */
export function policiesOf(eras: readonly RuleEra[]): Policy[] {
  return eras.flatMap((era) => [era.withoutSchedule, ...era.schedules.values()].map(({ policy }) => policy));
}

function erasOf(book: RuleBook, lookBackOf: LookBackOf): RuleEra[] {
  const changes = (book.changes ?? []).toSorted((a, b) => dayNumber(a.from) - dayNumber(b.from));
  let { rules, defaultScheduleId } = book;
  const schedules = new Map(book.schedules.map((schedule) => [schedule.id, schedule]));
  const eras = [compileEra(Number.NEGATIVE_INFINITY, rules, schedules, defaultScheduleId, lookBackOf)];
  for (const change of changes) {
    rules = change.rules ?? rules;
    defaultScheduleId = change.defaultScheduleId ?? defaultScheduleId;
    for (const schedule of change.schedules ?? []) schedules.set(schedule.id, schedule);
    eras.push(compileEra(dayNumber(change.from), rules, schedules, defaultScheduleId, lookBackOf));
  }
  return eras;
}

const ordinaryDay: CompiledDay = { dayType: 'workday', shifts: [], expected: 0, shareOfWeek: 0 };

function compileEra(
  from: number,
  rules: AttendanceRules,
  schedules: ReadonlyMap<string, ClockingSchedule>,
  defaultScheduleId: string | undefined,
  lookBackOf: LookBackOf,
): RuleEra {
  const compiled = new Map(
    [...schedules].map(([id, schedule]): [string, CompiledSchedule] => [
      id,
      compileSchedule(schedule, rules, lookBackOf),
    ]),
  );
  const version = hashOfData({ kind: 'none', rules: hashedValues(rules) });
  return {
    from,
    schedules: compiled,
    defaultSchedule: defaultScheduleId === undefined ? null : (compiled.get(defaultScheduleId) ?? null),
    withoutSchedule: {
      id: null,
      name: 'no schedule',
      kind: 'flexi',
      policy: compilePolicy(rules, lookBackOf),
      version,
      versionNumber: numberOf(version),
      days: weekdays.map(() => ordinaryDay),
    },
  };
}

/** The era that holds a day. @param day - day number */
export function eraOn(book: ScheduleBook, day: number): RuleEra {
  for (let i = book.eras.length - 1; i >= 0; i -= 1) {
    const era = book.eras[i];
    if (era !== undefined && day >= era.from) return era;
  }
  throw new RangeError('a rule book has a first era');
}
