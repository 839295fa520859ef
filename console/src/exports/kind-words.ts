/** The words of the kinds of exports. @module */

import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import type { ExportKind } from '#shared/contract/exports.ts';
import type { Choice } from '../ui/choices.tsx';

/** The kinds of exports, payroll first. */
export function useKindWords(): Choice<ExportKind>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      { id: 'payroll', label: t`Payroll file`, description: t`As a payroll program reads it, by a template` },
      { id: 'detail', label: t`Detail`, description: t`A row per person and day` },
      { id: 'summary', label: t`Summary`, description: t`A row per person` },
      { id: 'codes', label: t`Pay codes`, description: t`Hours by person and pay code` },
      { id: 'matrix', label: t`Matrix`, description: t`A row per person, a letter for each day` },
      { id: 'punches', label: t`Punches`, description: t`As the terminals recorded them` },
    ],
    [t],
  );
}
