/** What an export begins with: the last whole payroll period, for everybody. @module */

import { useSettings } from '../api/index.ts';
import type { ExportDraft } from './export-draft.ts';

const place = 'rollcall.payroll-template';

/** Keeps the template that was used last in this browser: the next month needs the same. */
export function rememberTemplate(template: string): void {
  localStorage.setItem(place, template);
}

/** What an export begins with. @param given - what the address or the opener has said */
export function useFirstDraft(
  given: Partial<Pick<ExportDraft, 'from' | 'to' | 'template' | 'department' | 'userIds'>>,
): ExportDraft {
  const { payrollPeriods } = useSettings();
  // Without settings of a period the days are empty, and the form asks for them.
  const last = payrollPeriods?.previous ?? { from: '', to: '' };
  const isWhole = given.from !== undefined && given.to !== undefined;
  return {
    kind: 'payroll',
    template: given.template ?? localStorage.getItem(place),
    format: 'xlsx',
    columns: null,
    adjustments: 'with',
    department: given.department ?? null,
    userIds: given.userIds ?? null,
    from: isWhole ? (given.from ?? last.from) : last.from,
    to: isWhole ? (given.to ?? last.to) : last.to,
  };
}
