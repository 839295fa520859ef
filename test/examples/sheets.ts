/** Examples of sheets, locks, reports and exports. @module */

import { step } from './step.ts';

const range = { from: '2026-03-26', to: '2026-03-28' };
const march = { from: '2026-03-01', to: '2026-04-01' };

/** The steps of this capability, in their order. */
export const sheets = [
  step('generateSheets', 'The sheets of one user', { body: { ...march, userIds: ['1042'] } }),
  step('getGeneration', 'A generation that is done', (past) => ({
    params: { jobId: past.answer('generateSheets').id },
  })),
  step('listSheets', 'One day of a user', {
    query: { userId: '1042', from: '2026-03-26', to: '2026-03-27' },
  }),
  step('explainDay', 'How a day came about', { params: { userId: '1042', date: '2026-03-26' } }),
  step('getMatrix', 'People with two days', { query: { ...range, search: 'sample one' } }),
  step('getSheetTotals', 'Sums by department', { query: { ...march, by: 'department' } }),
  step('listReports', 'Which reports there are', {}),
  step('getReport', 'The payroll summary of a month', {
    params: { name: 'payroll-summary' },
    query: { ...march, userId: '1042' },
  }),
  step('startExport', 'The sheets of two days as a file', { body: range }),
  step('getExport', 'A file that is ready', (past) => ({
    params: { exportId: past.answer('startExport').id },
  })),
  step('lockPeriod', 'A period, although it has incomplete days; `to` is the day after', {
    body: { ...march, reason: 'payroll of March', force: true },
  }),
  step('getLock', 'A lock whose rows are all sealed', (past) => ({
    params: { lockId: past.answer('lockPeriod').id },
  })),
  step('listLocks', 'All locks', { query: {} }),
  step('unlockPeriod', 'Open it again', (past) => ({
    params: { lockId: past.answer('lockPeriod').id },
    body: { reason: 'a correction before the pay run' },
  })),
];
