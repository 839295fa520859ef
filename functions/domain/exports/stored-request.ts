/** Reads what a stored export was asked for. @module */

import type { NewExport } from '#shared/contract/exports.ts';
import type { PayrollTemplate } from '#shared/payroll/index.ts';
import type { StoredExport } from '../../store/exports.ts';
import type { Sight } from './person-fields.ts';
import type { Wanted } from './wanted.ts';

/** What an export was asked for. */
export function requestOf({ request, payroll }: StoredExport): Wanted {
  const asked: NewExport & { sight: Sight } = JSON.parse(request);
  if (payroll === undefined) return asked;
  const template: PayrollTemplate = JSON.parse(payroll);
  return { ...asked, payroll: template };
}
