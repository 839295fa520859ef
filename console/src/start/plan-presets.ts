/** The schedules that a first plan can begin with. Loads the presets of the engine, so it is loaded when the list is wanted. @module */

import { ClockingSchedule, presets } from '#shared/attendance/index.ts';

/** A schedule with the rules of its preset as rules of its own. */
export interface PresetSchedule {
  id: string;
  preset: string;
  schedule: ClockingSchedule;
}

/** The schedules of all presets. */
export const presetSchedules: readonly PresetSchedule[] = Object.entries(presets).flatMap(([key, file]) =>
  file.schedules.map((schedule) => ({
    id: `${key}-${schedule.id}`,
    preset: file.name ?? key,
    schedule: ClockingSchedule.parse({ ...schedule, rules: { ...file.rules, ...schedule.rules } }),
  })),
);
