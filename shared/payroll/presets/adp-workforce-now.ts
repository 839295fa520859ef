/**
 * ADP Workforce Now (US), paydata batch: `PRcccEPI.csv`, the first three columns fixed, regular and overtime hours in columns of
 * their own, all else as a code and its hours. A person with more codes than a row has places gets further rows.
 * @module
 */

import type { PayrollTemplateInput } from '../template.ts';
import { type ColumnInput, constant, decimalHours, employeeNumber } from './columns.ts';

const hours = (title: string, place: string): ColumnInput => ({
  title,
  value: { kind: 'figure', place, format: { ...decimalHours, zero: 'blank' } },
});

/** The template: a row per person and period. */
export const adpWorkforceNow: PayrollTemplateInput = {
  title: 'ADP Workforce Now: paydata',
  settings: { company: 'ABC', batch: '1' },
  files: [
    {
      kind: 'table',
      key: 'paydata',
      name: 'PR{company}EPI.csv',
      rows: { per: 'period', by: 'place' },
      form: { kind: 'delimited', separator: 'comma' },
      columns: [
        constant('Co Code', '{company}'),
        constant('Batch ID', '{batch}'),
        { title: 'File #', value: employeeNumber, width: 6, align: 'right', pad: 'zero' },
        hours('Reg Hours', 'regular'),
        hours('O/T Hours', 'overtime'),
        { title: 'Hours 3 Code', value: { kind: 'code', place: 'hours3' } },
        hours('Hours 3 Amount', 'hours3'),
        { title: 'Hours 4 Code', value: { kind: 'code', place: 'hours4' } },
        hours('Hours 4 Amount', 'hours4'),
      ],
    },
  ],
  codes: [
    { figures: ['regular'], code: 'REG', place: 'regular' },
    { figures: ['overtime@1.5'], code: 'OT', place: 'overtime' },
    { figures: ['overtime@2'], code: 'D', place: 'hours3' },
    { figures: ['leave:annual'], code: 'V', place: 'hours3' },
    { figures: ['leave:sick'], code: 'S', place: 'hours3' },
    { figures: ['premium:NIGHT'], code: 'P', place: 'hours4' },
  ],
};
