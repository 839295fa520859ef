/** Examples of the settings. @module */

import { step } from './step.ts';

/** The steps of this capability, in their order. */
export const settings = [
  step('getSettings', 'The settings of a new organisation', {}),
  step('putSettings', 'Download twice a day and create the users that the logs name', (past) => ({
    ifMatch: past.etag('getSettings'),
    body: {
      zone: 'Europe/Berlin',
      download: { schedule: { kind: 'daily' as const, times: ['06:30', '18:30'] }, createMissingUsers: true },
      newUsers: { fetchDetails: true, issueDate: 'first-punch' as const, dutyRosterId: null },
      sheets: { nightlyAt: '02:30', nightlyDays: 3, defaultScheduleId: null, calendarId: null },
    },
  })),
  step('patchSettings', 'Hold user ids that nobody knows, and tell HR what is silent for an hour', {
    body: {
      download: { unknownUsers: 'hold' },
      notices: { silence: { active: true, afterMinutes: 60, recipients: ['hr@example.com'] } },
    },
  }),
];
