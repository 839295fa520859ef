/** Preset for guards around the clock: a 12-hour day, a 12-hour night, two days off. @module */

import { RulesFile } from '../rules-file.ts';

/** Twelve hours around the clock: a day, a night, two days off; the week pays overtime beyond 42 hours. */
export const guards: RulesFile = RulesFile.parse({
  name: 'Guards, 12 hours around the clock',
  description: 'A day shift 7:00 to 19:00, a night shift 19:00 to 7:00, then two days off.',
  rules: {
    matching: { windowBeforeMinutes: 60, windowAfterMinutes: 180 },
    direction: { mode: 'alternate' },
    columns: { autoClose: { kind: 'scheduled' } },
    overtime: {
      layers: [
        { kind: 'weekly', code: 'WEEK', multiplier: 1.5, beyond: 2_520 },
        { kind: 'window', code: 'NIGHT', multiplier: 0.25, from: '22:00', to: '06:00' },
      ],
    },
  },
  schedules: [
    { id: 'day', name: 'Day', kind: 'daily', day: { shifts: [{ slots: { in: '07:00', out: '19:00' } }] } },
    {
      id: 'night',
      name: 'Night',
      kind: 'daily',
      day: { shifts: [{ slots: { in: '19:00', out: '07:00' } }] },
    },
  ],
  rosters: [
    {
      id: 'four-days',
      name: 'Day, night, off, off',
      kind: 'cycle',
      anchor: '2026-03-02',
      entries: [{ scheduleId: 'day' }, { scheduleId: 'night' }, {}, {}],
    },
  ],
});
