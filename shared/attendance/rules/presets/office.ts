/** Preset for an office from Monday to Friday, with all six columns and overtime. @module */

import { RulesFile } from '../rules-file.ts';

const day = {
  shifts: [
    { slots: { in: '09:00', break: '12:00', resume: '13:00', out: '18:00', ot: '18:30', done: '21:00' } },
  ],
};
const restday = { dayType: 'restday' as const };

/** Monday to Friday in the six columns, with grace, quarter hours of overtime and double time on rest days. */
export const office: RulesFile = RulesFile.parse({
  name: 'Office, weekly',
  description: 'Monday to Friday 9:00 to 18:00 with a lunch hour; overtime from 18:30 on in the six columns.',
  rules: {
    rounding: {
      in: {
        mode: 'none',
        ranges: [{ from: '08:30', to: '09:05', as: '09:00' }],
      },
      overtimeTotal: { mode: 'down', minutes: 15 },
    },
    thresholds: { lateGraceMinutes: 5, halfDayBelowMinutes: 300, absentBelowMinutes: 60 },
    overtime: {
      layers: [
        { kind: 'daily', code: 'OT15', multiplier: 1.5, minimumMinutes: 30 },
        { kind: 'dayType', code: 'OT20', multiplier: 2, dayTypes: ['restday', 'holiday'] },
      ],
    },
  },
  defaultScheduleId: 'office',
  schedules: [
    {
      id: 'office',
      name: 'Office',
      kind: 'weekly',
      days: {
        monday: day,
        tuesday: day,
        wednesday: day,
        thursday: day,
        friday: day,
        saturday: restday,
        sunday: restday,
      },
    },
  ],
});
