/**
 * Sage 50 and Sage Payroll: the multi-timesheet of the UK and Ireland (ie-kb.sage.com 200427112314127), and the timesheet import of
 * Canada and the US (help-sage50.na.sage.com, Importing Timesheets).
 * @module
 */

import type { PayrollTemplateInput } from '../template.ts';
import { blank, constant, decimalHours, employeeNumber } from './columns.ts';

/** UK and Ireland: no titles, a line per payment. `2` says that the line is a payment; the rate stays the one in the payroll. */
export const sage50Uk: PayrollTemplateInput = {
  title: 'Sage 50 Payroll, UK and Ireland: multi-timesheet',
  files: [
    {
      kind: 'table',
      key: 'timesheet',
      name: 'sage-timesheet-{last:yyyyMMdd}.csv',
      rows: { per: 'period', by: 'code' },
      form: { kind: 'delimited', separator: 'comma' },
      header: false,
      columns: [
        constant('Type', '2'),
        { title: 'Employee no.', value: employeeNumber },
        { title: 'Payment no.', value: { kind: 'code' } },
        { title: 'Department', value: { kind: 'person', field: 'department' } },
        { title: 'Cost centre', value: { kind: 'person', field: 'costCentre' } },
        { title: 'Hours or value', value: { kind: 'figure', format: decimalHours } },
        blank('Hourly rate'),
      ],
    },
  ],
  codes: [
    { figures: ['regular'], code: '1' },
    { figures: ['overtime@1.5'], code: '2' },
    { figures: ['overtime@2'], code: '3' },
    { figures: ['premium:NIGHT'], code: '4' },
    { figures: ['leave:annual'], code: '5' },
    { figures: ['leave:sick'], code: '6' },
  ],
};

/** Canada and the US: titles, a line per person, day and income. People are known by their names. */
export const sage50CanadaUs: PayrollTemplateInput = {
  title: 'Sage 50, Canada and US: timesheets',
  files: [
    {
      kind: 'table',
      key: 'timesheet',
      name: 'sage-timesheets-{last:yyyyMMdd}.csv',
      rows: { per: 'day', by: 'code' },
      form: { kind: 'delimited', separator: 'comma' },
      columns: [
        { title: 'Name', value: { kind: 'person', field: 'lastFirst', otherwise: 'name', required: true } },
        { title: 'Date', value: { kind: 'date', of: 'day', format: 'MM/dd/yyyy' } },
        { title: 'Income', value: { kind: 'code' } },
        { title: 'Hours', value: { kind: 'figure', format: decimalHours } },
      ],
    },
  ],
  codes: [
    { figures: ['regular'], code: 'Regular' },
    { figures: ['overtime@1.5'], code: 'Overtime 1' },
    { figures: ['overtime@2'], code: 'Overtime 2' },
    { figures: ['premium:NIGHT'], code: 'Premium' },
    { figures: ['leave:annual'], code: 'Vacation' },
    { figures: ['leave:sick'], code: 'Sick' },
  ],
};
