/** What a new clocking schedule can begin with. Loads the presets of the engine, so it is loaded with the dialog alone. @module */

import { ClockingSchedule, presets } from '#shared/attendance/index.ts';
import { planSlug } from './plan-slug.ts';

/** What a schedule begins with. */
export interface ScheduleStart {
  readonly id: string;
  readonly schedule: ClockingSchedule;
  /** The preset that it is from. */
  readonly preset: string;
}

/** The schedules of all presets, each with the rules of its preset as rules of its own. */
export const scheduleStarts: readonly ScheduleStart[] = Object.entries(presets).flatMap(([key, file]) =>
  file.schedules.map((schedule) => ({
    id: `${key}-${schedule.id}`,
    preset: file.name ?? key,
    schedule: ClockingSchedule.parse({ ...schedule, rules: { ...file.rules, ...schedule.rules } }),
  })),
);

/** A schedule of a kind with usual times and no rules of its own. */
export function plainSchedule(kind: ClockingSchedule['kind'], name: string): ClockingSchedule {
  const times = { slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00' } };
  const day = { shifts: [times] };
  const common = { id: planSlug(name, []), name, kind };
  switch (kind) {
    case 'weekly':
      return ClockingSchedule.parse({
        ...common,
        days: { weekdays: day, weekend: { dayType: 'restday' } },
      });
    case 'daily':
      return ClockingSchedule.parse({ ...common, day });
    case 'open':
      return ClockingSchedule.parse({
        ...common,
        shifts: [
          { slots: { in: '06:00', out: '14:00' } },
          { slots: { in: '14:00', out: '22:00' } },
          { slots: { in: '22:00', out: '06:00' } },
        ],
      });
    case 'flexi':
      return ClockingSchedule.parse({
        ...common,
        expectedMinutes: 480,
        dayTypes: { weekend: 'restday' },
      });
  }
}
