/**
 * What Ingress and TCMS call Export Detail and Export Summary: text of fixed width, each field by its position (the order of the
 * columns) and its size (their width). Detail has a row per person and day, summary one per person and period.
 * @module
 */

import type { PayrollTemplateInput } from '../template.ts';
import type { ColumnInput } from './columns.ts';

type Slot = Extract<ColumnInput['value'], { kind: 'time' }>['slot'];

const who: ColumnInput[] = [
  { title: 'User ID', width: 9, value: { kind: 'person', field: 'id', required: true } },
  { title: 'Employment ID', width: 15, value: { kind: 'person', field: 'employeeNumber' } },
  { title: 'Name', width: 30, tooLong: 'cut', value: { kind: 'person', field: 'name' } },
  { title: 'Organisation', width: 30, tooLong: 'cut', value: { kind: 'person', field: 'department' } },
];
const gap: ColumnInput = { title: '', width: 1, value: { kind: 'blank' } };
const time = (title: string, slot: Slot): ColumnInput => ({ title, width: 6, value: { kind: 'time', slot } });
const hours = (title: string, of: string[]): ColumnInput => ({
  title,
  width: title.length > 8 ? 16 : 9,
  align: 'right',
  value: { kind: 'figure', of, format: { as: 'clock' } },
});
const days = (title: string, of: string): ColumnInput => ({
  title,
  width: 16,
  align: 'right',
  value: { kind: 'figure', of: [of], format: { as: 'decimal', places: 0 } },
});

/** A row per person and day: the six times of the first shift, and hours and minutes of the day. */
export const exportDetail: PayrollTemplateInput = {
  title: 'Export Detail, by position and size',
  files: [
    {
      kind: 'table',
      key: 'detail',
      name: 'detail-{from:yyyyMMdd}-{last:yyyyMMdd}.txt',
      rows: { per: 'day', by: 'person', without: 'write' },
      form: { kind: 'fixed' },
      columns: [
        ...who,
        { title: 'Date', width: 11, value: { kind: 'date', of: 'day', format: 'dd/MM/yyyy' } },
        { title: 'Roster', width: 12, tooLong: 'cut', value: { kind: 'day', field: 'schedule' } },
        time('In', 'in'),
        time('Break', 'break'),
        time('Resume', 'resume'),
        time('Out', 'out'),
        time('OT', 'ot'),
        time('Done', 'done'),
        hours('Work', ['regular']),
        hours('Overtime', ['overtime']),
        hours('Open OT', ['unapproved']),
        hours('Diff OT', ['premium']),
        hours('Short', ['short']),
        hours('Leave', ['leave']),
        gap,
        { title: 'Leave type', width: 20, tooLong: 'cut', value: { kind: 'day', field: 'leave' } },
        { title: 'Adjustment', width: 10, value: { kind: 'adjustment', text: 'adjustment' } },
      ],
    },
  ],
};

/** A row per person and period. */
export const exportSummary: PayrollTemplateInput = {
  title: 'Export Summary, by position and size',
  files: [
    {
      kind: 'table',
      key: 'summary',
      name: 'summary-{from:yyyyMMdd}-{last:yyyyMMdd}.txt',
      rows: { per: 'period', by: 'person', without: 'write' },
      form: { kind: 'fixed' },
      columns: [
        ...who,
        days('Days present', 'days:worked'),
        days('Days absent', 'days:absent'),
        hours('Workday hours', ['regular']),
        hours('Total overtime', ['overtime']),
        hours('Open overtime', ['unapproved']),
        hours('Total diff OT', ['premium']),
        hours('Total leave', ['leave']),
        hours('Total short', ['short']),
        hours('Total late', ['late']),
        hours('Total early', ['early']),
        gap,
        { title: 'Adjustment', width: 10, value: { kind: 'adjustment', text: 'adjustment' } },
      ],
    },
  ],
};
