/** Preset for flexible hours: eight a day at any time, with a balance. @module */

import { RulesFile } from '../rules-file.ts';

/** Eight hours a day whenever they are worked; more and less is a balance. */
export const flexi: RulesFile = RulesFile.parse({
  name: 'Flexible hours',
  description:
    'Eight hours a workday at any time, half an hour of break after six, plus and minus as a balance.',
  rules: {
    columns: { autoClose: { kind: 'remaining', toleranceMinutes: 0 } },
    breaks: { mode: 'auto-deduct', deductAfterMinutes: 360, deductMinutes: 30 },
    overtime: {
      layers: [{ kind: 'daily', code: 'PLUS', multiplier: 1 }],
      undertime: true,
      undertimeToleranceMinutes: 15,
    },
  },
  defaultScheduleId: 'flexi',
  schedules: [
    {
      id: 'flexi',
      name: 'Flexible hours',
      kind: 'flexi',
      expectedMinutes: 480,
      dayTypes: { saturday: 'restday', sunday: 'restday' },
    },
  ],
});
