/** Preset for a factory with two shifts that alternate by the week. @module */

import { RulesFile } from '../rules-file.ts';

const early = { scheduleId: 'early' };
const late = { scheduleId: 'late' };
const off = { scheduleId: null, dayType: 'restday' as const };

/** Two shifts that change every week; half an hour of break is taken off, times count in quarter hours. */
export const factory: RulesFile = RulesFile.parse({
  name: 'Factory, two shifts',
  description: 'A week of early shifts 6:00 to 14:00, a week of late shifts 14:00 to 22:00.',
  rules: {
    direction: { mode: 'alternate' },
    rounding: {
      in: { mode: 'up', minutes: 15, graceMinutes: 5 },
      out: { mode: 'down', minutes: 15, graceMinutes: 5 },
    },
    breaks: { mode: 'auto-deduct', deductAfterMinutes: 360, deductMinutes: 30 },
    thresholds: { lateGraceMinutes: 5, earlyGraceMinutes: 5 },
    overtime: {
      layers: [
        { kind: 'daily', code: 'OT25', multiplier: 1.25, minimumMinutes: 15 },
        { kind: 'dayType', code: 'SAT50', multiplier: 1.5, dayTypes: ['restday'] },
        { kind: 'window', code: 'EVENING', multiplier: 0.25, from: '20:00', to: '06:00' },
      ],
    },
  },
  schedules: [
    {
      id: 'early',
      name: 'Early',
      kind: 'daily',
      day: { shifts: [{ slots: { in: '06:00', out: '14:00' } }] },
    },
    { id: 'late', name: 'Late', kind: 'daily', day: { shifts: [{ slots: { in: '14:00', out: '22:00' } }] } },
  ],
  rosters: [
    {
      id: 'two-weeks',
      name: 'Early and late in turn',
      kind: 'cycle',
      anchor: '2026-03-02',
      entries: [early, early, early, early, early, off, off, late, late, late, late, late, off, off],
    },
  ],
});
