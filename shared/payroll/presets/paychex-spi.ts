/**
 * Paychex Flex (US), Standard Payroll Import: every column in the published order, most of them empty. Hours are -999.99 to 999.99.
 * Layout: Paychex, SPI Specification Sheet. One bad line fails a person's whole check, so rows that cannot be right are left out.
 * @module
 */

import type { PayrollTemplateInput } from '../template.ts';
import { blank, constant, decimalHours, employeeNumber } from './columns.ts';

/** The template: a line per person, period and pay component. */
export const paychexSpi: PayrollTemplateInput = {
  title: 'Paychex Flex: Standard Payroll Import',
  settings: { client: '00000000' },
  files: [
    {
      kind: 'table',
      key: 'spi',
      name: 'spi-{client}-{last:yyyyMMdd}.csv',
      rows: { per: 'period', by: 'code' },
      form: { kind: 'delimited', separator: 'comma' },
      columns: [
        { ...constant('Client ID', '{client}'), width: 8 },
        { title: 'Worker ID', value: employeeNumber, width: 10 },
        blank('Org'),
        blank('Job Number'),
        { title: 'Pay Component', value: { kind: 'code' }, width: 20 },
        blank('Rate'),
        blank('Rate Number'),
        { title: 'Hours', value: { kind: 'figure', format: { ...decimalHours, most: 999.99 } } },
        blank('Units'),
        blank('Line Date'),
        blank('Amount'),
        blank('Check Seq Number'),
        blank('Override State'),
        blank('Override Local'),
        blank('Override Local Jurisdiction'),
        blank('Labor Assignment'),
      ],
    },
  ],
  codes: [
    { figures: ['regular'], code: 'Hourly' },
    { figures: ['overtime@1.5'], code: 'Overtime' },
    { figures: ['overtime@2'], code: 'Double Time' },
    { figures: ['premium:NIGHT'], code: 'Premium' },
    { figures: ['leave:annual'], code: 'Vacation' },
    { figures: ['leave:sick'], code: 'Sick' },
  ],
};
