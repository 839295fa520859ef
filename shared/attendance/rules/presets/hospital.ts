/** Preset for a hospital ward: three overlapping shifts, night and Sunday premiums, approved overtime. @module */

import { RulesFile } from '../rules-file.ts';

const shift = (id: string, name: string, start: string, end: string) => ({
  id,
  name,
  kind: 'daily' as const,
  day: { shifts: [{ slots: { in: start, out: end } }] },
});

/** Three overlapping shifts with nights; premiums for night and Sunday, overtime after approval. */
export const hospital: RulesFile = RulesFile.parse({
  name: 'Hospital ward with nights',
  description:
    'Early, late and night shifts that overlap for the handover; the day on which a shift starts is its day.',
  rules: {
    matching: { windowBeforeMinutes: 60, windowAfterMinutes: 240 },
    rounding: { snapMinutes: 7 },
    breaks: { mode: 'auto-deduct', deductAfterMinutes: 360, deductMinutes: 30 },
    overtime: {
      layers: [
        { kind: 'afterOut', code: 'OT30', multiplier: 1.3, minimumMinutes: 15, needsApproval: true },
        { kind: 'window', code: 'NIGHT', multiplier: 0.2, from: '21:00', to: '06:00' },
        {
          kind: 'window',
          code: 'SUNDAY',
          multiplier: 0.5,
          from: '00:00',
          to: '00:00',
          weekdays: ['sunday'],
        },
      ],
    },
  },
  schedules: [
    shift('early', 'Early', '06:30', '14:30'),
    shift('late', 'Late', '14:00', '22:00'),
    shift('night', 'Night', '21:30', '06:45'),
  ],
  rosters: [
    {
      id: 'ward',
      name: 'Ward',
      kind: 'weekly',
      days: {
        monday: { scheduleId: 'early' },
        tuesday: { scheduleId: 'late' },
        friday: { scheduleId: 'night' },
        saturday: { scheduleId: 'night' },
      },
    },
  ],
});
