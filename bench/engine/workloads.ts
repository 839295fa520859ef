/** The engine benchmark computes these sample users: office weeks, nights and a mix, with every rule switched on. @module */

import type { AttendanceInput, ClockingSchedule, EnginePunch } from '../../shared/attendance/index.ts';
import {
  type CompiledRuleBook,
  Correction,
  compileRules,
  completeRules,
  DutyRoster,
  Leave,
  OvertimeLayer,
  RosterAssignment,
} from '../../shared/attendance/index.ts';
import {
  flexiHours,
  nightShift,
  officeWeek,
  plainShift,
  sixColumns,
  threeShifts,
} from '../../shared/attendance/testing/presets.ts';
import { addDays, dayNumber } from '../../shared/time/calendar.ts';
import { daySeconds, instantOf, wallTimeOf } from '../../shared/time/clock-text.ts';
import type { LocalDate } from '../../shared/time/wall-time.ts';
import { zoneNamed } from '../../shared/time/zone.ts';

/** Users of one kind, with the rules that they are computed by. */
export interface Workload {
  readonly name: string;
  readonly book: CompiledRuleBook;
  readonly inputs: readonly AttendanceInput[];
  readonly userDays: number;
}

const from = '2026-03-01' as LocalDate;
const days = 31;
const zone = 'Europe/Berlin';

/** A generator of the same numbers on every run, below `limit`. */
function numbersBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
}

const everyRule = completeRules({
  rounding: {
    in: { mode: 'up', minutes: 5, graceMinutes: 2, ranges: [{ from: '08:45', to: '09:05', as: '09:00' }] },
    out: { mode: 'down', minutes: 5, graceMinutes: 0, ranges: [] },
    break: { mode: 'nearest', minutes: 5, graceMinutes: 0, ranges: [] },
    resume: { mode: 'nearest', minutes: 5, graceMinutes: 0, ranges: [] },
    workTotal: { mode: 'nearest', minutes: 5, graceMinutes: 0 },
    snapMinutes: 3,
  },
  breaks: { minimumMinutes: 30, maximumMinutes: 60 },
  thresholds: {
    lateGraceMinutes: 5,
    earlyGraceMinutes: 5,
    breakGraceMinutes: 5,
    shortToleranceMinutes: 10,
    halfDayBelowMinutes: 240,
    absentBelowMinutes: 60,
    forgiveLatePerMonth: 2,
    forgiveEarlyPerMonth: 1,
  },
  overtime: {
    layers: [
      OvertimeLayer.parse({ kind: 'daily', code: 'OT1', multiplier: 1.5, beyond: 'expected' }),
      OvertimeLayer.parse({ kind: 'beforeIn', code: 'EARLY', multiplier: 1.25, minimumMinutes: 15 }),
      OvertimeLayer.parse({ kind: 'afterOut', code: 'OT2', multiplier: 2, minimumMinutes: 30 }),
      OvertimeLayer.parse({
        kind: 'dayType',
        code: 'REST',
        multiplier: 2,
        dayTypes: ['restday', 'offday', 'holiday'],
      }),
      OvertimeLayer.parse({ kind: 'weekly', code: 'WEEK', multiplier: 1.5, beyond: 40 * 60 }),
      OvertimeLayer.parse({ kind: 'monthly', code: 'MONTH', multiplier: 1.75, beyond: 180 * 60 }),
      OvertimeLayer.parse({ kind: 'consecutiveDays', code: 'ROW', multiplier: 2 }),
      OvertimeLayer.parse({ kind: 'window', code: 'NIGHT', multiplier: 0.25, from: '22:00', to: '06:00' }),
    ],
    deductShort: true,
    undertime: true,
    undertimeToleranceMinutes: 10,
  },
  columns: { autoClose: { kind: 'scheduled' } },
  exceptions: { earlyInMinutes: 15, lateOutMinutes: 30, overDailyMinutes: 600, overWeeklyMinutes: 50 * 60 },
});

/** Office users: four punches on every day, all rules on. */
export function officeWorkload(users: number): Workload {
  return workload('office, 4 punches a day', users, officeWeek(), (next) => {
    const punches: number[] = [];
    for (let day = 0; day < days; day += 1) {
      const midnight = day * daySeconds;
      punches.push(
        midnight + 8 * 3_600 + 50 * 60 + next(1_200),
        midnight + 12 * 3_600 + next(300),
        midnight + 12 * 3_600 + 40 * 60 + next(1_800),
        midnight + 17 * 3_600 + 45 * 60 + next(5_400),
      );
    }
    return punches;
  });
}

/** Night users: in and out over midnight, each pressed twice, all rules on. */
export function nightWorkload(users: number): Workload {
  return workload('night, double punches', users, nightShift(), (next) => {
    const punches: number[] = [];
    for (let day = 0; day < days; day += 1) {
      const arrives = day * daySeconds + 21 * 3_600 + 50 * 60 + next(900);
      const leaves = (day + 1) * daySeconds + 6 * 3_600 + next(1_800);
      punches.push(arrives, arrives + 1 + next(50), leaves, leaves + 1 + next(50));
    }
    return punches;
  });
}

/** How somebody of the mix works: the schedule, and the minutes of the day of the arrivals and departures. */
interface Habit {
  readonly schedule: ClockingSchedule;
  readonly minutes: readonly number[];
}

