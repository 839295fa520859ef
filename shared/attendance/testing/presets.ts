/** Sample schedules and rosters for tests and benchmarks. @module */

import type { LocalDate } from '#shared/time/wall-time.ts';
import type { AttendanceRulesPatch } from '../model/index.ts';
import { ClockingSchedule, DutyRoster } from '../model/index.ts';

/** Sample schedules and rosters for tests, benchmarks and demonstrations. */

const officeDay = {
  shifts: [{ slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00' } }],
};
const weekend = { dayType: 'restday' as const, shifts: [] };

/** Monday to Friday 9:00 to 18:00 with a lunch hour; the weekend is a rest day. */
export function officeWeek(rules: AttendanceRulesPatch = {}): ClockingSchedule {
  return ClockingSchedule.parse({
    id: 'sch_office',
    name: 'Office',
    kind: 'weekly',
    rules,
    days: {
      monday: officeDay,
      tuesday: officeDay,
      wednesday: officeDay,
      thursday: officeDay,
      friday: officeDay,
      saturday: weekend,
      sunday: weekend,
    },
  });
}

/** Every day 9:00 to 18:00 with lunch and all six columns: OT from 18:30, DONE at 21:00. */
export function sixColumns(rules: AttendanceRulesPatch = {}): ClockingSchedule {
  return ClockingSchedule.parse({
    id: 'sch_six',
    name: 'Six columns',
    kind: 'daily',
    rules,
    day: {
      shifts: [
        { slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00', ot: '18:30', done: '21:00' } },
      ],
    },
  });
}

/** One shift a day with the given times and nothing else. */
export function plainShift(
  start: string,
  end: string,
  rules: AttendanceRulesPatch = {},
  id = `sch_${start.slice(0, 2)}_${end.slice(0, 2)}`,
): ClockingSchedule {
  return ClockingSchedule.parse({
    id,
    name: `${start} to ${end}`,
    kind: 'daily',
    rules,
    day: { shifts: [{ slots: { in: start, out: end } }] },
  });
}

/** Night shift 22:00 to 06:00. */
export function nightShift(rules: AttendanceRulesPatch = {}): ClockingSchedule {
  return plainShift('22:00', '06:00', rules, 'sch_night');
}

/** Pairs in order, nothing fixed. */
export function flexiHours(rules: AttendanceRulesPatch = {}, expectedMinutes = 0): ClockingSchedule {
  return ClockingSchedule.parse({ id: 'sch_flexi', name: 'Flexi', kind: 'flexi', rules, expectedMinutes });
}

/** Twenty hours a week on workdays of one's own choice, Monday to Friday. */
export function hoursOfWeek(rules: AttendanceRulesPatch = {}): ClockingSchedule {
  return ClockingSchedule.parse({
    id: 'sch_week',
    name: 'Hours of the week',
    kind: 'flexi',
    rules,
    weeklyExpectedMinutes: 1_200,
    dayTypes: { saturday: 'restday', sunday: 'restday' },
  });
}

/** Early, late and night; the punch chooses. */
export function threeShifts(rules: AttendanceRulesPatch = {}): ClockingSchedule {
  return ClockingSchedule.parse({
    id: 'sch_open',
    name: 'Three shifts',
    kind: 'open',
    rules,
    shifts: [
      { slots: { in: '06:00', out: '14:00' } },
      { slots: { in: '14:00', out: '22:00' } },
      { slots: { in: '22:00', out: '06:00' } },
    ],
  });
}

/** A roster that repeats a list of schedules from a date on; `null` is an off day. */
export function cycleOf(
  anchor: string,
  scheduleIds: readonly (string | null)[],
  id = 'ros_cycle',
): DutyRoster {
  return DutyRoster.parse({
    id,
    name: 'Cycle',
    kind: 'cycle',
    anchor: anchor as LocalDate,
    entries: scheduleIds.map((scheduleId) => ({ scheduleId })),
  });
}
