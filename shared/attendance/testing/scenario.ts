/** Turns a short description of a user and some punches into engine input, for tests. @module */

import { addDays } from '#shared/time/calendar.ts';
import { instantOf, wallSeconds } from '#shared/time/clock-text.ts';
import { type LocalDate, parseWallTime, type WallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import type {
  AttendanceInput,
  AttendanceRulesPatch,
  ClockingSchedule,
  DayResult,
  DutyRoster,
  EnginePunch,
} from '../model/index.ts';
import { Correction, DayOverride, HolidayCalendar, Leave, RosterAssignment } from '../model/index.ts';
import { completeRules } from '../rules/index.ts';
import { compileRules, computeDays } from '../sheet/index.ts';

/** What a test says about a user and its days; everything left out is ordinary. */
export interface Scenario {
  zone?: string;
  /** `YYYY-MM-DD HH:MM[:SS]`, followed by ` in` (status 0), ` out` (1), a number, or nothing (255). */
  punches?: readonly string[];
  /** The user's schedule by default: the first of them. */
  schedules?: readonly ClockingSchedule[];
  rosters?: readonly DutyRoster[];
  rules?: AttendanceRulesPatch;
  holidays?: readonly { date: string; name: string; half?: boolean }[];
  assignments?: readonly { id?: string; rosterId: string; from: string; to?: string | null }[];
  overrides?: readonly {
    date: string;
    scheduleId?: string | null;
    furtherScheduleIds?: readonly string[];
    dayType?: string;
  }[];
  leaves?: readonly { id?: string; type: string; from: string; to: string; portion: object }[];
  corrections?: readonly { kind: string; date: string; [field: string]: unknown }[];
  user?: Partial<AttendanceInput['user']>;
  completeThrough?: string | null;
  waitsFor?: readonly { serial: string; completeThrough: string | null; knownSince?: string }[];
  now?: string;
}

/** Wall times in a zone as punches. In the hour that comes twice they stand for the first. */
export function punchesFrom(texts: readonly string[], zone: string): EnginePunch[] {
  return texts.map((text, order) => {
    const [date = '', time = '', key = '255'] = text.split(' ');
    const wallTime = parseWallTime(`${date}T${time.length === 5 ? `${time}:00` : time}`);
    if (!wallTime) throw new RangeError(`punch "${text}"`);
    const status = key === 'in' ? 0 : key === 'out' ? 1 : Number(key);
    const instant = instantOf(zoneNamed(zone).toEpoch(wallSeconds(wallTime)));
    return { serial: 'SAMPLE1', wallTime, instant, status, order };
  });
}

/** The engine's input and rule book of a scenario for `[from, to)`. */
export function prepare(scenario: Scenario, from: string, to: string) {
  const zone = scenario.zone ?? 'UTC';
  const schedules = scenario.schedules ?? [];
  const userId = '1042';
  const book = compileRules({
    schedules,
    rosters: scenario.rosters ?? [],
    calendars: [HolidayCalendar.parse({ id: 'cal_1', name: 'Sample', holidays: scenario.holidays ?? [] })],
    rules: completeRules(scenario.rules ?? {}),
    defaultScheduleId: schedules[0]?.id,
    defaultCalendarId: 'cal_1',
  });
  const input: AttendanceInput = {
    user: { id: userId, zone, ...scenario.user },
    from: from as LocalDate,
    to: to as LocalDate,
    punches: punchesFrom(scenario.punches ?? [], zone),
    corrections: (scenario.corrections ?? []).map((fields, index) =>
      Correction.parse({
        id: `cor_${index}`,
        userId,
        enteredAt: instantOf(1_800_000_000 + index),
        author: 'sample author',
        reason: 'sample reason',
        ...fields,
      }),
    ),
    assignments: (scenario.assignments ?? []).map((fields, index) =>
      RosterAssignment.parse({ id: `asg_${index}`, userId, ...fields }),
    ),
    overrides: (scenario.overrides ?? []).map((fields, index) =>
      DayOverride.parse({ id: `ovr_${index}`, userId, ...fields }),
    ),
    leaves: (scenario.leaves ?? []).map((fields, index) =>
      Leave.parse({ id: `lve_${index}`, userId, ...fields }),
    ),
    completeThrough: (scenario.completeThrough === undefined
      ? '2030-01-01T00:00:00Z'
      : scenario.completeThrough) as AttendanceInput['completeThrough'],
    ...(scenario.waitsFor === undefined
      ? {}
      : { waitsFor: scenario.waitsFor as AttendanceInput['waitsFor'] }),
    now: (scenario.now ?? '2030-01-01T00:00:00Z') as AttendanceInput['now'],
  };
  return { input, book };
}

/** The days `[from, to)` of a scenario. */
export function daysOf(scenario: Scenario, from: string, to: string): DayResult[] {
  const { input, book } = prepare(scenario, from, to);
  return computeDays(input, book);
}

/** One day of a scenario. */
export function dayOf(scenario: Scenario, date: string): DayResult {
  const [day] = daysOf(scenario, date, addDays(date as LocalDate, 1));
  if (!day) throw new RangeError(`no day ${date}`);
  return day;
}

/** The wall times of a day's columns as `HH:MM`, in a form that tests read easily; empty columns are left out. */
export function columnsOf(day: DayResult, field: 'wall' | 'rounded' = 'wall'): Record<string, string> {
  return Object.fromEntries(
    Object.entries(day.slots).flatMap(([column, time]) => (time ? [[column, clockOf(time[field])]] : [])),
  );
}

/** `HH:MM` of a wall time. */
export function clockOf(wall: WallTime): string {
  return wall.slice(11, 16);
}

/** Exception codes of a day. */
export function codesOf(day: DayResult): string[] {
  return day.exceptions.map(({ code }) => code);
}

/** Hours and minutes in seconds, as tests write durations: `h(8, 30)`. */
export function h(hours: number, minutes = 0): number {
  return hours * 3_600 + minutes * 60;
}
