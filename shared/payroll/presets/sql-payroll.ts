/** SQL Payroll (Malaysia): overtime and wages in one file, leave in another. Layout: wiki.sql.com.my, Import Data. @module */

import type { PayrollTemplateInput } from '../template.ts';
import { decimalHours, employeeNumber } from './columns.ts';

/** The template: hours per period for wages, days on their dates for leave. */
export const sqlPayroll: PayrollTemplateInput = {
  title: 'SQL Payroll: wages and leave',
  files: [
    {
      kind: 'table',
      key: 'wages',
      name: 'wages-{last:yyyyMM}.csv',
      rows: { per: 'period', by: 'code' },
      form: { kind: 'delimited', separator: 'comma' },
      columns: [
        { title: 'Date', value: { kind: 'date', of: 'last', format: 'dd/MM/yyyy' } },
        { title: 'Employee', value: employeeNumber, width: 30 },
        { title: 'Code', value: { kind: 'code' }, width: 20 },
        { title: 'Unit', value: { kind: 'figure', format: decimalHours } },
      ],
    },
    {
      kind: 'table',
      key: 'leave',
      name: 'leave-{last:yyyyMM}.csv',
      rows: { per: 'day', by: 'code' },
      form: { kind: 'delimited', separator: 'comma' },
      columns: [
        { title: 'TransDate', value: { kind: 'date', of: 'day', format: 'dd/MM/yyyy' } },
        { title: 'Employee', value: employeeNumber, width: 30 },
        { title: 'LeaveCode', value: { kind: 'code' }, width: 20 },
        { title: 'Unit', value: { kind: 'figure', format: { as: 'decimal', unit: 'days', hoursOfDay: 8 } } },
      ],
    },
  ],
  codes: [
    { figures: ['regular'], code: 'WAGES' },
    { figures: ['overtime@1.5'], code: 'OT1.5' },
    { figures: ['overtime@2'], code: 'OT2.0' },
    { figures: ['overtime@3'], code: 'OT3.0' },
    { figures: ['leave:annual'], code: 'AL', unit: 'days', file: 'leave' },
    { figures: ['leave:sick'], code: 'MC', unit: 'days', file: 'leave' },
  ],
};
