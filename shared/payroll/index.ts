/**
 * Payroll files: one engine that writes the rows of sheets in the form that a payroll program imports, as a template says.
 * It computes no hours: shared/attendance has done so, approval included. It reads and writes nothing; whoever calls
 * brings people and days, one person after the other, and stores what comes out.
 * @module
 */
export { encoderOf } from './encode.ts';
export {
  type AdjustmentChoice,
  adjustedPayOf,
  type PayFigure,
  type PayrollPerson,
  payOf,
  summedPay,
} from './pay-figures.ts';
export { isPresetName, presetNames, presetTemplate } from './presets/index.ts';
export { PayrollTemplate, type PayrollTemplateInput } from './template.ts';
export { openPayroll } from './write-payroll.ts';