const habits: readonly Habit[] = [
  { schedule: officeWeek(), minutes: [535, 722, 778, 1_085] },
  { schedule: flexiHours({}, 480), minutes: [470, 700, 730, 1_000] },
  { schedule: twoShifts(), minutes: [655, 905, 1_075, 1_325] },
  { schedule: threeShifts(), minutes: [355, 845] },
  { schedule: sixColumns(), minutes: [535, 722, 778, 1_085, 1_112, 1_255] },
  { schedule: nightShift(), minutes: [1_312, 1_805] },
];

function twoShifts(): ClockingSchedule {
  const early = plainShift('11:00', '15:00', {}, 'sch_split');
  const late = plainShift('18:00', '22:00');
  if (early.kind !== 'daily' || late.kind !== 'daily')
    throw new RangeError('plain shifts are daily schedules');
  return {
    ...early,
    name: 'Split',
    day: { ...early.day, shifts: [...early.day.shifts, ...late.day.shifts] },
  };
}

/** Name of the workload that {@link mixedWorkload} makes. */
export const mixName = 'mix of six kinds';

/**
 * Users of six kinds in turn: office, flexible hours, split shifts, three shifts, six columns, nights; one punch in twenty is
 * forgotten, one in twenty is pressed twice, somebody is on leave for some days, and HR has corrected some.
 */
export function mixedWorkload(users: number): Workload {
  const book = bookOf(
    habits.map(({ schedule }) => schedule),
    habits.map(({ schedule: { id } }) =>
      DutyRoster.parse({ id, name: id, kind: 'cycle', anchor: from, entries: [{ scheduleId: id }] }),
    ),
  );
  const inputs = Array.from({ length: users }, (_, index) => mixedInput(index));
  return { name: mixName, book, inputs, userDays: users * days };
}

function mixedInput(index: number): AttendanceInput {
  const userId = String(index + 1);
  const next = numbersBelow(index + 1);
  const { schedule, minutes } = habits[index % habits.length] ?? { schedule: officeWeek(), minutes: [] };
  const walls: number[] = [];
  for (let day = 0; day < days; day += 1) {
    for (const minute of minutes) {
      const wall = day * daySeconds + minute * 60 + next(900) - 450;
      if (next(20) > 0) walls.push(wall);
      if (next(20) === 0) walls.push(wall + 1 + next(50));
    }
  }
  const common = { userId, author: 'sample author', reason: 'sample reason' };
  const corrections = [3, 12, 20].map((day, order) =>
    Correction.parse({
      ...common,
      id: `cor_${order}`,
      date: addDays(from, day),
      enteredAt: instantOf(dayNumber(from) * daySeconds + order),
      ...(order === 1
        ? { kind: 'approve-overtime' }
        : { kind: 'add-time', wallTime: `${addDays(from, day)}T12:10:00` }),
    }),
  );
  const leave = next(20);
  return asRead({
    ...inputOf(index, walls),
    corrections,
    leaves: [
      Leave.parse({
        id: 'lve_1',
        userId,
        type: 'annual',
        from: addDays(from, leave),
        to: addDays(from, leave + 3),
        portion: index % 2 === 0 ? { kind: 'full' } : { kind: 'half', half: 'first' },
      }),
    ],
    assignments: [
      RosterAssignment.parse({ id: 'asg_1', userId, rosterId: schedule.id, from: '2026-01-01', to: null }),
    ],
  });
}

function bookOf(schedules: readonly ClockingSchedule[], rosters: readonly DutyRoster[]): CompiledRuleBook {
  return compileRules({
    schedules,
    rosters,
    calendars: [
      { id: 'cal', name: 'Sample', holidays: [{ date: addDays(from, 10), name: 'Sample day', half: false }] },
    ],
    rules: everyRule,
    defaultScheduleId: schedules[0]?.id,
    defaultCalendarId: 'cal',
  });
}

function workload(
  name: string,
  users: number,
  schedule: ClockingSchedule,
  punchesOf: (next: (limit: number) => number) => number[],
): Workload {
  const book = bookOf([schedule], []);
  const inputs = Array.from({ length: users }, (_, index) =>
    inputOf(index, punchesOf(numbersBelow(index + 1))),
  );
  return { name, book, inputs, userDays: users * days };
}

function inputOf(index: number, walls: readonly number[]): AttendanceInput {
  const zoneOfUser = zoneNamed(zone);
  const start = dayNumber(from) * daySeconds;
  const punches: EnginePunch[] = walls.map((offset, order) => {
    const wall = start + offset;
    return {
      serial: `SAMPLE${index % 7}`,
      wallTime: wallTimeOf(wall),
      instant: instantOf(zoneOfUser.toEpoch(wall)),
      status: 255,
      order,
    };
  });
  return asRead({
    user: { id: String(index + 1), zone, issuedOn: '2020-01-01' as LocalDate },
    from,
    to: addDays(from, days),
    punches,
    corrections: [],
    assignments: [],
    overrides: [],
    leaves: [],
    completeThrough: instantOf(start + 60 * daySeconds),
    now: instantOf(start + 60 * daySeconds),
  });
}

/** The input as it comes from the store: texts in one piece, not the concatenations that made them here. */
function asRead(input: AttendanceInput): AttendanceInput {
  return JSON.parse(JSON.stringify(input)) as AttendanceInput;
}
