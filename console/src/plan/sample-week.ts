/** A week of punches to try a schedule with: on time, late, early, long. Pure functions. @module */

import type { AttendanceInput, ClockingSchedule, DayDefinition } from '#shared/attendance/model/index.ts';
import { addDays, weekdayOf, weekdays } from '#shared/time/calendar.ts';
import { daySeconds, instantOf, wallSeconds, wallTimeOf } from '#shared/time/clock-text.ts';
import type { Instant, LocalDate, WallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { scheduledTimes } from './shift-times.ts';

/** A Monday, far enough back that every day of its week is over. */
export const sampleMonday = '2026-03-02' as LocalDate;

/** How far the punches of each weekday are off their columns, in minutes: first, in between, last. */
const offBy: readonly (readonly [number, number, number])[] = [
  [-4, 2, 41],
  [12, 1, 0],
  [0, -1, 3],
  [-2, 9, -25],
  [3, 2, 95],
];

/** Without fixed times: a plain day. */
const plainDay = [492, 722, 752, 1_012];

function dayOf(schedule: ClockingSchedule, date: LocalDate): DayDefinition | undefined {
  switch (schedule.kind) {
    case 'weekly':
      return schedule.days[weekdayOf(date)];
    case 'daily':
      return schedule.day;
    case 'open': {
      const shift = schedule.shifts[weekdays.indexOf(weekdayOf(date)) % schedule.shifts.length];
      const dayType = schedule.dayTypes[weekdayOf(date)];
      return { dayType, shifts: shift && dayType === 'workday' ? [shift] : [] };
    }
    case 'flexi':
      return undefined;
  }
}

/** Punches of the seven days of the sample week that fit a schedule, in minutes since the midnight of each day. */
export function samplePunches(schedule: ClockingSchedule): number[][] {
  return weekdays.map((weekday, index) => {
    const [first, between, last] = offBy[index] ?? [0, 0, 0];
    const day = dayOf(schedule, addDays(sampleMonday, index));
    if (day === undefined) {
      const isWorkday = schedule.kind === 'flexi' && schedule.dayTypes[weekday] === 'workday';
      return isWorkday ? plainDay.map((minute) => minute + first * 2) : [];
    }
    // Five days are worked in a week where the schedule leaves it open.
    if (schedule.kind === 'daily' && index > 4) return [];
    return day.shifts.flatMap((shift) => {
      const worked = scheduledTimes(shift).filter(({ column }) => column !== 'ot' && column !== 'done');
      return worked.map(({ at }, place) => {
        const off = place === 0 ? first : place === worked.length - 1 ? last : between;
        return Math.max(0, at + off);
      });
    });
  });
}

/** Minutes since the midnight of a date as a moment in a zone. */
function punchAt(date: LocalDate, minute: number, zone: string): { wallTime: WallTime; instant: Instant } {
  const wall = wallSeconds(`${date}T00:00:00` as WallTime) + minute * 60;
  return { wallTime: wallTimeOf(wall), instant: instantOf(zoneNamed(zone).toEpoch(wall)) };
}

/**
 * The sample week as the engine takes it: every day planned by the schedule.
 * @param punches - of each of the seven days, in minutes since its midnight
 */
export function sampleInput(
  schedule: Pick<ClockingSchedule, 'id' | 'kind'>,
  punches: readonly (readonly number[])[],
  zone: string,
): AttendanceInput {
  const to = addDays(sampleMonday, weekdays.length);
  const end = instantOf(zoneNamed(zone).toEpoch(wallSeconds(`${to}T00:00:00` as WallTime) + 7 * daySeconds));
  return {
    user: { id: 'sample', zone },
    from: sampleMonday,
    to,
    punches: punches.flatMap((minutes, day) =>
      minutes.map((minute, index) => ({
        ...punchAt(addDays(sampleMonday, day), minute, zone),
        serial: 'SAMPLE',
        status: 255,
        order: day * 100 + index,
      })),
    ),
    corrections: [],
    assignments: [],
    overrides: asPlannedBy(schedule.id, 'sample', sampleMonday, to).map((day, index) =>
      // A daily schedule says nothing about weekdays: five of them are worked.
      schedule.kind === 'daily' && index > 4 ? { ...day, scheduleId: null, dayType: 'restday' } : day,
    ),
    leaves: [],
    completeThrough: end,
    now: end,
  };
}

/** Every day of `from ≤ date < to` planned by one schedule. */
export function asPlannedBy(
  scheduleId: string,
  userId: string,
  from: LocalDate,
  to: LocalDate,
): AttendanceInput['overrides'] {
  const days: AttendanceInput['overrides'][number][] = [];
  for (let date = from; date < to; date = addDays(date, 1)) {
    days.push({ id: `try-${date}`, userId, date, scheduleId });
  }
  return days;
}
