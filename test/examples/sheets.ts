/** Examples of sheets, locks and reports. @module */

import { requireOurId } from '#shared/contract/ids.ts';
import type { Instant, LocalDate } from '#shared/time/wall-time.ts';
import { step } from './step.ts';

const range = { from: '2026-03-26', to: '2026-03-28' };
const march = { from: '2026-03-01', to: '2026-04-01' };

const waiting = requireOurId('job', 'job_01KDEMX0C5Y3WZ8T4Q6R7S9V2A');

/** The steps of this capability, in their order. */
export const sheets = [
  step('generateSheets', 'The sheets of one user', { body: { ...march, userIds: ['1042'] } }),
  step('getGeneration', 'A generation that is done', (past) => ({
    params: { jobId: past.answer('generateSheets').id },
  })),
  step('listGenerations', 'The latest generation', { query: { limit: 1 } }),
  step(
    'cancelGeneration',
    'One that has not begun',
    { params: { jobId: waiting } },
    {
      before: async ({ generations }) =>
        await generations.add({
          id: waiting,
          requestedBy: 'schedule',
          requestedAt: '2026-04-01T08:00:00.000Z' as Instant,
          from: '2026-03-01' as LocalDate,
          to: '2026-04-01' as LocalDate,
          origin: 'manual',
          expiresAt: 4e9,
        }),
    },
  ),
  step('listSheets', 'One day of a user', {
    query: { userId: '1042', from: '2026-03-26', to: '2026-03-27' },
  }),
  step('explainDay', 'How a day came about', { params: { userId: '1042', date: '2026-03-26' } }),
  step('getSheetInputs', 'What a day is computed from', {
    params: { userId: '1042' },
    query: { from: '2026-03-26', to: '2026-03-27' },
  }),
  step('getRosterBoard', 'Two days of one user', { query: { ...range, userId: '1042' } }),
  step('listReasons', 'What a translator works from', {}),
  step('getMatrix', 'People with two days', { query: { ...range, search: 'sample one' } }),
  step('getSheetTotals', 'Sums by department', { query: { ...march, by: 'department' } }),
  step('listReports', 'Which reports there are', {}),
  step('getReport', 'The payroll summary of a month', {
    params: { name: 'payroll-summary' },
    query: { ...march, userId: '1042' },
  }),
  step('countLeaves', 'How much leave somebody has taken', { query: { ...march, userId: '1042' } }),
  step('listOpenDays', 'What keeps two days from being locked', { query: range }),
  step('lockPeriod', 'A period, although it has incomplete days; `to` is the day after', {
    body: { ...march, reason: 'payroll of March', force: true },
  }),
  step('getLock', 'A lock whose rows are all sealed', (past) => ({
    params: { lockId: past.answer('lockPeriod').id },
  })),
  step('listLocks', 'All locks', { query: {} }),
  step('createCorrection', 'A day of a locked period, which gets an adjustment', {
    body: {
      kind: 'add-time',
      userId: '1042',
      date: '2026-03-27',
      wallTime: '2026-03-27T16:00:00',
      direction: 'out',
      reason: 'forgot to punch',
    },
  }),
  step('listAdjustments', 'What is due on top of what was paid', { query: march }),
  step('unlockPeriod', 'Open it again', (past) => ({
    params: { lockId: past.answer('lockPeriod').id },
    body: { reason: 'a correction before the pay run' },
  })),
];
