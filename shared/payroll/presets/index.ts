/**
 * Presets: templates of payrolls whose layout is published. Their codes and settings are samples that a customer replaces. Each has
 * its section, with a worked example, in docs/payroll.md.
 * @module
 */

import { PayrollTemplate } from '../template.ts';
import { adpWorkforceNow } from './adp-workforce-now.ts';
import { datevLohnUndGehalt } from './datev-lohn-und-gehalt.ts';
import { paychexSpi } from './paychex-spi.ts';
import { exportDetail, exportSummary } from './position-and-size.ts';
import { quickbooksIif } from './quickbooks-iif.ts';
import { sage50CanadaUs, sage50Uk } from './sage-50.ts';
import { sqlPayroll } from './sql-payroll.ts';

const written = {
  'sql-payroll': sqlPayroll,
  'adp-workforce-now': adpWorkforceNow,
  'datev-lohn-und-gehalt': datevLohnUndGehalt,
  'sage-50-uk': sage50Uk,
  'sage-50-canada-us': sage50CanadaUs,
  'quickbooks-iif': quickbooksIif,
  'paychex-spi': paychexSpi,
  'export-detail': exportDetail,
  'export-summary': exportSummary,
};

/** Names of the presets. */
export const presetNames = [
  'sql-payroll',
  'adp-workforce-now',
  'datev-lohn-und-gehalt',
  'sage-50-uk',
  'sage-50-canada-us',
  'quickbooks-iif',
  'paychex-spi',
  'export-detail',
  'export-summary',
] as const satisfies readonly (keyof typeof written)[];
/** Name of a preset. */
export type PresetName = (typeof presetNames)[number];

/** Whether a text is the name of a preset. */
export function isPresetName(text: string): text is PresetName {
  return Object.hasOwn(written, text);
}

/** The template of a preset, with everything that has a default. */
export function presetTemplate(name: PresetName): PayrollTemplate {
  return PayrollTemplate.parse(written[name]);
}
