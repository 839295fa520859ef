/** Columns and formats that several presets share. @module */

import type { PayrollTemplateInput } from '../template.ts';

type TableInput = Extract<PayrollTemplateInput['files'][number], { kind: 'table' }>;
/** A column as a preset writes it. */
export type ColumnInput = TableInput['columns'][number];
type FigureInput = Extract<ColumnInput['value'], { kind: 'figure' }>;

/** Decimal hours with two places: 3:15 is 3.25. */
export const decimalHours: FigureInput['format'] = { as: 'decimal', unit: 'hours' };

/** The person's number in the payroll; without it the row is left out and reported. */
export const employeeNumber = {
  kind: 'person',
  field: 'employeeNumber',
  required: true,
} as const satisfies ColumnInput['value'];

/** A column that stays empty. */
export function blank(title: string): ColumnInput {
  return { title, value: { kind: 'blank' } };
}

/** A column with the same text in every row. */
export function constant(title: string, text: string): ColumnInput {
  return { title, value: { kind: 'constant', text } };
}
