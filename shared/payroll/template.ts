/** Schema of a template that can work: the form of its parts, and that they go together. @module */

import type * as z from 'zod';
import { templateFlaws } from './check-template.ts';
import { TemplateFields } from './template-fields.ts';

/** A template of payroll files. One that cannot work is refused, and the message names the column. */
export const PayrollTemplate = TemplateFields.superRefine((template, check) => {
  for (const { path, message } of templateFlaws(template)) check.addIssue({ code: 'custom', path, message });
}).meta({ id: 'PayrollTemplate' });
/** A template of payroll files that can work. */
export type PayrollTemplate = z.output<typeof PayrollTemplate>;
/** A template as somebody writes it: what has a default may be left out. */
export type PayrollTemplateInput = z.input<typeof PayrollTemplate>;
