/** Examples of schedules, rosters, calendars and the rules file. @module */

import { bodyExamples } from '#shared/contract/openapi/body-examples.ts';
import { step } from './step.ts';

const day = { scheduleId: 'office' };

/** The steps of this capability, in their order. */
export const plan = [
  step('putSchedule', 'Four days from nine to six with a break, a short Friday, a free weekend', {
    params: { id: 'office' },
    body: bodyExamples.putSchedule.office.value,
  }),
  step('getSchedule', 'One clocking schedule', { params: { id: 'office' } }),
  step('listSchedules', 'All clocking schedules', { query: {} }),
  step('putRoster', 'The office schedule every week', {
    params: { id: 'office' },
    body: {
      id: 'office',
      name: 'Office',
      kind: 'weekly',
      days: {
        monday: day,
        tuesday: day,
        wednesday: day,
        thursday: day,
        friday: day,
        saturday: day,
        sunday: day,
      },
    },
  }),
  step('getRoster', 'One duty roster', { params: { id: 'office' } }),
  step('listRosters', 'All duty rosters', { query: {} }),
  step('putCalendar', 'A holiday and a half holiday, of which the afternoon is free', {
    params: { id: 'holidays' },
    body: bodyExamples.putCalendar.halfHoliday.value,
  }),
  step('getCalendar', 'One holiday calendar', { params: { id: 'holidays' } }),
  step('archiveCalendar', 'A calendar that is needed no more', {
    params: { id: 'holidays' },
    body: { archived: true },
  }),
  step('archiveSchedule', 'A schedule that is not archived, or no longer', {
    params: { id: 'office' },
    body: { archived: false },
  }),
  step('archiveRoster', 'A roster that is not archived, or no longer', {
    params: { id: 'office' },
    body: { archived: false },
  }),
  step('getPlanUses', 'Where the parts of the plan are used', {}),
  step('listCalendars', 'All holiday calendars', { query: {} }),
  step('getRulesFile', 'Everything that the sheets depend on', {}),
  step('putRulesFile', 'What an import would change', (past) => ({
    query: { dryRun: 'true' as const },
    ifMatch: past.etag('getRulesFile'),
    body: past.answer('getRulesFile'),
  })),
];
