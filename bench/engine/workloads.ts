/** The engine benchmark computes these sample users: office weeks and night shifts, with every rule switched on. @module */

import type { AttendanceInput, EnginePunch } from '../../shared/attendance/index.ts';
import {
  type CompiledRuleBook,
  compileRules,
  completeRules,
  OvertimeLayer,
} from '../../shared/attendance/index.ts';
import { nightShift, officeWeek } from '../../shared/attendance/testing/presets.ts';
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

function workload(
  name: string,
  users: number,
  schedule: ReturnType<typeof officeWeek>,
  punchesOf: (next: (limit: number) => number) => number[],
): Workload {
  const book = compileRules({
    schedules: [schedule],
    rosters: [],
    calendars: [
      { id: 'cal', name: 'Sample', holidays: [{ date: addDays(from, 10), name: 'Sample day', half: false }] },
    ],
    rules: everyRule,
    defaultScheduleId: schedule.id,
    defaultCalendarId: 'cal',
  });
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
