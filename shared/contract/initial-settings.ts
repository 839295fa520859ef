/** The settings that a new organisation starts with. @module */

import type { SettingsBody } from './settings.ts';

/** What a new organisation starts with. In a file of its own, so that reading settings needs no schemas. */
export const initialSettings: SettingsBody = {
  zone: 'UTC',
  download: { schedule: { kind: 'off' }, createMissingUsers: false },
  newUsers: { fetchDetails: true, issueDate: 'first-punch', dutyRosterId: null },
  sheets: { nightlyAt: '02:30', nightlyDays: 3, defaultScheduleId: null, calendarId: null, rules: {} },
};
