/** What stands in the address of these screens. @module */

import { dateOf, oneOf, type RawSearch, textOf } from '../ui/search.ts';

/** A report with its period and filters. */
export interface ReportsSearch {
  report?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  department?: string | undefined;
  site?: string | undefined;
  by?: string | undefined;
  user?: string | undefined;
}

/** Reads the address of the reports screen. */
export function reportsSearch(raw: RawSearch): ReportsSearch {
  return {
    report: textOf(raw.report),
    from: dateOf(raw.from),
    to: dateOf(raw.to),
    department: textOf(raw.department),
    site: textOf(raw.site),
    by: textOf(raw.by),
    user: textOf(raw.user),
  };
}

/** The lists of the exports screen. */
export const exportTabs = ['export', 'history', 'templates', 'schedules'] as const;

/** Exports: the list, the period, the template. */
export interface ExportsSearch {
  tab?: (typeof exportTabs)[number] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  department?: string | undefined;
  template?: string | undefined;
  export?: string | undefined;
}

/** Reads the address of the exports screen. */
export function exportsSearch(raw: RawSearch): ExportsSearch {
  return {
    tab: oneOf(raw.tab, exportTabs),
    from: dateOf(raw.from),
    to: dateOf(raw.to),
    department: textOf(raw.department),
    template: textOf(raw.template),
    export: textOf(raw.export),
  };
}
