/** A small template of payroll, and what it makes of days. @module */

import { openPayroll, PayrollTemplate, type PayrollTemplateInput } from '../index.ts';
import type { AdjustmentChoice, PayrollDay, PayrollPerson } from '../pay-figures.ts';
import { march } from './sample-month.ts';

type Table = Extract<PayrollTemplateInput['files'][number], { kind: 'table' }>;
/** A column of a table. */
export type Column = Table['columns'][number];

/** The hours of a row. */
export const hours: Column = { title: 'Hours', value: { kind: 'figure', format: { as: 'decimal' } } };
/** The id of a row's person. */
export const who: Column = { title: 'Id', value: { kind: 'person', field: 'id', required: true } };
/** The code of a row. */
export const what: Column = { title: 'Code', value: { kind: 'code' } };

/** A template of one file by code; `given` replaces parts of it. */
export function aTemplate(
  given: Partial<PayrollTemplateInput> = {},
  table: Partial<Table> = {},
): PayrollTemplate {
  return PayrollTemplate.parse({
    title: 'A template',
    files: [
      {
        kind: 'table',
        key: 'pay',
        name: 'pay.csv',
        rows: { per: 'period', by: 'code' },
        form: { kind: 'delimited', separator: 'comma' },
        header: false,
        lineEnd: 'lf',
        columns: [who, what, hours],
        ...table,
      },
    ],
    codes: [
      { figures: ['regular'], code: 'REG' },
      { figures: ['overtime'], code: 'OT' },
    ],
    ...given,
  });
}

type Staff = readonly (readonly [PayrollPerson, readonly PayrollDay[]])[];

/** What a template makes of people and their days. */
export function written(template: PayrollTemplate, staff: Staff, adjustments: AdjustmentChoice = 'with') {
  const writer = openPayroll(template, march, adjustments);
  const rows = staff.flatMap(([person, days]) => writer.add(person, days)[0] ?? []);
  const text = (writer.files[0]?.opening ?? '') + rows.map(({ line }) => line).join('');
  return { text, rows, notes: writer.notes() };
}
