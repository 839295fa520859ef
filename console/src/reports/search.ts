/** What stands in the address of these screens. @module */

import { type ReportName, reportNames } from '#shared/contract/report-names.ts';
import { dateOf, oneOf, type RawSearch, textOf } from '../ui/search.ts';

/** By what the rows of a report are put together. */
export const reportGroupings = ['none', 'department', 'user'] as const;

/** A report with its period and filters. */
export interface ReportsSearch {
  /** Without one, all reports are shown. */
  report?: ReportName | undefined;
  from?: string | undefined;
  to?: string | undefined;
  department?: string | undefined;
  site?: string | undefined;
  by?: (typeof reportGroupings)[number] | undefined;
  /** Part of an id or a name. */
  search?: string | undefined;
}

/** Reads the address of the reports screen. */
export function reportsSearch(raw: RawSearch): ReportsSearch {
  return {
    report: oneOf(raw.report, reportNames),
    from: dateOf(raw.from),
    to: dateOf(raw.to),
    department: textOf(raw.department),
    site: textOf(raw.site),
    by: oneOf(raw.by, reportGroupings),
    search: textOf(raw.search),
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
