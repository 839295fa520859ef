/** Examples of files for people and for payroll programs. @module */

import { step } from './step.ts';

const days = { from: '2026-03-26', to: '2026-03-28' };
const march = { from: '2026-03-01', to: '2026-04-01' };
const templateId = 'ours';

/** The steps of this capability, in their order. */
export const exports = [
  step('listExportKinds', 'What an export can be of, and its columns', {}),
  step('startExport', 'The sheets of two days as a file', { body: days }),
  step('getExport', 'A file that is ready', (past) => ({
    params: { exportId: past.answer('startExport').id },
  })),
  step('listExportTemplates', 'The presets', {}),
  step('getExportTemplate', 'A preset in full', { params: { templateId: 'sql-payroll' } }),
  step('previewExport', 'What a preset would write', {
    body: { ...march, kind: 'payroll', template: 'sql-payroll' },
  }),
  step('putExportTemplate', 'Hours by pay code, with semicolons and decimal commas', {
    params: { templateId },
    body: {
      title: 'Hours by pay code',
      files: [
        {
          kind: 'table',
          key: 'hours',
          name: 'hours-{from:yyyyMM}.csv',
          rows: { per: 'period', by: 'code' },
          form: { kind: 'delimited', separator: 'semicolon' },
          columns: [
            { title: 'Number', value: { kind: 'person', field: 'employeeNumber', otherwise: 'id' } },
            { title: 'Code', value: { kind: 'code' } },
            { title: 'Hours', value: { kind: 'figure', format: { as: 'decimal', point: ',' } } },
          ],
        },
      ],
      codes: [
        { figures: ['regular'], code: '100' },
        { figures: ['overtime@1.5'], code: '150' },
        { figures: ['leave:annual'], code: '300' },
      ],
    },
  }),
  step('startExport', 'The payroll file of March', {
    body: { ...march, kind: 'payroll', template: templateId },
  }),
  step('listExports', 'The latest export', { query: { limit: 1 } }),
  step('putExportSchedule', 'The same by itself on the first of each month', {
    params: { scheduleId: 'monthly' },
    body: {
      at: '06:00',
      rhythm: { every: 'month', on: 1 },
      days: 'last-month',
      export: { kind: 'payroll', template: templateId },
    },
  }),
  step('listExportSchedules', 'All schedules', {}),
  step('deleteExportSchedule', 'No more files by themselves', { params: { scheduleId: 'monthly' } }),
  step('deleteExportTemplate', 'A template that nobody needs', { params: { templateId } }),
];
