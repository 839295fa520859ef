/** The sample's plan: office hours and a night shift, with a duty roster for each. @module */

import type * as z from 'zod';
import type { ClockingSchedule, DayDefinition, DutyRoster } from '#shared/attendance/index.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';

const officeDay: z.input<typeof DayDefinition> = {
  dayType: 'workday',
  shifts: [{ slots: { in: '09:00', break: '12:30', resume: '13:30', out: '18:00' } }],
};

/** The sample's clocking schedules: office hours with a break, and a night shift that crosses midnight. */
export const sampleSchedules: readonly z.input<typeof ClockingSchedule>[] = [
  {
    id: 'office',
    name: 'Office hours',
    kind: 'weekly',
    days: {
      monday: officeDay,
      tuesday: officeDay,
      wednesday: officeDay,
      thursday: officeDay,
      friday: officeDay,
      saturday: { dayType: 'restday' },
      sunday: { dayType: 'restday' },
    },
    rules: { thresholds: { lateGraceMinutes: 5 } },
  },
  {
    id: 'night',
    name: 'Night shift',
    kind: 'daily',
    day: { dayType: 'workday', shifts: [{ slots: { in: '22:00', out: '06:00' } }] },
  },
];

const night = { scheduleId: 'night' };
const rest = { scheduleId: null, dayType: 'restday' } as const;

/** The sample's duty rosters: everybody in the office week, and a night crew that works four nights and rests two. */
export function sampleRosters(anchor: LocalDate): readonly z.input<typeof DutyRoster>[] {
  const office = { scheduleId: 'office' };
  return [
    {
      id: 'office-week',
      name: 'Office week',
      kind: 'weekly',
      days: {
        monday: office,
        tuesday: office,
        wednesday: office,
        thursday: office,
        friday: office,
        saturday: office,
        sunday: office,
      },
    },
    {
      id: 'night-crew',
      name: 'Night crew, 4 on 2 off',
      kind: 'cycle',
      anchor,
      entries: [night, night, night, night, rest, rest],
    },
  ];
}
