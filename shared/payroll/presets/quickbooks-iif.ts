/**
 * QuickBooks Desktop (US), timer activities in an IIF file: a header block that names the company file, then a line per person, day and
 * item. Layout: Intuit's IIF reference, TIMERHDR and TIMEACT. Durations are at most 23:59 and never below zero.
 * @module
 */

import type { PayrollTemplateInput } from '../template.ts';
import { blank, constant } from './columns.ts';

/** The template. QuickBooks shows the values of its company file when it exports its lists for the timer. */
export const quickbooksIif: PayrollTemplateInput = {
  title: 'QuickBooks Desktop: timer activities (IIF)',
  settings: { version: '8', release: 'R3', company: 'Sample Company', created: '0' },
  files: [
    {
      kind: 'table',
      key: 'activities',
      name: 'hours-{last:yyyyMMdd}.iif',
      encoding: 'windows-1252',
      rows: { per: 'day', by: 'code' },
      form: { kind: 'delimited', separator: 'tab', quote: 'never' },
      head: [
        ['!TIMERHDR', 'VER', 'REL', 'COMPANYNAME', 'FROMTIMER', 'COMPANYCREATETIME'],
        ['TIMERHDR', '{version}', '{release}', '{company}', 'Y', '{created}'],
      ],
      columns: [
        constant('!TIMEACT', 'TIMEACT'),
        { title: 'DATE', value: { kind: 'date', of: 'day', format: 'MM/dd/yy' } },
        blank('JOB'),
        { title: 'EMP', value: { kind: 'person', field: 'lastFirst', otherwise: 'name', required: true } },
        { title: 'ITEM', value: { kind: 'code', part: 'item' } },
        { title: 'PITEM', value: { kind: 'code' } },
        {
          title: 'DURATION',
          value: { kind: 'figure', format: { as: 'clock', negative: 'refuse', most: 23.99 } },
        },
        blank('PROJ'),
        { title: 'NOTE', value: { kind: 'adjustment', text: 'Adjustment' } },
        constant('BILLINGSTATUS', '0'),
      ],
    },
  ],
  codes: [
    { figures: ['regular'], code: 'Hourly Regular', parts: { item: 'Work' } },
    { figures: ['overtime@1.5'], code: 'Hourly Overtime', parts: { item: 'Work' } },
    { figures: ['overtime@2'], code: 'Hourly Doubletime', parts: { item: 'Work' } },
    { figures: ['premium:NIGHT'], code: 'Hourly Premium', parts: { item: 'Work' } },
    { figures: ['leave:annual'], code: 'Hourly Vacation', parts: { item: 'Leave' } },
    { figures: ['leave:sick'], code: 'Hourly Sick', parts: { item: 'Leave' } },
  ],
};
